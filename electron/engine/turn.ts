import type { TaskAttemptRecord, TaskRecord } from '../../shared/domain.ts'
import type { MessageRecord, TurnRecord } from '../../shared/evidence.ts'
import type { AgentRole, TurnKind } from '../../shared/words.ts'
import type { TurnRequest, TurnResult } from './agents-port.ts'
import { largerUsage } from './budget.ts'
import { headOf, type StepContext } from './context.ts'
import { withoutUntrusted } from './held-back.ts'
import { serversForTurn } from './mcp-servers.ts'
import { answerPermission } from './permissions.ts'
import { withMessages } from './prompts/messages.ts'
import { noteSandbox } from './sandbox.ts'
import { endOfTurn, type TurnEnd } from './turn-end.ts'
import { keepPrompt, keepResult } from './turn-files.ts'
import { holdBeforeTurn } from './turn-holds.ts'
import { takeMessages, watchInterruptions } from './turn-messages.ts'
import { startMeter } from './turn-meter.ts'
import { chooseSession, type TurnSession } from './turn-session.ts'

export interface TurnSpec {
  role: AgentRole
  kind: TurnKind
  task: TaskRecord | null
  attempt: TaskAttemptRecord | null
  prompt: string
  /** What a fresh session must know if the role's last one is not continued; null: always a fresh session. */
  brief: (() => string) | null
  answer: TurnRequest['answer']
}

/** One turn of one role: budget, prompt, agent, output, response, outcome. */
export async function takeTurn(ctx: StepContext, spec: TurnSpec): Promise<TurnEnd> {
  if (holdBeforeTurn(ctx, spec.role)) return { kind: 'held' }
  const mcpServers = await serversForTurn(ctx, spec.role)
  if (mcpServers === 'held') return { kind: 'held' }
  await noteSandbox(ctx)
  const session = chooseSession(ctx, spec)
  const isFirst = ctx.store.getRoleSession(ctx.run.id, spec.role).turns === 0
  const brief = isFirst || spec.brief === null ? null : spec.brief()
  const { turn, messages } = beginTurn(ctx, spec)
  const prompt = withMessages(spec.prompt, messages)
  await keepPrompt(ctx, spec, turn.id, { prompt, brief })
  const asked = { ...requestOf(ctx, spec, turn, session), prompt, brief, mcpServers }
  const { result, usage, activeMs } = await withoutUntrusted(ctx, async (heldBack) => {
    await ctx.ports.git.prepareAgentGit(ctx.place, headOf(ctx), heldBack)
    return runMetered(ctx, spec, asked)
  })
  await keepResult(ctx, spec, turn.id, result)
  return endOfTurn(ctx, spec, { turn, session, result, usage: largerUsage(usage, result), activeMs })
}

function beginTurn(ctx: StepContext, spec: TurnSpec): { turn: TurnRecord; messages: MessageRecord[] } {
  const { store, run } = ctx
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
    return { turn, messages: takeMessages(ctx, turn) }
  })
}

/** All of a request that is known before the turn begins, but its prompt. */
function requestOf({ ports, store, run, place }: StepContext, spec: TurnSpec, turn: TurnRecord, session: TurnSession) {
  const { limits } = run.config
  return {
    runId: run.id,
    turnId: turn.id,
    role: spec.role,
    kind: spec.kind,
    turnNumber: turn.number,
    task: spec.task && spec.attempt ? { title: spec.task.title, attemptNumber: spec.attempt.attemptNumber } : null,
    agent: run.config.agents[spec.role],
    expectedVersion: store.lastAgentVersion(run.id, run.config.agents[spec.role].id),
    worktree: place.worktree,
    gitDir: place.agentGitDir,
    sandbox: run.config.sandbox,
    readOnly: spec.role !== 'implementation',
    mustContinue: session.mustContinue,
    previousSessionId: session.previousSessionId,
    previousCostMicros: session.costMicros,
    answer: spec.answer,
    transcriptFile: ports.turnTranscriptFile(run.id, turn.id),
    idleMs: limits.turnIdleMinutes * 60_000,
    hardMs: limits.turnMinutes * 60_000,
  }
}

type Asked = Omit<TurnRequest, 'signal' | 'onOutput' | 'onInterrupt' | 'onPermission'>

/** Runs the agent, and counts and records meanwhile. */
async function runMetered(ctx: StepContext, spec: TurnSpec, asked: Asked) {
  const { ports, run } = ctx
  const { role, turnId } = asked
  const meter = startMeter(ctx, turnId)
  const signal = AbortSignal.any([ctx.signal, meter.signal])
  const interruptions = watchInterruptions(ctx, spec, turnId)
  let result: TurnResult
  try {
    result = await ports.agents.runTurn({
      ...asked,
      signal,
      onOutput: (output) => {
        ports.sink.write(run.id, role, output)
        meter.take(output)
      },
      onInterrupt: interruptions.listen,
      onPermission: (request, open) =>
        meter.waiting(answerPermission(ctx, { turnId, role, signal: AbortSignal.any([signal, open]) }, request)),
    })
  } finally {
    meter.stop()
    interruptions.stop()
  }
  const measured = meter.result()
  await ports.sink.flush()
  await interruptions.kept()
  return { result, ...measured }
}
