/** Does `work` once, not before `delayMs` have gone by. Returns its undo. */
export type SetTimer = (work: () => void, delayMs: number) => () => void

/** A timer that does not keep the process alive. */
export const setQuietTimer: SetTimer = (work, delayMs) => {
  const timer = setTimeout(work, delayMs)
  timer.unref()
  return () => clearTimeout(timer)
}
