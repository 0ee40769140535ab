import type { AgentOutput } from './agents-port.ts'
import { exhausted, largerUsage, nextLookMs, spentDuringTurn, toWarn } from './budget.ts'
import type { StepContext } from './context.ts'
import type { TurnUsage } from './records.ts'
import { warnOnce } from './turn-holds.ts'
import { startWorkClock, type WorkClock } from './work-clock.ts'

/** Counts what a turn uses while it runs: in its row, for people, and against the budgets of the run. */
export interface TurnMeter {
  /** Aborted once a budget is used up. */
  readonly signal: AbortSignal
  take(output: AgentOutput): void
  /** Until `answer` settles a person is waited for, which is no time of work. */
  waiting<T>(answer: Promise<T>): Promise<T>
  /** No more is counted. */
  stop(): void
  /** What was told of usage, and how long it took. Throws what went wrong on the way. */
  result(): { usage: TurnUsage; activeMs: number }
}

const NOTE_INTERVAL_MS = 2_000
/** A longer timer fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

const NOTHING: TurnUsage = { tokens: null, costMicros: null, contextUsed: null, contextSize: null }

export function startMeter(ctx: StepContext, turnId: string): TurnMeter {
  const { store } = ctx
  const clock = startWorkClock(ctx.ports.elapsedMs)
  const over = new AbortController()
  let usage = NOTHING
  let failure: unknown = null

  const attempt = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      failure ??= error
      over.abort()
    }
  }
  const budgets = watchBudgets(ctx, { clock, usage: () => usage, over, attempt })
  const notes = throttled(() => attempt(() => store.noteTurnUsage(turnId, usage)))
  budgets.look()
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
      budgets.look()
    },
    waiting: (answer) => {
      const goOn = clock.wait()
      return answer.finally(() => {
        goOn()
        budgets.look()
      })
    },
    stop: () => {
      budgets.stop()
      notes.stop()
    },
    result: () => {
      if (failure !== null) throw failure
      return { usage, activeMs: Math.round(clock.activeMs()) }
    },
  }
}

interface BudgetWatch {
  clock: WorkClock
  usage(): TurnUsage
  /** Aborted once a budget is used up. */
  over: AbortController
  attempt(work: () => void): void
}

/** Looks at the budgets of the run when told to, and when the working time of one may be over. */
function watchBudgets({ store, run }: StepContext, { clock, usage, over, attempt }: BudgetWatch) {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const lookNow = (): void => {
    clearTimeout(timer)
    const { limits } = store.getRun(run.id).config
    const internals = store.getInternals(run.id)
    const spent = spentDuringTurn(internals, { ...usage(), activeMs: clock.activeMs() })
    const warn = toWarn(limits, spent, internals.budgetWarned)
    if (warn) store.transaction(() => warnOnce(store, run.id, warn))
    if (exhausted(limits, spent)) over.abort()
    const nextMs = nextLookMs(limits, spent.activeMs)
    if (nextMs === null || over.signal.aborted || clock.isWaiting()) return
    timer = setTimeout(look, Math.min(nextMs, MAX_TIMER_MS))
  }
  const look = (): void => {
    if (!isStopped) attempt(lookNow)
  }
  const stop = (): void => {
    isStopped = true
    clearTimeout(timer)
  }
  return { look, stop }
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
