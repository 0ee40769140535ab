/** Milliseconds of work since it was started: what passes while somebody is waited for is left out. */
export interface WorkClock {
  activeMs(): number
  isWaiting(): boolean
  /** Somebody is waited for until the returned function is called; several may be at the same time. */
  wait(): () => void
}

/** `elapsedMs` is monotonic. */
export function startWorkClock(elapsedMs: () => number): WorkClock {
  let workedMs = 0
  let sinceMs = elapsedMs()
  let waits = 0
  const isWaiting = (): boolean => waits > 0
  const activeMs = (): number => (isWaiting() ? workedMs : workedMs + elapsedMs() - sinceMs)
  return {
    activeMs,
    isWaiting,
    wait() {
      workedMs = activeMs()
      waits += 1
      return () => {
        waits -= 1
        sinceMs = elapsedMs()
      }
    },
  }
}
