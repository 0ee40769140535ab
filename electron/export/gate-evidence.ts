import { z } from 'zod'
import type { GateRecord } from '../../shared/domain.ts'
import type { ReviewRecord } from '../../shared/evidence.ts'
import { attemptEvidence, type HashedEvidence, reviewEvidence } from '../engine/evidence-hash.ts'
import { hashBytes, hashValue } from '../hash.ts'
import type { RunExport } from './run-export.ts'

/** What the evidence hash of a gate was made of. */
export interface GateEvidence {
  gateId: string
  evidenceHash: string
  /** Its hash is the gate's. Null: it cannot be put together any more, because the same head was reviewed again since. */
  evidence: HashedEvidence | null
}

const subjectSchema = z.looseObject({
  evidenceHash: z.string(),
  review: z.looseObject({ id: z.string() }).optional(),
})

/** Of each gate that is bound to evidence (kinds `task` and `final`), in the order of the gates. */
export function gateEvidence(run: RunExport): GateEvidence[] {
  return run.gates.flatMap((gate) => {
    const subject = subjectSchema.safeParse(gate.subject).data
    if (subject === undefined) return []
    const { evidenceHash } = subject
    const possible = gate.kind === 'final' ? ofReview(run, subject.review?.id) : ofAttempt(run, gate)
    const evidence = possible.find((one) => hashValue(one) === evidenceHash) ?? null
    return [{ gateId: gate.id, evidenceHash, evidence }]
  })
}

function ofAttempt({ attempts, steps }: RunExport, { attemptId }: GateRecord): HashedEvidence[] {
  const attempt = attempts.find(({ id }) => id === attemptId)
  if (!attempt) return []
  return [
    attemptEvidence(
      attempt.result,
      steps.filter(({ ownerId }) => ownerId === attempt.id),
    ),
  ]
}

/** With each diff that was made of the whole result, newest first. */
function ofReview({ artifacts, reviews, steps }: RunExport, reviewId: string | undefined): HashedEvidence[] {
  const review = reviews.find(({ id }) => id === reviewId)
  if (!review) return []
  const own = steps.filter(({ ownerId }) => ownerId === review.id)
  const diffs = artifacts.filter(({ kind, metadata }) => kind === 'diff' && recordedOf(metadata).label === 'review')
  return diffs.toReversed().flatMap(({ metadata }) => {
    const { sha256 } = recordedOf(metadata)
    return sha256 === null ? [] : [reviewEvidence(sha256, own, verdictHashes(review))]
  })
}

/** As the review step wrote them: strategy's first. */
const verdictHashes = ({ strategyVerdict, checkerVerdict }: ReviewRecord): string[] =>
  [strategyVerdict, checkerVerdict].flatMap((verdict) =>
    verdict === null ? [] : [hashBytes(JSON.stringify(verdict, null, 2))],
  )

const recordedSchema = z.object({
  sha256: z.string().nullable().catch(null),
  bytes: z.int().nullable().catch(null),
  label: z.string().nullable().catch(null),
  taskId: z.string().nullable().catch(null),
  attemptNumber: z.int().nullable().catch(null),
})
const NOTHING = { sha256: null, bytes: null, label: null, taskId: null, attemptNumber: null }

/** What was recorded with an artifact when it was written; null: nothing. */
export const recordedOf = (metadata: unknown): z.infer<typeof recordedSchema> =>
  recordedSchema.safeParse(metadata).data ?? NOTHING

/** Hashes of every file that the evidence names. */
export const filesOf = ({ diff, steps, verdict }: HashedEvidence): string[] =>
  [diff, ...steps.map(({ log }) => log), ...(typeof verdict === 'object' ? (verdict ?? []) : [verdict])].filter(
    (hash) => hash !== null,
  )
