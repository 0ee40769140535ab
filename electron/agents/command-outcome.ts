import type { TurnOutcome } from '../engine/agents-port.ts'
import type { CheckedAnswer } from './answer-check.ts'
import { readChatFailure, readErrorText } from './failure-text.ts'
import {
  type AgentNames,
  outcomeOf,
  outcomeOfReading,
  problemToRepair,
  type TurnEnd,
  type TurnEvidence,
} from './outcome.ts'

/** What was observed of one run of a command. */
export interface CommandRun {
  /** `replied`: it exited with 0. `gone`: it ended otherwise. */
  end: TurnEnd
  /** The answer it printed; null if there is none. */
  printed: CheckedAnswer | null
  /** Standard output. */
  text: string
  stderrTail: string
}

export const ENDED_WELL: TurnEnd = { kind: 'replied', stopReason: 'end_turn' }

/** A command is given no tool, and tells nothing of its provider but in its words. */
const NOTHING_BESIDE: Pick<TurnEvidence, 'received' | 'toolOffered' | 'trouble'> = {
  received: { answer: null, problem: null, listed: false },
  toolOffered: false,
  trouble: { retrying: null, failed: false },
}

const evidenceOf = ({ end, printed, text, stderrTail }: CommandRun) => ({
  ...NOTHING_BESIDE,
  end,
  fenced: end.kind === 'replied' ? printed : null,
  finalText: text,
  stderrTail,
})

/** What a second run should be asked to put right; null if another run is of no use. */
export const problemOfRun = (run: CommandRun): string | null => {
  const problem = problemToRepair(evidenceOf(run))
  return problem !== null && run.printed === null ? 'The output holds no JSON object with the answer.' : problem
}

/**
 * What came of the last run of a turn. An answer counts only from a command that exited with 0. One that failed has crashed, unless
 * its last words say that the provider refused.
 */
export function outcomeOfRun(run: CommandRun, agent: AgentNames, nowMs: number): TurnOutcome {
  const { end, printed, text } = run
  if (end.kind === 'gone' && end.exit?.signal === null) {
    const readings = lastWords(run).map((words) => outcomeOfReading(readErrorText(words), words, agent, nowMs))
    const refused = readings.find((outcome) => outcome !== null)
    if (refused) return refused
  }
  if (end.kind === 'replied' && printed?.kind !== 'valid' && readChatFailure(text) === null) {
    const why = printed === null ? 'printed no answer' : `printed a wrong answer:\n${printed.problem}\n`
    const printedLast = text.trim() === '' ? 'It printed nothing.' : `Its last words:\n${text.trim().slice(-3_000)}`
    return { kind: 'no_answer', detail: `${agent.name} exited with code 0 and ${why}. ${printedLast}` }
  }
  return outcomeOf(evidenceOf(run), agent, nowMs)
}

const STDERR_LINES = 10
const MAX_CHARACTERS = 2_000

/** Where a command that failed says why: the last lines of its standard error, or the last one of its standard output. */
function lastWords({ stderrTail, text }: CommandRun): string[] {
  const lastLines = (words: string, count: number): string =>
    words.trim().split('\n').slice(-count).join('\n').slice(-MAX_CHARACTERS)
  return [lastLines(stderrTail, STDERR_LINES), lastLines(text, 1)]
}
