import { baselineWords } from '../../../shared/baseline.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import { stepPassed } from '../conclude.ts'
import { countLines } from '../evidence-labels.ts'
import { boundLines, leftOut, shareOut } from './bounded.ts'
import { CAPS } from './caps.ts'
import { oneLine, shown, shownBlock } from './fence.ts'

/** Most steps that are shown; a review of a long run has more. Failed ones go first. */
const LISTED = 60
/** Room for the number before a log line, its line break included. */
const NUMBER_CHARS = 12

/** One line per step with label, outcome and command, and the end of its log with the log's own line numbers. */
export function evidenceBlock(steps: readonly StepEvidence[], max: number): string {
  const kept = listed(steps)
  const headMax = Math.min(CAPS.line, Math.floor(max / 2 / Math.max(1, kept.length)))
  const heads = kept.map((step) => oneLine(stepHead(step), headMax))
  const wants = kept.map((step) => Math.min(max, step.logTail.length + NUMBER_CHARS * countLines(step.logTail)))
  const rest = max - heads.reduce((sum, head) => sum + head.length + 1, 0)
  const shares = shareOut(wants, Math.max(0, rest))
  const blocks = kept.flatMap((step, index) => [heads[index] ?? '', ...logLines(step, (shares[index] ?? 0) - 1)])
  const missing = steps.length - kept.length
  return shownBlock(missing === 0 ? blocks : [...blocks, leftOut(missing, 'more passed step')])
}

function listed(steps: readonly StepEvidence[]): StepEvidence[] {
  if (steps.length <= LISTED) return [...steps]
  const failed = steps.filter((step) => !stepPassed(step)).slice(0, LISTED)
  const passed = steps.filter(stepPassed).slice(0, LISTED - failed.length)
  return steps.filter((step) => failed.includes(step) || passed.includes(step))
}

function stepHead(step: StepEvidence): string {
  const seconds = (step.durationMs / 1000).toFixed(1)
  const before = baselineWords(step.baseline)
  return `${step.label}  ${outcomeWords(step)}${before === null ? '' : ` (${before})`}, ${seconds} s  $ ${step.command}`
}

function outcomeWords(step: StepEvidence): string {
  if (step.timedOut) return 'timed out'
  return step.exitCode === null ? 'did not end by itself' : `exit code ${step.exitCode}`
}

/** The end of a log in `max` characters, `  <line number>| <line>`. */
function logLines(step: StepEvidence, max: number): string[] {
  if (step.logTail.trim() === '') return ['  no output']
  const lines = step.logTail.replace(/\n$/, '').split('\n')
  const first = Math.max(1, step.logLines - lines.length + 1)
  const show = (line: string, index: number) => `  ${first + index}| ${plainLine(line)}`
  return [boundLines(lines, Math.max(0, max), 'earlier log line', 'end', show)]
}

// Colours say nothing here; `shown` has already turned the escape character into its picture.
const plainLine = (line: string): string => shown(line.replace(/\r$/, ''), CAPS.line).replace(/␛\[[0-9;]*m/g, '')
