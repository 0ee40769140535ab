/** What takes the focus as a whole: the panels of the view that is shown, and the view itself. */
const PANELS = 'section[aria-label][tabindex="-1"]'

/** The place that F6 leads to from the one at `current` (-1: from none of them): forward or back, and around. */
export function nextRegion(count: number, current: number, step: 1 | -1): number {
  if (current < 0) return step > 0 ? 0 : count - 1
  return (current + step + count) % count
}

/** The element if it is a panel, the panels around it, and its view: the nearest first. */
export function regionsAround(element: HTMLElement): HTMLElement[] {
  const regions: HTMLElement[] = []
  let region = element.closest<HTMLElement>(`${PANELS}, main`)
  while (region) {
    regions.push(region)
    region = region.parentElement?.closest<HTMLElement>(`${PANELS}, main`) ?? null
  }
  return regions
}

/** The first that is still there; a panel that was drawn anew is known by its id. */
export function regionStillThere(regions: readonly HTMLElement[]): HTMLElement | null {
  for (const region of regions) {
    const now = region.isConnected ? region : region.id === '' ? null : document.getElementById(region.id)
    if (now) return now
  }
  return document.querySelector('main')
}

/** Landmarks in the order of the page: the rail, then the panels of the view, or the view itself. */
export function focusNextRegion(step: 1 | -1): void {
  const panels = [...document.querySelectorAll<HTMLElement>(`main ${PANELS}`)].filter((panel) => !isInPanel(panel))
  const rail = document.querySelector<HTMLElement>('nav[aria-label="Main"] a[aria-current], nav[aria-label="Main"] a')
  const view = panels.length > 0 ? panels : [...document.querySelectorAll('main')]
  const regions = rail ? [rail, ...view] : view
  const nav = document.activeElement?.closest('nav[aria-label="Main"]')
  const current = nav ? 0 : regions.findIndex((region) => region.contains(document.activeElement))
  regions[nextRegion(regions.length, current, step)]?.focus()
}

const isInPanel = (panel: HTMLElement): boolean => (panel.parentElement?.closest(PANELS) ?? null) !== null
