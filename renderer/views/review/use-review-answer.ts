import type { DeliveryOption } from '../../../shared/views.ts'
import { useCommands } from '../../keys/commands.tsx'
import { noteProblem } from '../gates/note-field.tsx'
import { type Evidence, waitsForEvidence } from '../gates/readiness.ts'
import type { Decision } from '../gates/use-decision.ts'
import { commentProblem, sentComments } from './comment-drafts.ts'
import type { Comments } from './use-comments.ts'

export interface ReviewAnswer {
  canApprove: boolean
  canRequest: boolean
  canReject: boolean
  /** Why approving has to wait. */
  reason: string | null
  /** Why changes cannot be requested. */
  noteReason: string | null
  commentCount: number
  approve(): void
  request(): void
  reject(): void
}

/** Which answers can be given now, why not, and what each sends. */
export function useReviewAnswer(props: {
  decision: Decision
  comments: Comments
  evidence: readonly Evidence[]
  /** What was chosen; null where there is nothing to choose. */
  delivery: DeliveryOption | null
  needsDelivery: boolean
  onNeedsNote: () => void
}): ReviewAnswer {
  const { decision, comments, evidence, delivery, needsDelivery, onNeedsNote } = props
  const sent = sentComments(comments.list)
  const problem = noteProblem(decision.rationale) ?? commentProblem(comments.list)
  const question: Evidence = {
    what: 'The question',
    state: decision.view ? 'ready' : decision.readError ? 'failed' : 'reading',
  }
  const reason =
    waitsForEvidence([question, ...evidence]) ??
    (needsDelivery && (delivery === null || delivery.problem !== null)
      ? '1 problem to solve first: the delivery'
      : null) ??
    problem
  const hasWords = decision.rationale.trim() !== '' || sent.length > 0
  const canApprove = decision.can('approved') && reason === null
  const canRequest = decision.can('changes_requested') && hasWords && problem === null
  const canReject = decision.can('rejected') && problem === null
  const approve = (): void => {
    if (canApprove) void decision.decide('approved', delivery === null ? undefined : { delivery: delivery.delivery })
  }
  const request = (): void => {
    if (canRequest) void decision.decide('changes_requested', { comments: sent })
    else onNeedsNote()
  }
  const group = 'Review'
  useCommands([
    ...(canApprove ? [{ keys: 'mod+enter', label: 'approve', group, hint: true, run: approve }] : []),
    ...(decision.can('changes_requested')
      ? [{ keys: 'r', label: 'request changes', group, hint: true, run: request }]
      : []),
  ])
  return {
    canApprove,
    canRequest,
    canReject,
    reason,
    noteReason: problem ?? (hasWords ? null : 'Requesting changes needs a note or a comment on a line.'),
    commentCount: sent.length,
    approve,
    request,
    reject: () => {
      if (canReject) void decision.decide('rejected')
    },
  }
}
