import type { StepEvidence } from '../../../shared/evidence.ts'
import { type LogPiece, logLines, paintLine } from '../../viewers/ansi.ts'

/** A line of a log, numbered as in the whole file. */
export interface FailingLine {
  number: number
  pieces: LogPiece[]
  /** It says itself that something failed. */
  tells: boolean
}

const TELLS = /[✖✗×]|\b(?:error|fail(?:ed|ure|ures)?|exception|panic|not ok|traceback|cannot|denied)\b/i
/** "fail 0", "0 errors", a test that passed: no failure, whatever its name says. */
const TELLS_NONE = /\b(?:fail(?:ed|ures)?|errors?)\W+0\b|\b0 (?:fail(?:ed|ures)?|errors?)\b|^\s*(?:[✔✓√]|ok\b|pass\b)/i

/** The lines of a step's log from the first that tells of a failure on, else its last ones; at most `limit`. */
export function failingLines(step: Pick<StepEvidence, 'logTail' | 'logLines'>, limit = 12): FailingLine[] {
  const lines = logLines(step.logTail)
  const first = step.logLines - lines.length + 1
  const shown = lines.map((line, index): FailingLine => {
    const pieces = paintLine(line)
    const text = pieces.map((piece) => piece.text).join('')
    return { number: Math.max(1, first + index), pieces, tells: TELLS.test(text) && !TELLS_NONE.test(text) }
  })
  const from = shown.findIndex(({ tells }) => tells)
  return from < 0 ? withoutEnd(shown).slice(-limit) : withoutEnd(shown.slice(from, from + limit))
}

/** Empty lines at the end are left out. */
function withoutEnd(lines: FailingLine[]): FailingLine[] {
  const last = lines.findLastIndex(({ pieces }) => pieces.some(({ text }) => text.trim() !== ''))
  return lines.slice(0, last + 1)
}
