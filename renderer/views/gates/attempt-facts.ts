import type { StepEvidence } from '../../../shared/evidence.ts'
import type { AttemptView } from '../../../shared/views.ts'

/** What a person compares attempts by. */
export interface AttemptFacts {
  /** The agent's own words. */
  report: string | null
  reasons: string[]
  /** The first verification step that did not pass. */
  failing: StepEvidence | null
  changed: string[]
}

export function attemptFacts({ result, steps }: Pick<AttemptView, 'result' | 'steps'>): AttemptFacts {
  const { report, failure, changedPaths = [] } = result
  const blocker = report?.blocker?.detail
  return {
    report: report === undefined ? null : blocker ? `${report.summary}\n${blocker}` : report.summary,
    reasons: failure?.reasons ?? [],
    failing: steps.find(({ exitCode, timedOut }) => exitCode !== 0 || timedOut) ?? null,
    changed: changedPaths,
  }
}
