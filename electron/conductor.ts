import type { Backend } from './backend.ts'
import { findCandidates, planRound } from './candidates.ts'
import { createDrives } from './drives.ts'
import { nextStep } from './engine/next-step.ts'
import type { Store } from './store/store.ts'
import { type SetTimer, setQuietTimer } from './timer.ts'

/** Drives every run of the data folder that can go on, for as long as the application is open. */
export interface Conductor {
  /** Tries to own the data folder, and drives from then on; where that cannot be, tries again later by itself. Never rejects. */
  start(): Promise<void>
  /** The process that drives the data folder; null: this one. `pid` 0: it is not known which. */
  owner(): Owner | null
  /** Whether this process works on a run now. */
  isDriven(runId: string): boolean
  /** Runs that work, and those that go on by themselves when a limit is over: not to be cut without a person's word. */
  working(): string[]
  /** Looks for runs that can go on. Every commit does this by itself. */
  look(): void
  /** Pauses what is driven here, and resolves when all of it has ended. Idempotent. */
  stop(): Promise<void>
}
interface Owner {
  pid: number
  host: string
}

export interface ConductorOptions {
  /** What is broken, and in which run; null: in none. The others go on. */
  onError(runId: string | null, error: unknown): void
  /** How many runs are driven here, told with each change. */
  onCount?(count: number): void
  /** Milliseconds since 1970. */
  now?: () => number
  setTimer?: SetTimer
}

const OWN_AGAIN_MS = 2_000
/** A run that could not even be paused after an error is not tried again before. */
const RETRY_MS = 60_000
/** However far away a limit's time is: a machine that slept counts on from where it was. */
const LOOK_AGAIN_MS = 60_000

type ConductorBackend = Pick<Backend, 'store' | 'own' | 'drive' | 'wake' | 'control'>

export function createConductor(backend: ConductorBackend, options: ConductorOptions): Conductor {
  const { onError, setTimer = setQuietTimer } = options
  let stopped = false
  let release: (() => void) | null = null
  const rounds = createRounds(backend, options)
  const ownership = createOwnership(backend, onError, () => {
    if (stopped || release) return
    release = backend.store.subscribe(rounds.look)
    rounds.look()
  })
  let cancelRetry = (): void => undefined
  let trying: Promise<void> = Promise.resolve()
  const start = (): Promise<void> => {
    trying = ownership.attempt().then(() => {
      if (ownership.owner() !== null && !stopped) cancelRetry = setTimer(() => void start(), OWN_AGAIN_MS)
    })
    return trying
  }
  return {
    start,
    owner: ownership.owner,
    isDriven: rounds.isDriven,
    working: rounds.working,
    look: () => {
      if (release) rounds.look()
    },
    stop: async () => {
      stopped = true
      cancelRetry()
      release?.()
      release = null
      await trying
      await rounds.stop()
    },
  }
}

/** One attempt after the other to become the process that drives the data folder. */
function createOwnership(
  backend: Pick<ConductorBackend, 'own'>,
  onError: ConductorOptions['onError'],
  onOwned: () => void,
) {
  let owner: Owner | null = { pid: 0, host: 'unknown' }
  let lastError: string | null = null
  return {
    owner: (): Owner | null => owner,
    attempt: async (): Promise<void> => {
      try {
        const owned = await backend.own()
        owner = owned.ok ? null : owned.error
        lastError = null
        if (owned.ok) onOwned()
      } catch (error) {
        owner = { pid: 0, host: 'unknown' }
        // It comes again every two seconds, and is told once.
        if (String(error) !== lastError) onError(null, error)
        lastError = String(error)
      }
    },
  }
}

/** Looks at all runs that may go on, and drives those that do. */
function createRounds(
  backend: ConductorBackend,
  { onError, onCount = () => undefined, now = () => Date.now(), setTimer = setQuietTimer }: ConductorOptions,
) {
  const retryAt = new Map<string, number>()
  const lookout = createLookout(() => {
    try {
      const lookAt = round()
      return lookAt === null ? null : Math.min(Math.max(0, lookAt - now()), LOOK_AGAIN_MS)
    } catch (error) {
      onError(null, error)
      return LOOK_AGAIN_MS
    }
  }, setTimer)
  const drives = createDrives(backend, {
    onError,
    onCount,
    onEnd: (runId, how) => {
      if (how === 'failed') retryAt.set(runId, now() + RETRY_MS)
      lookout.look()
    },
  })
  const perform = (runId: string, work: () => unknown): void => {
    try {
      work()
    } catch (error) {
      retryAt.set(runId, now() + RETRY_MS)
      onError(runId, error)
      lookout.look()
    }
  }
  /** When to look again. */
  const round = (): number | null => {
    // Nothing goes on by itself until a person knows that history is missing; their word is a commit, and so the next look.
    if (backend.store.blockingLoss()) return null
    const candidates = findCandidates(backend.store.database)
    // Who paused and resumed a run that failed wants it tried again at once.
    const listed = new Set(candidates.map(({ runId }) => runId))
    for (const runId of retryAt.keys()) if (!listed.has(runId)) retryAt.delete(runId)
    const { wake, consider, lookAt } = planRound(candidates, { now: now(), isDriven: drives.has, retryAt })
    for (const runId of wake) perform(runId, () => backend.wake(runId))
    for (const runId of consider) perform(runId, () => goesOn(backend.store, runId) && drives.start(runId))
    return lookAt
  }
  return {
    look: lookout.look,
    isDriven: drives.has,
    working: (): string[] => {
      const goingOn = backend.store.blockingLoss() ? [] : findCandidates(backend.store.database)
      const able = goingOn.filter(({ runId, waitUntil }) => waitUntil !== null || goesOn(backend.store, runId))
      return [...new Set([...drives.ids(), ...able.map(({ runId }) => runId)])]
    },
    stop: (): Promise<void> => {
      lookout.stop()
      return drives.stop()
    },
  }
}

function goesOn(store: Store, runId: string): boolean {
  const { kind } = nextStep(store.readFacts(runId))
  return kind !== 'wait' && kind !== 'end'
}

/** `work` soon after each `look`, and again after as many milliseconds as it said last; null: only when asked to. */
function createLookout(work: () => number | null, setTimer: SetTimer): { look(): void; stop(): void } {
  let stopped = false
  let planned: NodeJS.Immediate | null = null
  let cancelTimer = (): void => undefined
  // Many commits may come within one turn of the event loop; they are looked at together.
  const look = (): void => {
    if (!stopped) planned ??= setImmediate(lookNow)
  }
  const lookNow = (): void => {
    planned = null
    cancelTimer()
    const delayMs = work()
    if (delayMs !== null) cancelTimer = setTimer(look, delayMs)
  }
  const stop = (): void => {
    stopped = true
    if (planned) clearImmediate(planned)
    planned = null
    cancelTimer()
  }
  return { look, stop }
}
