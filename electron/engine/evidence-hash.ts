import type { AttemptResult, StepEvidence } from '../../shared/evidence.ts'
import { hashValue } from '../hash.ts'

const steps = (evidence: readonly StepEvidence[]) =>
  evidence.map(({ label, command, exitCode, timedOut, log }) => ({ label, command, exitCode, timedOut, log }))

/** What an approval of an attempt is bound to: the diff, what every step did and the verdict, by the hashes of their files. */
export function evidenceHash(result: AttemptResult, evidence: readonly StepEvidence[]): string {
  return hashValue({
    diff: result.diffArtifactHash ?? null,
    steps: steps(evidence),
    verdict: result.verdictArtifactHash ?? null,
  })
}

/** The same for the whole result: the diff of base and head, the review's steps and the files of both verdicts. */
export function reviewHash(
  diffHash: string,
  evidence: readonly StepEvidence[],
  verdictHashes: readonly string[],
): string {
  return hashValue({ diff: diffHash, steps: steps(evidence), verdict: [...verdictHashes] })
}
