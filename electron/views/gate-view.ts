import { z } from 'zod'
import type { ArtifactRecord, GateRecord } from '../../shared/domain.ts'
import type { ReviewRecord, StepEvidence } from '../../shared/evidence.ts'
import type { AttemptView, DeliveryOption, GateView } from '../../shared/views.ts'
import { reviewHash } from '../engine/evidence-hash.ts'
import { GATE_VERDICTS } from '../engine/gates.ts'
import { planRevisionOf } from '../engine/plan-gate.ts'
import { hashBytes } from '../hash.ts'
import type { Store } from '../store/store.ts'
import { artifactTable } from '../store/tables.ts'
import { readAttemptView } from './attempt-view.ts'
import { readBaseline } from './baseline-view.ts'
import { readDeliveryOptions } from './delivery-options.ts'
import { readEarlierComments } from './gate-diff.ts'

/** What a person sees before they answer. Throws `Gate not found: <id>`. Deliveries are looked up only while it is open. */
export async function readGateView(store: Store, gateId: string): Promise<GateView> {
  const stored = store.database.read(() => readStored(store, store.getGate(gateId)))
  const comments = await readEarlierComments(store, stored.gate)
  return { ...stored, comments, deliveries: await deliveriesOf(store, stored.gate) }
}

function readStored(store: Store, gate: GateRecord): Omit<GateView, 'deliveries' | 'comments'> {
  const { runId, kind, taskId, attemptId, turnId } = gate
  const revision = planRevisionOf(gate)
  const plan = revision === null ? null : store.getPlan(runId, revision)
  const attempt = attemptId === null ? null : readAttemptView(store, attemptId)
  const review = readReview(store, gate)
  return {
    gate: { ...gate, approval: store.gateApproval(gate.id) },
    verdicts: [...GATE_VERDICTS[kind]],
    plan,
    baseline: plan && readBaseline(store, plan),
    task: taskId === null ? null : store.getTask(taskId),
    attempt,
    attempts: attemptsOf(store, gate),
    review,
    diff: kind === 'task' || kind === 'scope' ? (attempt?.diff ?? null) : review && reviewedDiff(store, gate, review),
    turn: turnId === null ? null : (store.listTurns(runId).find(({ id }) => id === turnId) ?? null),
  }
}

function attemptsOf(store: Store, { kind, taskId }: GateRecord): AttemptView[] {
  if (taskId === null || !['blocked', 'scope', 'task'].includes(kind)) return []
  return store.listAttempts(taskId).map(({ id }) => readAttemptView(store, id))
}

const finalSubject = z.looseObject({
  head: z.string(),
  evidenceHash: z.string(),
  review: z.looseObject({ id: z.string() }),
})
const finalSubjectOf = ({ kind, subject }: GateRecord) =>
  kind === 'final' ? (finalSubject.safeParse(subject).data ?? null) : null

function readReview(store: Store, gate: GateRecord): GateView['review'] {
  const subject = finalSubjectOf(gate)
  const record = subject && store.listReviews(gate.runId).find(({ id }) => id === subject.review.id)
  return record ? { record, steps: store.listStepEvidence(record.id) } : null
}

/**
 * The diff with which the evidence hash comes out as it is in the gate's subject: the one that was written with the question, even if
 * the same head was reviewed again later. Null where the review has changed since, which happens only to answered gates.
 */
function reviewedDiff(
  store: Store,
  gate: GateRecord,
  { record, steps }: { record: ReviewRecord; steps: StepEvidence[] },
): ArtifactRecord | null {
  const subject = finalSubjectOf(gate)
  const verdicts = [record.strategyVerdict, record.checkerVerdict].flatMap((verdict) =>
    verdict === null ? [] : [hashBytes(JSON.stringify(verdict, null, 2))],
  )
  const written = artifactTable.list(store.database, `WHERE run_id = ? AND kind = 'diff' ORDER BY seq DESC`, gate.runId)
  const covered = written.find(({ metadata }) => {
    const { label, sha256 } = reviewDiff.safeParse(metadata).data ?? {}
    return label === 'review' && sha256 !== undefined && reviewHash(sha256, steps, verdicts) === subject?.evidenceHash
  })
  return covered ?? null
}

const reviewDiff = z.looseObject({ label: z.string(), sha256: z.string() })

async function deliveriesOf(store: Store, gate: GateRecord): Promise<DeliveryOption[]> {
  const subject = finalSubjectOf(gate)
  if (!subject || gate.state !== 'open') return []
  return readDeliveryOptions(store.getRun(gate.runId), subject.head)
}
