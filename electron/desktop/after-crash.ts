/** After a page ended by itself, or could not begin. */
export type AfterCrash = 'reload' | 'ask'

/** A page that ends again so soon would end again and again. */
const SOON_MS = 60_000

/**
 * What becomes of a window whose page ended for `reason`: it is loaded anew, because nothing is lost with it; a person is asked where that
 * would not help. `lastMs`: when it ended before, on the clock of `nowMs`; null: never.
 */
export function afterCrash(reason: string, lastMs: number | null, nowMs: number): AfterCrash {
  if (reason === 'launch-failed' || reason === 'integrity-failure') return 'ask'
  return lastMs !== null && nowMs - lastMs < SOON_MS ? 'ask' : 'reload'
}
