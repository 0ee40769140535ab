import type { VerdictAnswer } from '../../shared/answers.ts'
import { baselineWords } from '../../shared/baseline.ts'
import type { StepEvidence } from '../../shared/evidence.ts'
import { stepPassed } from '../engine/conclude.ts'
import { seconds } from './event-lines.ts'
import { bad, dim, good, type Line, warn } from './line.ts'

/** Each verification step with its exit code; `logPath` tells where its log is. */
export function stepLines(
  steps: readonly StepEvidence[],
  indent: string,
  logPath: (step: StepEvidence) => string | null = () => null,
): Line[] {
  return steps.flatMap((step): Line[] => {
    const path = logPath(step)
    const end = step.timedOut ? 'timed out' : `exit ${step.exitCode ?? 'none'}`
    const before = baselineWords(step.baseline)
    const facts = `${end}, ${seconds(step.durationMs)}${before === null ? '' : `; ${before}`}`
    const mark = stepPassed(step) ? good('✓ ') : bad('✗ ')
    return [
      [indent, mark, `${step.label} $ ${step.command}`, dim(`  (${facts})`)],
      ...(path === null ? [] : [[dim(`${indent}  log: ${path}`)]]),
    ]
  })
}

/** Each criterion with the checker's verdict on it. */
export function criteriaLines(criteria: readonly string[], verdict: VerdictAnswer | null, indent: string): Line[] {
  return criteria.map((text, index): Line => {
    const judged = verdict?.criteria.find(({ criterion }) => criterion === index + 1)
    if (!judged) return [indent, dim('– '), text, dim('  (not judged)')]
    const cited = judged.evidence.length > 0 ? dim(`  [${judged.evidence.join(', ')}]`) : warn('  [no evidence]')
    if (judged.status === 'met') return [indent, good('✓ '), text, cited]
    return [indent, bad('✗ '), `${text}: ${judged.status.replace('_', ' ')}, ${judged.reason}`, cited]
  })
}
