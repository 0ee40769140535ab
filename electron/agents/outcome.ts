import { assertNever } from '../../shared/result.ts'
import type { TurnOutcome } from '../engine/agents-port.ts'
import type { FailedReply } from './acp-connection.ts'
import type { ProcessExit } from './agent-process.ts'
import type { CheckedAnswer } from './answer-check.ts'
import { readChatFailure, readErrorText, readResetTime } from './failure-text.ts'
import type { ReceivedAnswers } from './mcp-server.ts'

/** What ended the work of a turn. */
export type TurnEnd =
  /** The agent answered the prompt. `stopReason` is its word; `end_turn` is no sign of success. */
  | { kind: 'replied'; stopReason: string }
  | Exclude<FailedReply, { kind: 'closed' }>
  /** The connection closed. `exit` null: the program closed its output but goes on. */
  | { kind: 'gone'; exit: ProcessExit | null }
  | { kind: 'silent'; idleMs: number }
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
  stderrTail: string
}

export interface AgentNames {
  name: string
  loginRemedy: string
}

const AUTH_REQUIRED = -32000
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
      return { kind: 'silent', detail: `${agent.name} did not answer ${end.method} within ${seconds(end.timeoutMs)}.` }
    case 'silent':
      return { kind: 'silent', detail: `${agent.name} gave no sign of life for ${seconds(end.idleMs)}.` }
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
}: Omit<TurnEvidence, 'stderrTail'>): string | null {
  // `cancelled` without our asking: some agents end so when a permission was refused. They go on when prompted again.
  if (end.kind !== 'replied' || !['end_turn', 'cancelled', 'max_turn_requests'].includes(end.stopReason)) return null
  if (received.answer !== null || fenced?.kind === 'valid' || readChatFailure(finalText) !== null) return null
  if (received.problem !== null) return received.problem
  if (fenced !== null) return fenced.problem
  return toolOffered ? 'No answer was submitted.' : 'The last message holds no fenced JSON block with the answer.'
}

const seconds = (ms: number): string => (ms < 120_000 ? `${ms / 1000} s` : `${Math.round(ms / 60_000)} min`)

function outcomeOfReply(evidence: TurnEvidence, stopReason: string, agent: AgentNames, nowMs: number): TurnOutcome {
  const { fenced, finalText } = evidence
  if (fenced?.kind === 'valid') return { kind: 'answered', answer: fenced.answer, via: 'text' }
  const failure = readChatFailure(finalText)
  if (failure === 'limit') return { kind: 'limited', until: readResetTime(finalText, nowMs), detail: cut(finalText) }
  if (failure === 'login') return { kind: 'login', agent: agent.name, remedy: agent.loginRemedy }
  const lastWords = finalText.trim() === '' ? 'It said nothing.' : `Its last words:\n${finalText.trim()}`
  return { kind: 'no_answer', detail: cut(`${agent.name} ${endedAs(stopReason)} ${missing(evidence)} ${lastWords}`) }
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

function outcomeOfError(
  error: { code: number; message: string; data: unknown },
  agent: AgentNames,
  nowMs: number,
): TurnOutcome {
  const data = error.data === undefined ? '' : JSON.stringify(error.data)
  const text = `${error.message} ${data}`.trim()
  // Some agents put the HTTP status of the provider into the code.
  const reading =
    error.code === 429 ? 'limit' : error.code === 401 || error.code === 403 ? 'login' : readErrorText(text)
  if (reading === 'limit') return { kind: 'limited', until: readResetTime(text, nowMs), detail: cut(text) }
  if (reading === 'login' || error.code === AUTH_REQUIRED) {
    return { kind: 'login', agent: agent.name, remedy: agent.loginRemedy }
  }
  return { kind: 'crashed', detail: cut(`${agent.name} answered with error ${error.code}: ${text}`) }
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
