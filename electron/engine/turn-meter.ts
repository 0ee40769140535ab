import type { AgentOutput } from './agents-port.ts'
import { exhausted, largerUsage, nextLookMs, spentDuringTurn, toWarn } from './budget.ts'
import type { StepContext } from './context.ts'
import type { TurnUsage } from './records.ts'
import { warnOnce } from './turn-holds.ts'

/** Counts what a turn uses while it runs: in its row, for people, and against the budgets of the run. */
export interface TurnMeter {
  /** Aborted once a budget is used up. */
  readonly signal: AbortSignal
  take(output: AgentOutput): void
  /** No more is counted. */
  stop(): void
  /** What was told of usage, and how long it took. Throws what went wrong on the way. */
  result(): { usage: TurnUsage; activeMs: number }
}

const NOTE_INTERVAL_MS = 2_000
/** A longer timer fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

const NOTHING: TurnUsage = { tokens: null, costMicros: null, contextUsed: null, contextSize: null }

export function startMeter({ ports, store, run }: StepContext, turnId: string): TurnMeter {
  const startedMs = ports.elapsedMs()
  const activeMs = (): number => ports.elapsedMs() - startedMs
  const over = new AbortController()
  let usage = NOTHING
  let failure: unknown = null
  let lookTimer: NodeJS.Timeout | undefined

  const attempt = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      failure ??= error
      over.abort()
    }
  }
  const look = (): void => {
    clearTimeout(lookTimer)
    const { limits } = store.getRun(run.id).config
    const internals = store.getInternals(run.id)
    const spent = spentDuringTurn(internals, { ...usage, activeMs: activeMs() })
    const warn = toWarn(limits, spent, internals.budgetWarned)
    if (warn) store.transaction(() => warnOnce(store, run.id, warn))
    if (exhausted(limits, spent)) over.abort()
    const nextMs = nextLookMs(limits, spent.activeMs)
    if (nextMs === null || over.signal.aborted) return
    lookTimer = setTimeout(() => attempt(look), Math.min(nextMs, MAX_TIMER_MS))
  }
  const notes = throttled(() => attempt(() => store.noteTurnUsage(turnId, usage)))
  attempt(look)
  return {
    signal: over.signal,
    take: (output) => {
      if (output.kind === 'session') {
        const { sessionId, version } = output
        attempt(() => store.noteTurnSession(turnId, { sessionId, agentVersion: version }))
      }
      if (output.kind !== 'usage') return
      const { tokens, costMicros, used, size } = output
      usage = largerUsage(usage, { tokens, costMicros, contextUsed: used, contextSize: size })
      notes.soon()
      attempt(look)
    },
    stop: () => {
      clearTimeout(lookTimer)
      notes.stop()
    },
    result: () => {
      if (failure !== null) throw failure
      return { usage, activeMs: Math.round(activeMs()) }
    },
  }
}

/** Does `work` at once, but then not again before the interval is over. */
function throttled(work: () => void): { soon(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let isDue = false
  const soon = (): void => {
    isDue = true
    if (timer !== undefined) return
    isDue = false
    work()
    timer = setTimeout(() => {
      timer = undefined
      if (isDue) soon()
    }, NOTE_INTERVAL_MS)
  }
  return { soon, stop: () => clearTimeout(timer) }
}
