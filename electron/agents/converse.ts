import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { AgentOutput, TurnRequest } from '../engine/agents-port.ts'
import type { AgentConnection, FailedReply } from './acp-connection.ts'
import type { AgentProcess } from './agent-process.ts'
import { readFencedAnswer } from './answer-check.ts'
import type { AgentSpec } from './catalog.ts'
import { type AnswerServer, SERVER_NAME } from './mcp-server.ts'
import { problemToRepair, type TurnEnd, type TurnEvidence } from './outcome.ts'
import type { Permissions } from './permissions.ts'
import { type AgentAbilities, initializeAgent, type OpenSession, openSession } from './session.ts'
import { applyChoice } from './session-choice.ts'
import type { SessionUpdates } from './session-updates.ts'
import type { StopTiming } from './stop-ladder.ts'
import type { Transcript } from './transcript.ts'
import type { TurnWatch } from './turn-watch.ts'

export interface TurnTiming extends StopTiming {
  initializeMs: number
  sessionMs: number
  loadMs: number
  /** After the agent's reply: updates may follow until nothing has come for `lateQuietMs`, at most `lateMaxMs` long. */
  lateQuietMs: number
  lateMaxMs: number
  /** How long a program that has ended may leave its output open, held by something it started. */
  drainMs: number
}

/** Everything a turn of a started agent has at hand. */
export interface TurnContext {
  request: TurnRequest
  spec: AgentSpec
  process: AgentProcess
  transcript: Transcript
  answers: AnswerServer
  watch: TurnWatch
  timing: TurnTiming
  /** Cumulative cost of each session as last told, in millionths of a US dollar. */
  sessionCosts: Map<string, number>
}

export interface Talk {
  connection: AgentConnection
  updates: SessionUpdates
  permissions: Permissions
  note(text: string): void
}

/** What is learned as the turn goes on. */
export interface Progress {
  abilities: AgentAbilities | null
  session: OpenSession | null
  openPrompt: Promise<unknown> | null
  costBeforeMicros: number | null
  tokens: number | null
}

/** The whole exchange: initialize, session, prompt, and one repair prompt if the answer is missing or wrong. */
export async function converse(
  context: TurnContext,
  talk: Talk,
  progress: Progress,
  output: (told: AgentOutput) => void,
): Promise<TurnEnd> {
  const { request, spec, timing, answers } = context
  const { connection, updates } = talk
  const initialized = await initializeAgent(connection, timing.initializeMs)
  if (initialized.kind !== 'ok') return endOfFailure(initialized)
  const abilities = initialized.value
  progress.abilities = abilities
  if (!abilities.mcpHttp) talk.note('The agent takes no tools over HTTP; its answer is read from its last message.')
  const opened = await openSession(connection, abilities, {
    cwd: request.worktree,
    mcpServers: abilities.mcpHttp ? [mcpServerOf(answers)] : [],
    previousSessionId: spec.resumable ? request.previousSessionId : null,
    newTimeoutMs: timing.sessionMs,
    loadTimeoutMs: timing.loadMs,
  })
  if (opened.kind !== 'ok') return endOfFailure(opened)
  const session = opened.value
  progress.session = session
  const { sessionId, continued } = session
  output({ kind: 'session', sessionId, continued, agent: abilities.name ?? spec.name, version: abilities.version })
  const choice = { model: spec.modelFlag === null ? request.agent.model : undefined, mode: request.agent.mode }
  for (const remark of await applyChoice(connection, session, choice, timing.sessionMs)) talk.note(remark)

  progress.costBeforeMicros = updates.sessionCostMicros()
  updates.begin(sessionId)
  const brief = continued || request.brief === null ? '' : `${request.brief}\n\n`
  const first = await prompt(context, talk, progress, sessionId, brief + request.prompt)
  const problem = problemToRepair(evidenceOf(first, context, talk, progress))
  if (problem === null) return first
  updates.texts.interrupt()
  return prompt(context, talk, progress, sessionId, request.answer.repairPrompt(problem))
}

const mcpServerOf = ({ url, token }: AnswerServer) => ({
  type: 'http',
  name: SERVER_NAME,
  url,
  headers: [{ name: 'Authorization', value: `Bearer ${token}` }],
})

/** `usage` is not yet part of the stable protocol; most agents send it all the same, counted per prompt. */
const promptReplySchema = z.object({
  stopReason: z.string(),
  usage: z.object({ totalTokens: z.number().nonnegative() }).nullish().catch(null),
})

async function prompt(
  context: TurnContext,
  { connection }: Talk,
  progress: Progress,
  sessionId: string,
  text: string,
): Promise<TurnEnd> {
  // While the turn is being stopped, no prompt may cost anything any more.
  if (context.watch.isCut()) return { kind: 'stopped' }
  context.watch.arm()
  const params = { sessionId, prompt: [{ type: 'text', text }], ...turnFacts(context) }
  const open = connection.request('session/prompt', params, promptReplySchema, null)
  progress.openPrompt = open
  const reply = await open
  progress.openPrompt = null
  if (reply.kind !== 'ok') return endOfFailure(reply)
  const tokens = reply.value.usage?.totalTokens
  if (tokens !== undefined) progress.tokens = (progress.tokens ?? 0) + tokens
  await lateUpdates(context)
  return { kind: 'replied', stopReason: reply.value.stopReason }
}

function turnFacts({ request, spec }: TurnContext) {
  if (!spec.turnFacts) return {}
  const { role, kind, turnNumber, task } = request
  const facts = { role, kind, turn: turnNumber, task: task?.title ?? null, attempt: task?.attemptNumber ?? null }
  return { _meta: { triptych: facts } }
}

/** Agents send usage, and sometimes text, after their reply. */
async function lateUpdates({ watch, timing }: TurnContext): Promise<void> {
  const endMs = performance.now() + timing.lateMaxMs
  for (;;) {
    const quietMs = Math.min(watch.lastSignMs() + timing.lateQuietMs, endMs) - performance.now()
    if (quietMs <= 0) return
    await sleep(quietMs)
  }
}

const endOfFailure = (reply: FailedReply): TurnEnd => (reply.kind === 'closed' ? { kind: 'gone', exit: null } : reply)

/** What is known now, should the turn have ended so. */
export function evidenceOf(
  end: TurnEnd,
  { request, answers }: TurnContext,
  { updates }: Talk,
  { abilities }: Progress,
): Omit<TurnEvidence, 'stderrTail'> {
  const finalText = updates.texts.finalText()
  return {
    end,
    received: answers.received(),
    toolOffered: abilities?.mcpHttp === true,
    fenced: end.kind === 'replied' ? readFencedAnswer(finalText, request.answer) : null,
    finalText,
  }
}
