/** A monotonic clock that stands still while the machine sleeps: sleep is no silence of an agent, and no work. */
export interface AwakeClock {
  /** Milliseconds; only differences mean something. */
  nowMs(): number
  /** It need not be looked at any more. */
  stop(): void
}

const LOOK_MS = 5_000
/** More than this between two looks is sleep, or a process that was stopped; nothing else holds an event loop up that long. */
const SLEEP_MS = 30_000

/**
 * Whether the system's own monotonic clock goes on during sleep differs: it does on macOS and Windows, and not on Linux. So it is looked
 * at every few seconds, and what is missing between two looks does not count. `monotonicMs`: for tests.
 */
export function startAwakeClock(monotonicMs: () => number = () => performance.now()): AwakeClock {
  let awakeMs = 0
  let lookedMs = monotonicMs()
  let timer: NodeJS.Timeout | undefined
  const look = (): number => {
    const passedMs = monotonicMs() - lookedMs
    lookedMs += passedMs
    if (passedMs < SLEEP_MS) awakeMs += passedMs
    return awakeMs
  }
  const lookAgain = (): void => {
    timer = setTimeout(() => {
      look()
      lookAgain()
    }, LOOK_MS)
    timer.unref()
  }
  lookAgain()
  return { nowMs: look, stop: () => clearTimeout(timer) }
}
