import type { RunView } from '../../../shared/views.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import type { Answers } from '../gates/answer-buttons.tsx'
import type { PlanSubject } from '../gates/gate-subject.ts'
import { noteProblem } from '../gates/note-field.tsx'
import { askedEvidence, waitsForEvidence } from '../gates/readiness.ts'
import { useAnswerKeys } from '../gates/use-answer-keys.ts'
import type { Decision } from '../gates/use-decision.ts'
import { tasksOf } from './plan-draft.ts'
import type { EditedApproval } from './use-approve-edited.ts'
import type { PlanEditing } from './use-plan-draft.ts'

export interface PlanAnswersProps {
  view: RunView
  decision: Decision
  subject: PlanSubject
  editing: PlanEditing
  approval: EditedApproval
}

/** Which answers can be given to a plan now, why not, and what they do; with their keys. */
export function usePlanAnswers(props: PlanAnswersProps, onNeedsNote: () => void): Answers {
  const { view, decision, subject, editing, approval } = props
  const { edits, draft, problems } = editing
  const rationale = decision.rationale.trim()
  const tooLong = noteProblem(decision.rationale)
  const isFree = !approval.isRunning && tooLong === null
  const canApprove = decision.can('approved') && isFree && problems.length === 0
  const canRequest = decision.can('changes_requested') && isFree && rationale !== ''
  const approve = (): void => {
    if (!canApprove) return
    approval.clear()
    if (edits.count === 0) void decision.decide('approved')
    else void approval.run({ runId: view.runId, revision: subject.revision, tasks: tasksOf(draft), rationale })
  }
  const request = (): void => {
    if (canRequest) void decision.decide('changes_requested')
    else onNeedsNote()
  }
  useAnswerKeys(COMMON.plan, [
    { keys: 'mod+enter', label: COMMON.approve, isPossible: canApprove, run: approve },
    { keys: 'r', label: COMMON.requestChangesLower, isPossible: decision.can('changes_requested'), run: request },
  ])
  const noteReason = edits.count > 0 ? TEXT.requestingChangesSendsNoteOnly : null
  return {
    canApprove,
    canRequest,
    canReject: decision.can('rejected') && isFree,
    reason: waitReason(props, tooLong),
    noteReason: rationale === '' ? COMMON.requestingChangesNeedsNote : noteReason,
    approve,
    request,
  }
}

function waitReason({ decision, approval }: PlanAnswersProps, tooLong: string | null): string | null {
  const saving = approval.isRunning ? TEXT.savingYourEditsThenApprovingThem : null
  return waitsForEvidence([askedEvidence(COMMON.thePlan, decision)]) ?? saving ?? tooLong
}
