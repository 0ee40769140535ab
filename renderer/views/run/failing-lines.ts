import type { StepEvidence } from '../../../shared/evidence.ts'
import { logLines, plainLine } from '../../viewers/ansi.ts'
import { tellsOfFailure } from '../../viewers/failure-line.ts'

/** A line of a log, numbered as in the whole file, without its colours. */
interface FailingLine {
  number: number
  text: string
  /** It says itself that something failed. */
  tells: boolean
}

/** Above the failed tests with their assertions, which runners like `node --test` print again at the end. */
const FAILED_TESTS = /failing tests:/i

/**
 * The lines of a step's log from the heading of the failed tests on, else from the first line that tells of a failure, else its last
 * ones; at most `limit`.
 */
export function failingLines(step: Pick<StepEvidence, 'logTail' | 'logLines'>, limit = 12): FailingLine[] {
  const texts = logLines(step.logTail).map(plainLine)
  const first = Math.max(1, step.logLines - texts.length + 1)
  const lines = texts.map((text, index): FailingLine => ({ number: first + index, text, tells: tellsOfFailure(text) }))
  const heading = lines.findIndex(({ tells, text }) => tells && FAILED_TESTS.test(text))
  const from = heading < 0 ? lines.findIndex(({ tells }) => tells) : heading
  return from < 0 ? withoutEnd(lines).slice(-limit) : withoutEnd(lines.slice(from, from + limit))
}

/** Empty lines at the end are left out. */
const withoutEnd = (lines: readonly FailingLine[]): FailingLine[] =>
  lines.slice(0, lines.findLastIndex(({ text }) => text.trim() !== '') + 1)
