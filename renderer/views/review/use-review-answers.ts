import { useMemo } from 'react'
import type { Delivery } from '../../../shared/config.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'
import type { Answers } from '../gates/answer-buttons.tsx'
import { noteProblem } from '../gates/note-field.tsx'
import { askedEvidence, waitsForEvidence } from '../gates/readiness.ts'
import { useAnswerKeys } from '../gates/use-answer-keys.ts'
import { commentProblem, sentComments } from './comment-drafts.ts'
import { reviewKind } from './review-words.ts'
import type { DeliveryState } from './use-delivery.ts'
import type { Review } from './use-review.ts'

export interface ReviewAnswers extends Answers {
  offersChanges: boolean
  /** How many go with requested changes. */
  commentCount: number
  /** What approving sends; null: there is nothing to choose. */
  delivery: Delivery | null
  reject(): void
}

/** Which answers can be given now, why not, and what each sends. `choice` null: nothing is delivered. */
export function useReviewAnswers(
  { decision, diff, comments, shown }: Review,
  choice: DeliveryState | null,
  onNeedsNote: () => void,
): ReviewAnswers {
  const { gate, view, can, decide } = decision
  const sent = useMemo(
    () => sentComments(comments.list, [...shown.files, ...(diff.files ?? [])]),
    [comments.list, shown.files, diff.files],
  )
  const problem = noteProblem(decision.rationale) ?? commentProblem(comments.list)
  const delivery = choice?.chosen?.delivery ?? null
  const lacksDelivery = choice !== null && (choice.chosen === null || choice.chosen.problem !== null)
  const reason =
    waitsForEvidence([askedEvidence(COMMON.theQuestion, decision), ...diff.evidence]) ??
    (lacksDelivery ? TEXT.oneProblemToSolveFirst : problem)
  const hasWords = decision.rationale.trim() !== '' || sent.length > 0
  const canApprove = can('approved') && reason === null
  const canRequest = can('changes_requested') && hasWords && problem === null
  const canReject = can('rejected') && problem === null
  const approve = (): void => {
    if (canApprove) void decide('approved', delivery === null ? undefined : { delivery })
  }
  const request = (): void => {
    if (canRequest) void decide('changes_requested', { comments: sent })
    else onNeedsNote()
  }
  useAnswerKeys(COMMON.review, [
    { keys: 'mod+enter', label: COMMON.approve, isPossible: canApprove, run: approve },
    { keys: 'r', label: COMMON.requestChangesLower, isPossible: can('changes_requested'), run: request },
  ])
  return {
    canApprove,
    canRequest,
    canReject,
    offersChanges: view?.verdicts.includes('changes_requested') ?? reviewKind(gate?.kind) !== 'scope',
    reason,
    noteReason: problem ?? (hasWords ? null : TEXT.requestingChangesNeedsNoteOrComment),
    commentCount: sent.length,
    delivery,
    approve,
    request,
    reject: () => {
      if (canReject) void decide('rejected')
    },
  }
}
