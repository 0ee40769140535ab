import type { Backend } from './backend.ts'
import type { Conductor } from './conductor.ts'
import { failuresOf, textOf } from './failures.ts'
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
  /** What could not be done, each once; it is tried again. */
  onError(error: unknown): void
}

/** Does what removed runs need as soon as they need it, and sweeps every hour, as long as this process drives the data folder. */
export function createHousekeeper(parts: HousekeeperParts): { stop(): Promise<void> } {
  const { backend, conductor, setTimer, onError } = parts
  const stopped = new AbortController()
  let working: Promise<void> | null = null
  /** What had been asked for when something failed: it is tried again a while later, anything else at once. */
  let failed: ReadonlySet<string> = new Set()
  /** Something was asked for while it worked, and may have come too late for that. */
  let isMissed = false
  let cancelAgain = (): void => undefined
  const errors = tellingOnce(onError)
  const attempt = (work: () => Promise<void>): void => {
    if (working || stopped.signal.aborted || conductor.owner() !== null) return
    const before = askedFor(backend.store)
    working = work()
      .catch((error: unknown) => {
        failed = before
        tryAgainLater()
        errors.tell(error)
      })
      .finally(() => {
        working = null
        if (isMissed) look()
      })
  }
  const look = (): void => {
    isMissed = working !== null
    if (isMissed || [...askedFor(backend.store)].every((one) => failed.has(one))) return
    attempt(() => backend.trash.settle(conductor.isDriven, stopped.signal))
  }
  const tryAgainLater = (): void => {
    cancelAgain()
    if (stopped.signal.aborted) return
    cancelAgain = setTimer(() => {
      failed = new Set()
      look()
    }, SETTLE_AGAIN_MS)
  }
  let cancelTimer = (): void => undefined
  const sweepLater = (delayMs: number): void => {
    cancelTimer = setTimer(() => {
      attempt(async () => {
        await backend.housekeeping.sweep(conductor.isDriven, stopped.signal)
        errors.forget()
      })
      sweepLater(SWEEP_EVERY_MS)
    }, delayMs)
  }
  sweepLater(FIRST_SWEEP_MS)
  const unsubscribe = backend.store.subscribe(look)
  return {
    stop: async () => {
      stopped.abort()
      cancelTimer()
      cancelAgain()
      unsubscribe()
      await working
    },
  }
}

/** What is not done yet: runs to be moved, put back or deleted. */
const askedFor = (store: Pick<Backend['store'], 'listTrash'>): ReadonlySet<string> =>
  new Set(store.listTrash().flatMap(({ runId, state }) => (state === 'removed' ? [] : [`${runId} ${state}`])))

/** Every hour the same is no news; once all went well, it is. */
function tellingOnce(onError: (error: unknown) => void) {
  const told = new Set<string>()
  return {
    tell: (error: unknown): void => {
      for (const failure of failuresOf(error)) {
        if (told.has(textOf(failure))) continue
        told.add(textOf(failure))
        onError(failure)
      }
    },
    forget: (): void => told.clear(),
  }
}
