import type { Backend } from './backend.ts'
import type { Conductor } from './conductor.ts'
import type { SetTimer } from './timer.ts'

/** The first sweep waits until whoever opened the window has seen something. */
const FIRST_SWEEP_MS = 30_000
const SWEEP_EVERY_MS = 60 * 60_000
/** A folder that could not be moved is tried again then. */
const SETTLE_AGAIN_MS = 60_000

export interface HousekeeperParts {
  backend: Pick<Backend, 'store' | 'trash' | 'housekeeping'>
  conductor: Pick<Conductor, 'owner' | 'isDriven'>
  setTimer: SetTimer
  /** What could not be done; it is tried again. */
  onError(error: unknown): void
}

/** Does what removed runs need as soon as they need it, and sweeps every hour, as long as this process drives the data folder. */
export function createHousekeeper(parts: HousekeeperParts): { stop(): Promise<void> } {
  const { backend, conductor, setTimer, onError } = parts
  const stopped = new AbortController()
  let working: Promise<void> | null = null
  let settleAgainAt = 0
  /** Something was asked for while it worked, and may have come too late for that. */
  let isMissed = false
  const attempt = (work: () => Promise<void>): void => {
    if (working || stopped.signal.aborted || conductor.owner() !== null) return
    working = work()
      .catch((error: unknown) => {
        settleAgainAt = performance.now() + SETTLE_AGAIN_MS
        onError(error)
      })
      .finally(() => {
        working = null
        if (isMissed) look()
      })
  }
  const look = (): void => {
    isMissed = working !== null
    if (isMissed) return
    const asked = backend.store.listTrash().some(({ state }) => state !== null && state !== 'removed')
    if (asked && performance.now() >= settleAgainAt)
      attempt(() => backend.trash.settle(conductor.isDriven, stopped.signal))
  }
  let cancelTimer = (): void => undefined
  const sweepLater = (delayMs: number): void => {
    cancelTimer = setTimer(() => {
      attempt(() => backend.housekeeping.sweep(conductor.isDriven, stopped.signal))
      sweepLater(SWEEP_EVERY_MS)
    }, delayMs)
  }
  sweepLater(FIRST_SWEEP_MS)
  const unsubscribe = backend.store.subscribe(look)
  return {
    stop: async () => {
      stopped.abort()
      cancelTimer()
      unsubscribe()
      await working
    },
  }
}
