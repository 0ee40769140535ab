import type { StepEvidence } from '../../../shared/evidence.ts'
import type { AttemptView } from '../../../shared/views.ts'
import { stepPassed } from '../run/evidence-place.ts'

/** What a person compares attempts by. */
interface AttemptFacts {
  /** The agent's own words. */
  report: string | null
  /** Why it was not accepted. */
  reasons: string[]
  /** The first verification step that did not pass. */
  failing: StepEvidence | null
  /** Each path once. */
  changed: string[]
}

export function attemptFacts({ result, steps }: Pick<AttemptView, 'result' | 'steps'>): AttemptFacts {
  const { report, failure, changedPaths = [] } = result
  const blocker = report?.blocker?.detail
  return {
    report: report === undefined ? null : blocker ? `${report.summary}\n${blocker}` : report.summary,
    reasons: failure?.reasons ?? [],
    failing: steps.find((step) => !stepPassed(step)) ?? null,
    changed: [...new Set(changedPaths)],
  }
}
