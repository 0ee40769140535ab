import { z } from 'zod'
import { assertNever } from '../../shared/result.ts'
import type { TurnOutcome } from '../engine/agents-port.ts'
import type { ProcessExit } from './agent-process.ts'
import type { CheckedAnswer } from './answer-check.ts'
import { type FailureReading, lastParagraph, readChatFailure, readErrorText, readResetTime } from './failure-text.ts'
import type { ReceivedAnswers } from './mcp-server.ts'
import { describeGarbage, type Garbage } from './noise.ts'
import { duration, errorText, type FailedReply } from './rpc-reply.ts'
import type { ProviderTrouble } from './session-updates.ts'

/** What ended the work of a turn. */
export type TurnEnd =
  /** The agent answered the prompt. `stopReason` is its word; `end_turn` is no sign of success. */
  | { kind: 'replied'; stopReason: string }
  | Exclude<FailedReply, { kind: 'closed' }>
  /** The connection closed. `exit` null: the program closed its output but goes on. */
  | { kind: 'gone'; exit: ProcessExit | null }
  | { kind: 'silent'; idleMs: number }
  /** It writes, but nothing of the protocol. */
  | ({ kind: 'garbled' } & Garbage)
  /** It is not the version that the run has worked with. */
  | { kind: 'changed'; from: string; to: string }
  /** Busy to the end, but for too long. */
  | { kind: 'too_long'; hardMs: number }
  /** The turn needs its session, and cannot have it. */
  | { kind: 'session_lost'; reason: string }
  /** The caller's signal. */
  | { kind: 'stopped' }

/** Everything that was observed of a turn. */
export interface TurnEvidence {
  end: TurnEnd
  received: ReceivedAnswers
  /** Whether the agent could be given the answer tool at all. */
  toolOffered: boolean
  /** The answer in the final text. */
  fenced: CheckedAnswer | null
  finalText: string
  trouble: ProviderTrouble
  stderrTail: string
}

export interface AgentNames {
  name: string
  loginRemedy: string
}

const DETAIL_CHARACTERS = 4_000

/**
 * What came of a turn. Only evidence makes it answered: a valid call of the answer tool (the last one counts, however the turn
 * ended afterwards) or valid JSON in the final text of a turn that ended by itself. A turn that we stopped is `stopped`.
 */
export function outcomeOf(evidence: TurnEvidence, agent: AgentNames, nowMs: number): TurnOutcome {
  const { end, received } = evidence
  if (end.kind === 'stopped') return { kind: 'stopped' }
  if (received.answer !== null) return { kind: 'answered', answer: received.answer.value, via: 'tool' }
  switch (end.kind) {
    case 'replied':
      return outcomeOfReply(evidence, end.stopReason, agent, nowMs)
    case 'rpc_error':
      return outcomeOfError(end, agent, nowMs)
    case 'gone':
      return { kind: 'crashed', detail: crashDetail(agent.name, end.exit, evidence.stderrTail) }
    case 'bad_reply':
      return { kind: 'crashed', detail: `${agent.name} answered ${end.method} with something else:\n${end.problem}` }
    case 'timeout':
      return { kind: 'silent', detail: `${agent.name} did not answer ${end.method} within ${duration(end.timeoutMs)}.` }
    case 'silent':
      return outcomeOfWaiting(evidence, `${agent.name} gave no sign of life for ${duration(end.idleMs)}.`, agent, nowMs)
    case 'too_long':
      return outcomeOfWaiting(evidence, `${agent.name} worked longer than ${duration(end.hardMs)}.`, agent, nowMs)
    case 'garbled':
      return { kind: 'no_answer', detail: cut(describeGarbage(agent.name, end)) }
    case 'changed':
      return { kind: 'changed', agent: agent.name, from: end.from, to: end.to }
    case 'session_lost':
      return { kind: 'session_lost', detail: cut(`${agent.name} could not continue its session: ${end.reason}.`) }
    default:
      return assertNever(end)
  }
}

/** What one more prompt should ask to be put right; null if asking again is of no use. */
export function problemToRepair({
  end,
  received,
  toolOffered,
  fenced,
  finalText,
  trouble,
}: Omit<TurnEvidence, 'stderrTail'>): string | null {
  // `cancelled` without our asking: some agents end so when a permission was refused. They go on when prompted again.
  if (end.kind !== 'replied' || !['end_turn', 'cancelled', 'max_turn_requests'].includes(end.stopReason)) return null
  if (received.answer !== null || fenced?.kind === 'valid') return null
  if (trouble.failed || readChatFailure(finalText) !== null) return null
  if (received.problem !== null) return received.problem
  if (fenced !== null) return fenced.problem
  return toolOffered ? 'No answer was submitted.' : 'The last message holds no fenced JSON block with the answer.'
}

function outcomeOfReply(evidence: TurnEvidence, stopReason: string, agent: AgentNames, nowMs: number): TurnOutcome {
  const { fenced, finalText, trouble } = evidence
  if (fenced?.kind === 'valid') return { kind: 'answered', answer: fenced.answer, via: 'text' }
  const error = trouble.failed ? lastParagraph(finalText) : finalText
  const reading = trouble.failed ? readErrorText(error) : readChatFailure(error)
  const refused = outcomeOfReading(reading, error, agent, nowMs)
  if (refused !== null) return refused
  const lastWords = finalText.trim() === '' ? 'It said nothing.' : `Its last words:\n${finalText.trim()}`
  return { kind: 'no_answer', detail: cut(`${agent.name} ${endedAs(stopReason)} ${missing(evidence)} ${lastWords}`) }
}

/** What the provider's refusal in `text` makes of the turn; null if it was read as none. */
export function outcomeOfReading(
  reading: FailureReading,
  text: string,
  agent: AgentNames,
  nowMs: number,
): TurnOutcome | null {
  if (reading === 'limit') return { kind: 'limited', until: readResetTime(text, nowMs), detail: cut(text) }
  if (reading === 'login') return { kind: 'login', agent: agent.name, remedy: agent.loginRemedy }
  return reading === 'transport' ? { kind: 'transport', detail: cut(text) } : null
}

/** An agent that tried its provider again until its time was over did not fail; the provider did. */
function outcomeOfWaiting(
  { trouble: { retrying } }: TurnEvidence,
  detail: string,
  agent: AgentNames,
  nowMs: number,
): TurnOutcome {
  if (retrying === null) return { kind: 'silent', detail }
  const reading = readErrorText(retrying) ?? 'transport'
  return outcomeOfReading(reading, retrying, agent, nowMs) ?? { kind: 'silent', detail }
}

function endedAs(stopReason: string): string {
  if (stopReason === 'refusal') return 'refused to go on.'
  if (stopReason === 'max_tokens') return 'ran out of tokens.'
  return `ended its turn (${stopReason}) without a valid answer.`
}

function missing({ received, toolOffered, fenced }: TurnEvidence): string {
  const problem = received.problem ?? (fenced?.kind === 'wrong' ? fenced.problem : null)
  if (problem !== null) return `The answer it gave was wrong:\n${problem}\n`
  if (!toolOffered) return 'It takes no tools over HTTP, and its text held no JSON block.'
  return received.listed ? 'It never called the answer tool.' : 'It never asked for the list of our tools.'
}

const AUTH_REQUIRED = -32000
const restartableSchema = z.object({ restartable: z.literal(true) })

/** An agent that answers with an error is there and well: the turn has failed, but nothing has crashed. */
function outcomeOfError(
  error: { code: number; message: string; data: unknown },
  agent: AgentNames,
  nowMs: number,
): TurnOutcome {
  const text = errorText(error)
  const detail = `${agent.name} answered with error ${error.code}: ${text}`
  // Codex says so when the program behind its adapter ended, for example because another one used its store for the first time.
  if (restartableSchema.safeParse(error.data).success) return { kind: 'transport', detail: cut(detail) }
  const reading = readingOfCode(error.code) ?? readErrorText(text) ?? (error.code === AUTH_REQUIRED ? 'login' : null)
  return outcomeOfReading(reading, text, agent, nowMs) ?? { kind: 'no_answer', detail: cut(detail) }
}

/** Some agents put the HTTP status of the provider into the code. */
function readingOfCode(code: number): FailureReading {
  if (code === 429) return 'limit'
  if (code === 401 || code === 403) return 'login'
  return code >= 500 && code < 600 ? 'transport' : null
}

function crashDetail(name: string, exit: ProcessExit | null, stderrTail: string): string {
  const how =
    exit === null
      ? 'closed its output without an answer'
      : exit.signal === null
        ? `exited with code ${exit.exitCode} before it answered`
        : `was ended by ${exit.signal} before it answered`
  return cut(`${name} ${how}.${stderrTail === '' ? '' : `\n${stderrTail}`}`)
}

/** The end says more than the beginning, where both do not fit. */
function cut(text: string): string {
  if (text.length <= DETAIL_CHARACTERS) return text
  return `${text.slice(0, DETAIL_CHARACTERS / 4)}\n[…]\n${text.slice(-(DETAIL_CHARACTERS * 3) / 4)}`
}
