import type { TaskAttemptRecord, TaskRecord } from '../../shared/domain.ts'
import type { TurnRecord } from '../../shared/evidence.ts'
import type { AgentRole, TurnKind, TurnState } from '../../shared/words.ts'
import type { TurnRequest, TurnResult } from './agents-port.ts'
import { raisedLimit } from './apply-decision.ts'
import { describeBudget, exhausted, toWarn } from './budget.ts'
import { headOf, type StepContext } from './context.ts'
import { voidGatesOf } from './end-run.ts'
import { askPerson } from './gates.ts'
import { answerPermission } from './permissions.ts'

export interface TurnSpec {
  role: AgentRole
  kind: TurnKind
  task: TaskRecord | null
  attempt: TaskAttemptRecord | null
  prompt: string
  /** What a fresh session must know if the role's last one cannot be continued; null: always a fresh session. */
  brief: (() => string) | null
  answer: TurnRequest['answer']
}

/** `close` ends the turn's row; call it inside the transaction that stores what the turn brought. */
export type TurnEnd =
  | { kind: 'answered'; answer: unknown; close: () => void }
  /** The agent gave no usable answer. `crashed`: its process died, which counts against nobody. */
  | { kind: 'failed'; crashed: boolean; detail: string; stderrTail: string; close: () => void }
  /** Limit, log-in, budget or a stop: already recorded; the step ends here and the same step comes again later. */
  | { kind: 'held' }

/** Where a limit says nothing about its reset, the run looks again after this long. */
const UNKNOWN_LIMIT_WAIT_MS = 5 * 60_000

/** One turn of one role: budget, prompt, agent, output, response, outcome. */
export async function takeTurn(ctx: StepContext, spec: TurnSpec): Promise<TurnEnd> {
  if (holdForBudget(ctx)) return { kind: 'held' }
  const { ports, store, run, place } = ctx
  const turn = beginTurn(ctx, spec)
  const brief = turn.number > 1 && spec.brief ? spec.brief() : null
  await writePrompt(ctx, spec, turn, brief)
  await ports.git.prepareAgentGit(place, headOf(ctx))
  const stop = new AbortController()
  const wall = wallSignal(ctx)
  const signal = AbortSignal.any([ctx.signal, stop.signal, ...(wall ? [wall] : [])])
  const startedMs = ports.elapsedMs()
  const transcriptFile = ports.turnTranscriptFile(run.id, turn.id)
  const session = store.getRoleSession(run.id, spec.role)
  const result = await ports.agents.runTurn({
    runId: run.id,
    turnId: turn.id,
    role: spec.role,
    kind: spec.kind,
    turnNumber: turn.number,
    task: spec.task && spec.attempt ? { title: spec.task.title, attemptNumber: spec.attempt.attemptNumber } : null,
    agent: run.config.agents[spec.role],
    worktree: place.worktree,
    readOnly: spec.role !== 'implementation',
    mustContinue: false,
    mcpServers: [],
    previousSessionId: spec.brief === null ? null : session.sessionId,
    prompt: spec.prompt,
    brief,
    answer: spec.answer,
    transcriptFile,
    idleMs: run.config.limits.turnIdleMinutes * 60_000,
    hardMs: run.config.limits.turnMinutes * 60_000,
    signal,
    onOutput: (output) => {
      ports.sink.write(run.id, spec.role, output)
      if (output.kind === 'usage' && costsTooMuch(ctx, output.costMicros ?? 0)) stop.abort()
    },
    onInterrupt: () => () => undefined,
    onPermission: (request) => answerPermission(ctx, { turnId: turn.id, role: spec.role, signal }, request),
  })
  await ports.sink.flush()
  const activeMs = Math.round(ports.elapsedMs() - startedMs)
  await keepTurnFiles(ctx, spec, turn, result, transcriptFile)
  return endOfTurn(ctx, spec, { turn, result, activeMs })
}

function beginTurn({ store, run }: StepContext, spec: TurnSpec): TurnRecord {
  return store.transaction(() => {
    const { role, kind, task, attempt } = spec
    const agent = run.config.agents[role].id
    const turn = store.startTurn({
      runId: run.id,
      role,
      kind,
      taskId: task?.id ?? null,
      attemptId: attempt?.id ?? null,
      agentId: agent,
    })
    store.addEvent(run.id, role, 'turn_started', `Turn ${turn.number} of ${role} (${kind}) with agent ${agent}.`, {
      turnId: turn.id,
      kind,
      agent,
      taskId: turn.taskId,
      attemptId: turn.attemptId,
    })
    return turn
  })
}

async function writePrompt(
  { ports, store, run }: StepContext,
  spec: TurnSpec,
  turn: TurnRecord,
  brief: string | null,
): Promise<void> {
  const content =
    brief === null ? spec.prompt : `${brief}\n<!-- Above: only if the session is new. -->\n\n${spec.prompt}`
  const prompt = await ports.artifacts.write({
    runId: run.id,
    role: spec.role,
    kind: 'prompt',
    extension: 'md',
    mime: 'text/markdown',
    content,
    metadata: turnMetadata(spec, turn),
  })
  store.saveRoleFiles(run.id, spec.role, { promptPath: prompt.path })
}

async function keepTurnFiles(
  { ports, store, run }: StepContext,
  spec: TurnSpec,
  turn: TurnRecord,
  result: TurnResult,
  transcriptFile: string,
): Promise<void> {
  const common = { runId: run.id, role: spec.role, metadata: turnMetadata(spec, turn) }
  if (result.responseText !== '') {
    const response = { kind: 'response', extension: 'md', mime: 'text/markdown', content: result.responseText }
    const artifact = await ports.artifacts.write({ ...common, ...response })
    store.saveRoleFiles(run.id, spec.role, { responsePath: artifact.path })
  }
  if (result.stderrTail !== '') {
    const log = { kind: 'stderr_log', extension: 'log', mime: 'text/plain', content: result.stderrTail }
    await ports.artifacts.write({ ...common, ...log })
  }
  await ports.artifacts.adopt({ ...common, kind: 'transcript', file: transcriptFile, mime: 'application/jsonl' })
}

function turnMetadata(spec: TurnSpec, turn: TurnRecord): { turnId: string; taskId?: string; attemptNumber?: number } {
  if (!spec.task || !spec.attempt) return { turnId: turn.id }
  return { turnId: turn.id, taskId: spec.task.id, attemptNumber: spec.attempt.attemptNumber }
}

interface FinishedTurn {
  turn: TurnRecord
  result: TurnResult
  activeMs: number
}

function endOfTurn(ctx: StepContext, spec: TurnSpec, finished: FinishedTurn): TurnEnd {
  const { outcome, stderrTail } = finished.result
  const close = (state: Exclude<TurnState, 'running'>, detail: string | null) => () =>
    closeTurn(ctx, spec, finished, state, detail)
  switch (outcome.kind) {
    case 'answered':
      return { kind: 'answered', answer: outcome.answer, close: close('finished', null) }
    case 'no_answer':
    case 'silent':
      return {
        kind: 'failed',
        crashed: false,
        detail: outcome.detail,
        stderrTail,
        close: close('failed', outcome.detail),
      }
    case 'crashed':
      return {
        kind: 'failed',
        crashed: true,
        detail: outcome.detail,
        stderrTail,
        close: close('interrupted', outcome.detail),
      }
    default:
      return hold(ctx, spec, finished)
  }
}

/** Records a turn that was cut for a reason that is nobody's failure. */
function hold(ctx: StepContext, spec: TurnSpec, finished: FinishedTurn): TurnEnd {
  const { store, run, ports } = ctx
  const { outcome } = finished.result
  store.transaction(() => {
    if (outcome.kind === 'limited') {
      const until = outcome.until ?? new Date(Date.parse(ports.now()) + UNKNOWN_LIMIT_WAIT_MS).toISOString()
      closeTurn(ctx, spec, finished, 'limited', outcome.detail)
      store.patchRun(run.id, {}, { waitUntil: until, waitReason: outcome.detail })
      store.addEvent(
        run.id,
        spec.role,
        'turn_limited',
        `The agent's limit is reached; the run waits until ${until}. ${outcome.detail}`,
        {
          turnId: finished.turn.id,
          until,
        },
      )
    } else if (outcome.kind === 'login' || outcome.kind === 'missing') {
      closeTurn(ctx, spec, finished, 'login', outcome.remedy)
      const what = outcome.kind === 'login' ? 'is not logged in' : 'was not found'
      const question = `Agent ${outcome.agent} ${what}. ${outcome.remedy} Then approve to try again.`
      askPerson(store, {
        runId: run.id,
        kind: 'login',
        question,
        subject: { agent: outcome.agent, remedy: outcome.remedy },
      })
    } else {
      closeTurn(ctx, spec, finished, 'stopped', 'The turn was stopped.')
      holdForBudget(ctx)
    }
  })
  return { kind: 'held' }
}

function closeTurn(
  { store, run }: StepContext,
  spec: TurnSpec,
  { turn, result, activeMs }: FinishedTurn,
  state: Exclude<TurnState, 'running'>,
  detail: string | null,
): void {
  const { tokens, costMicros, contextUsed, contextSize, sessionId, agentVersion } = result
  const change = { detail, tokens, costMicros, contextUsed, contextSize, sessionId, agentVersion }
  if (!store.endTurn(turn.id, state, change)) return
  // A judge begins afresh each time, and a turn without a session replaced none.
  if (turn.number > 1 && spec.brief !== null && result.sessionId !== null && !result.continued) {
    store.noteRotation(run.id, spec.role)
    const message = `The ${spec.role} agent went on in a fresh session, with a brief.`
    store.addEvent(run.id, spec.role, 'session_rotated', message, { turnId: turn.id, sessionId: result.sessionId })
  }
  voidGatesOf(store, run.id, { because: 'its turn has ended', turnId: turn.id })
  store.patchRun(run.id, {}, { activeMs: store.getInternals(run.id).activeMs + activeMs })
  const told = detail === null ? '' : ` ${detail}`
  store.addEvent(run.id, spec.role, 'turn_finished', `Turn ${turn.number} of ${spec.role} ${state}.${told}`, {
    turnId: turn.id,
    state,
    stopReason: result.stopReason,
    tokens: result.tokens,
    costMicros: result.costMicros,
    activeMs,
  })
}

/** Opens the budget gate if a budget is used up; true: nothing more may be spent. */
function holdForBudget({ store, run }: StepContext): boolean {
  return store.transaction(() => {
    const { limits } = store.getRun(run.id).config
    const spent = store.getInternals(run.id)
    const over = exhausted(limits, spent)
    if (over) {
      const [used, raised] = [describeBudget(over.name, over.spent), describeBudget(over.name, raisedLimit(over))]
      const question = `The budget of ${describeBudget(over.name, over.limit)} is used up (${used}). Approve raises it to ${raised}.`
      const subject = { name: over.name, limit: over.limit, spent: over.spent }
      askPerson(store, { runId: run.id, kind: 'budget', question, subject })
      return true
    }
    const warn = toWarn(limits, spent, spent.budgetWarned)
    if (warn) {
      store.patchRun(run.id, {}, { budgetWarned: warn.percent })
      const message = `${warn.percent} % of the budget is used: ${describeBudget(warn.name, warn.spent)} of ${describeBudget(warn.name, warn.limit)}.`
      store.addEvent(run.id, 'system', 'budget_warned', message, { ...warn })
    }
    return false
  })
}

/** Whether the turn that is running has used up the money by now. Tokens are counted when the turn ends. */
function costsTooMuch({ store, run }: StepContext, turnCostMicros: number): boolean {
  const spent = store.getInternals(run.id)
  const { costMicros: limit } = store.getRun(run.id).config.limits
  return limit !== null && spent.costMicros + turnCostMicros >= limit
}

/** A longer timer fires at once; no turn takes 24 days. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Aborted when the run's working time is used up; null: no such budget. */
function wallSignal({ store, run }: StepContext): AbortSignal | null {
  const { wallMinutes } = run.config.limits
  if (wallMinutes === null) return null
  const leftMs = wallMinutes * 60_000 - store.getInternals(run.id).activeMs
  return AbortSignal.timeout(Math.min(Math.max(0, leftMs), MAX_TIMER_MS))
}
