import type { CanonicalValue } from '../../shared/canonical-json.ts'
import type { AttemptResult, StepEvidence } from '../../shared/evidence.ts'
import { hashValue } from '../hash.ts'

/** What is hashed: a diff, what every step did, the verdicts, by the hashes of their files. */
export interface HashedEvidence {
  readonly [key: string]: CanonicalValue
  readonly diff: string | null
  readonly steps: readonly { label: string; command: string; exitCode: number | null; timedOut: boolean; log: string }[]
  readonly verdict: string | null | readonly string[]
}

const steps = (evidence: readonly StepEvidence[]) =>
  evidence.map(({ label, command, exitCode, timedOut, log }) => ({ label, command, exitCode, timedOut, log }))

/** What an approval of an attempt is bound to. */
export const attemptEvidence = (result: AttemptResult, evidence: readonly StepEvidence[]): HashedEvidence => ({
  diff: result.diffArtifactHash ?? null,
  steps: steps(evidence),
  verdict: result.verdictArtifactHash ?? null,
})

/** The same for the whole result: the diff of base and head, the review's steps and the files of both verdicts. */
export const reviewEvidence = (
  diffHash: string,
  evidence: readonly StepEvidence[],
  verdictHashes: readonly string[],
): HashedEvidence => ({ diff: diffHash, steps: steps(evidence), verdict: [...verdictHashes] })

export const evidenceHash = (result: AttemptResult, evidence: readonly StepEvidence[]): string =>
  hashValue(attemptEvidence(result, evidence))

export const reviewHash = (...evidence: Parameters<typeof reviewEvidence>): string =>
  hashValue(reviewEvidence(...evidence))
