import { useMemo } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { AttemptView, GateView, RunView } from '../../../shared/views.ts'
import { useCall } from '../../data/app-data.tsx'
import type { Judged } from './citations.ts'
import { factsOf } from './facts.ts'

const CITED = ['verification_log', 'diff', 'report']

export interface JudgedWork {
  /** Null: not judged, or not known yet. */
  judged: Judged | null
  /** The criteria's words, from criterion 1. */
  criteria: readonly string[]
  attempt: AttemptView | null
}

/** The verdicts on the work that an artifact is evidence of: on its attempt, or on the whole result. */
export function useJudged(view: RunView, artifact: ArtifactRecord): JudgedWork {
  const { taskId, attemptNumber } = factsOf(artifact)
  const isCited = CITED.includes(artifact.kind)
  const row = isCited
    ? view.attempts.findLast((known) => known.taskId === taskId && known.attemptNumber === attemptNumber)
    : undefined
  const attempt = useCall('attempts.get', row ? { attemptId: row.id } : null, row ? `${row.status} ${row.phase}` : '')
  // The gate that ends a review opens once its evidence is complete.
  const gate =
    isCited && taskId === null
      ? view.gates.find(({ kind, openedAt }) => kind === 'final' && openedAt >= artifact.createdAt)
      : undefined
  const review = useCall('gates.get', gate ? { gateId: gate.id } : null, gate?.state ?? '')
  return useMemo(() => {
    const criteria = view.tasks.find(({ id }) => id === taskId)?.acceptanceCriteria ?? []
    if (attempt.value !== null) return { judged: judgedAttempt(attempt.value), criteria, attempt: attempt.value }
    const judged = review.value === null ? null : judgedReview(review.value, artifact.id)
    return { judged, criteria: [view.run.goal], attempt: null }
  }, [attempt.value, review.value, view.tasks, view.run.goal, taskId, artifact.id])
}

function judgedAttempt({ result, steps, diff }: AttemptView): Judged | null {
  if (result.verdict === undefined) return null
  return { verdicts: [{ by: 'checker', verdict: result.verdict }], evidence: { steps, diff, report: true } }
}

function judgedReview({ review, diff }: GateView, artifactId: string): Judged | null {
  const isOfThis = diff?.id === artifactId || review?.steps.some(({ logArtifactId }) => logArtifactId === artifactId)
  if (review === null || isOfThis !== true) return null
  const { strategyVerdict, checkerVerdict } = review.record
  return {
    verdicts: [
      ...(strategyVerdict === null ? [] : [{ by: 'strategy' as const, verdict: strategyVerdict }]),
      ...(checkerVerdict === null ? [] : [{ by: 'checker' as const, verdict: checkerVerdict }]),
    ],
    evidence: { steps: review.steps, diff, report: false },
  }
}
