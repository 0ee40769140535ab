import type { StepEvidence } from '../../../shared/evidence.ts'
import type { CitedPlace } from './citations.ts'
import { failingLines } from './failing-lines.ts'

export const stepPassed = ({ exitCode, timedOut }: Pick<StepEvidence, 'exitCode' | 'timedOut'>): boolean =>
  exitCode === 0 && !timedOut

/** Where the evidence is looked at first: the first failed step at the line that tells of it, else the first step. Null: no step ran. */
export function firstFailedLog(steps: readonly StepEvidence[]): CitedPlace | null {
  const failed = steps.find((step) => !stepPassed(step))
  const step = failed ?? steps[0]
  if (step === undefined) return null
  return {
    artifactId: step.logArtifactId,
    line: failed === undefined ? null : (failingLines(failed)[0]?.number ?? null),
    path: null,
  }
}
