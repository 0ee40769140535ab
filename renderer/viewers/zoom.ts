/** How large an image is shown: as large as fits, or by a factor of its own size. */
export type Zoom = 'fit' | number

const STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 16] as const
const ALMOST = 1.001

/** The next larger (1) or smaller (-1) step. `shown`: the factor at which it is shown now, whatever was wished. */
export function stepZoom(shown: number, step: 1 | -1): number {
  const next =
    step === 1 ? STEPS.find((each) => each > shown * ALMOST) : STEPS.findLast((each) => each < shown / ALMOST)
  return next ?? STEPS.at(step === 1 ? -1 : 0) ?? 1
}

export interface Size {
  width: number
  height: number
}

/** The factor with which an image fits into a view; never above its own size. */
export function fitting(image: Size, view: Size): number {
  if (image.width === 0 || image.height === 0) return 1
  return Math.max(0.001, Math.min(1, view.width / image.width, view.height / image.height))
}

/** `100 %`, `12.5 %` */
export const percentText = (factor: number): string => {
  const percent = factor * 100
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)} %`
}
