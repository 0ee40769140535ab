/** Widths of the side panels in CSS pixels; null: as the view was made. */
export interface Sides {
  left: number | null
  right: number | null
}
export type Side = keyof Sides

export const NO_SIDES: Sides = { left: null, right: null }

/** What must stay of each. */
const LEAST = { side: 220, centre: 380 } as const

/** What was kept; anything else counts as nothing. */
export function sidesIn(text: string | null): Sides {
  const kept = parsed(text)
  return { left: widthOf(kept, 'left'), right: widthOf(kept, 'right') }
}

function parsed(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null // Not written by this window: as if nothing had been kept.
  }
}

function widthOf(kept: unknown, side: Side): number | null {
  const width: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, side) : null
  return typeof width === 'number' && width >= LEAST.side && width < 10_000 ? width : null
}

/** A wish for a side's width, so that the other one stays and the centre keeps its least. `all`: of the row. */
export function clampSide(
  pixels: number,
  side: Side,
  { left, right, all }: { left: number; right: number; all: number },
): number {
  const most = all - LEAST.centre - (side === 'left' ? right : left)
  return Math.round(Math.max(LEAST.side, Math.min(most, pixels)))
}

/** The columns of three panels in CSS, with the widths that were given. */
export function columnsWith(columns: string, { left, right }: Sides): string {
  const [first = '', centre = '', last = ''] = columns.match(/[\w-]+\([^)]*\)|\S+/g) ?? []
  if (left === null && right === null) return columns
  return [given(left, first), centre, given(right, last)].join(' ')
}

/** In a narrower window than it was given in, it shrinks. */
const given = (pixels: number | null, usual: string): string =>
  pixels === null ? usual : `minmax(${LEAST.side}px, ${pixels}px)`
