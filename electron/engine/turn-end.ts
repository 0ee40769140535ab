import type { TurnRecord } from '../../shared/evidence.ts'
import type { TurnState } from '../../shared/words.ts'
import type { TurnOutcome, TurnResult } from './agents-port.ts'
import { isAhead, later, limitWaitUntil, transportWaitMs } from './backoff.ts'
import type { StepContext } from './context.ts'
import { voidGatesOf } from './end-run.ts'
import { askPerson } from './gates.ts'
import type { TurnUsage } from './records.ts'
import type { TurnSpec } from './turn.ts'
import { holdForBudget } from './turn-holds.ts'
import type { TurnSession } from './turn-session.ts'

/** `close` ends the turn's row; call it inside the transaction that stores what the turn brought. */
export type TurnEnd =
  | { kind: 'answered'; answer: unknown; close: () => void }
  /** The agent gave no usable answer. */
  | { kind: 'failed'; why: FailedBecause; detail: string; stderrTail: string; close: () => void }
  /** Limit, connection, log-in, budget or a stop: already recorded; the step ends here and the same step comes again later. */
  | { kind: 'held' }

/** `crashed`: its process died; `session_lost`: nothing was asked. Neither counts against anybody. */
export type FailedBecause = 'no_answer' | 'crashed' | 'session_lost'

export interface FinishedTurn {
  turn: TurnRecord
  session: TurnSession
  result: TurnResult
  /** Of the whole turn: what was told on the way and what was reported at its end. */
  usage: TurnUsage
  activeMs: number
}

type EndState = Exclude<TurnState, 'running'>
type Held = Extract<TurnOutcome, { kind: 'limited' | 'transport' | 'changed' | 'login' | 'missing' | 'stopped' }>

/** What became of a turn, for its step. Where nobody failed and nothing was brought, it is recorded here. */
export function endOfTurn(ctx: StepContext, spec: TurnSpec, finished: FinishedTurn): TurnEnd {
  const { outcome, stderrTail } = finished.result
  const failed = (why: FailedBecause, state: EndState, detail: string): TurnEnd => {
    return { kind: 'failed', why, detail, stderrTail, close: () => closeTurn(ctx, spec, finished, state, detail) }
  }
  switch (outcome.kind) {
    case 'answered':
      return { kind: 'answered', answer: outcome.answer, close: () => closeAnswered(ctx, spec, finished) }
    case 'no_answer':
    case 'silent':
      return failed('no_answer', 'failed', outcome.detail)
    case 'crashed':
      return failed('crashed', 'interrupted', outcome.detail)
    case 'session_lost':
      return failed('session_lost', 'interrupted', outcome.detail)
    case 'transport':
      if (transportWaitMs(earlierTransports(ctx, spec)) === null) return failed('no_answer', 'failed', outcome.detail)
      return hold(ctx, spec, finished, outcome)
    default:
      return hold(ctx, spec, finished, outcome)
  }
}

const earlierTransports = ({ store, run }: StepContext, { role }: TurnSpec): number =>
  store.transportTurnsInARow(run.id, role)

/** Records a turn that was cut for a reason that is nobody's failure. */
function hold(ctx: StepContext, spec: TurnSpec, finished: FinishedTurn, outcome: Held): TurnEnd {
  ctx.store.transaction(() => {
    switch (outcome.kind) {
      case 'limited':
        return holdForLimit(ctx, spec, finished, outcome)
      case 'transport':
        return holdForConnection(ctx, spec, finished, outcome.detail)
      case 'changed':
        return holdForChange(ctx, spec, finished, outcome)
      case 'login':
      case 'missing':
        return holdForLogin(ctx, spec, finished, outcome)
      case 'stopped':
        closeTurn(ctx, spec, finished, 'stopped', 'The turn was stopped.')
        holdForBudget(ctx)
    }
  })
  return { kind: 'held' }
}

/** A reset that is told holds for the agent, whichever run asks it next; one that is not, only for this run. */
function holdForLimit(
  ctx: StepContext,
  spec: TurnSpec,
  finished: FinishedTurn,
  { until: reset, detail }: Extract<TurnOutcome, { kind: 'limited' }>,
): void {
  const { ports, store, run } = ctx
  const now = ports.now()
  const until = limitWaitUntil(reset, now)
  if (reset !== null && isAhead(reset, now)) store.noteAgentLimit(run.config.agents[spec.role].id, { until, detail })
  closeTurn(ctx, spec, finished, 'limited', detail)
  const message = `The agent's limit is reached; the run waits until ${until}. ${detail}`
  waitFor(ctx, spec, finished, { until, detail, reason: 'limit', message })
}

function holdForConnection(ctx: StepContext, spec: TurnSpec, finished: FinishedTurn, detail: string): void {
  const { ports } = ctx
  const until = later(ports.now(), transportWaitMs(earlierTransports(ctx, spec)) ?? 0)
  closeTurn(ctx, spec, finished, 'limited', detail)
  const message = `The agent could not reach its model; the same turn is tried again at ${until}. ${detail}`
  waitFor(ctx, spec, finished, { until, detail, reason: 'transport', message })
}

function waitFor(
  { store, run }: StepContext,
  spec: TurnSpec,
  { turn }: FinishedTurn,
  { until, detail, reason, message }: { until: string; detail: string; reason: string; message: string },
): void {
  store.patchRun(run.id, {}, { waitUntil: until, waitReason: detail })
  store.addEvent(run.id, spec.role, 'turn_limited', message, { turnId: turn.id, until, reason })
}

/** A person decides whether the run goes on with it: the turn's row has the new version, so that resuming says yes. */
function holdForChange(
  ctx: StepContext,
  spec: TurnSpec,
  finished: FinishedTurn,
  { agent, from, to }: Extract<TurnOutcome, { kind: 'changed' }>,
): void {
  const { store, run } = ctx
  const message = `Agent ${agent} has changed during this run, from version ${from} to ${to}. Nothing was asked of it yet; resume the run to go on with version ${to}.`
  closeTurn(ctx, spec, finished, 'stopped', message)
  if (!store.patchRun(run.id, { control: 'run' }, { control: 'pause', controlReason: message })) return
  store.addEvent(run.id, 'system', 'run_paused', message, { reason: 'attention', turnId: finished.turn.id })
}

function holdForLogin(
  ctx: StepContext,
  spec: TurnSpec,
  finished: FinishedTurn,
  { kind, agent, remedy }: Extract<TurnOutcome, { kind: 'login' | 'missing' }>,
): void {
  closeTurn(ctx, spec, finished, 'login', remedy)
  const what = kind === 'login' ? 'is not logged in' : 'cannot be started'
  const question = `Agent ${agent} ${what}. ${remedy} Then approve to try again.`
  askPerson(ctx.store, { runId: ctx.run.id, kind: 'login', question, subject: { agent, remedy } })
}

/** Who answers is at no limit any more. */
function closeAnswered(ctx: StepContext, spec: TurnSpec, finished: FinishedTurn): void {
  closeTurn(ctx, spec, finished, 'finished', null)
  ctx.store.noteAgentLimit(ctx.run.config.agents[spec.role].id, null)
}

function closeTurn(
  ctx: StepContext,
  spec: TurnSpec,
  finished: FinishedTurn,
  state: EndState,
  detail: string | null,
): void {
  const { store, run } = ctx
  const { turn, result, usage, activeMs } = finished
  const { sessionId, agentVersion, outcome, stopReason } = result
  if (!store.endTurn(turn.id, state, { ...usage, detail, sessionId, agentVersion, outcome: outcome.kind })) return
  noteSession(ctx, spec, finished)
  voidGatesOf(store, run.id, { because: 'its turn has ended', turnId: turn.id })
  store.patchRun(run.id, {}, { activeMs: store.getInternals(run.id).activeMs + activeMs })
  const told = detail === null ? '' : ` ${detail}`
  const { tokens, costMicros } = usage
  const payload = { turnId: turn.id, state, stopReason, tokens, costMicros, activeMs }
  store.addEvent(run.id, spec.role, 'turn_finished', `Turn ${turn.number} of ${spec.role} ${state}.${told}`, payload)
}

/** Tells of the role's session where it was lost, or where a fresh one took its place. */
function noteSession(ctx: StepContext, { role }: TurnSpec, { turn, session, result }: FinishedTurn): void {
  const { store, run } = ctx
  const { outcome, sessionId, continued } = result
  const lose = (message: string): void => {
    store.forgetSession(run.id, role)
    store.addEvent(run.id, role, 'session_lost', message, { turnId: turn.id, sessionId: session.previousSessionId })
  }
  if (outcome.kind === 'session_lost') {
    lose(`The ${role} agent's session could not be continued; a new attempt begins in a fresh one.`)
    return
  }
  const tookItUp = session.previousSessionId !== null && (continued || sessionId === null)
  // Offered again it might end the agent again, and so every later attempt.
  if (outcome.kind === 'crashed' && tookItUp) {
    lose(`The ${role} agent crashed when it went on in its session; its next turn begins in a fresh one.`)
    return
  }
  const hadOne = session.rotated !== null || session.previousSessionId !== null
  if (!hadOne || sessionId === null || continued) return
  store.noteRotation(run.id, role)
  const why = session.rotated ?? 'the last one could not be continued'
  const message = `The ${role} agent went on in a fresh session, with a brief: ${why}.`
  store.addEvent(run.id, role, 'session_rotated', message, { turnId: turn.id, sessionId, why })
}
