import type { RunView } from '../../../shared/views.ts'
import { useCommands } from '../../keys/commands.tsx'
import type { PlanSubject } from '../gates/gate-subject.ts'
import { noteProblem } from '../gates/note-field.tsx'
import { waitsForEvidence } from '../gates/readiness.ts'
import type { Decision } from '../gates/use-decision.ts'
import { tasksOf } from './plan-draft.ts'
import type { EditedApproval } from './use-approve-edited.ts'
import type { PlanEditing } from './use-plan-draft.ts'

export interface PlanAnswer {
  canApprove: boolean
  canRequest: boolean
  canReject: boolean
  /** Why approving has to wait. */
  reason: string | null
  /** What there is to know before changes are requested. */
  noteReason: string | null
  approve(): void
  request(): void
}

export interface PlanAnswerProps {
  view: RunView
  decision: Decision
  subject: PlanSubject
  editing: PlanEditing
  approval: EditedApproval
}

/** Which answers can be given to a plan now, why not, and what they do; with their keys. */
export function usePlanAnswer(props: PlanAnswerProps, onNeedsNote: () => void): PlanAnswer {
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
  const group = 'Plan'
  useCommands([
    ...(canApprove ? [{ keys: 'mod+enter', label: 'approve', group, hint: true, run: approve }] : []),
    ...(decision.can('changes_requested')
      ? [{ keys: 'r', label: 'request changes', group, hint: true, run: request }]
      : []),
  ])
  const noteReason = edits.count > 0 ? 'Requesting changes sends the note only; your edits stay a draft.' : null
  return {
    canApprove,
    canRequest,
    canReject: decision.can('rejected') && isFree,
    reason: waitReason(props, tooLong),
    noteReason: rationale === '' ? 'Requesting changes needs a note.' : noteReason,
    approve,
    request,
  }
}

function waitReason({ decision, approval }: PlanAnswerProps, tooLong: string | null): string | null {
  const state = decision.view ? 'ready' : decision.readError ? 'failed' : 'reading'
  const saving = approval.isRunning ? 'Saving your edits, then approving them.' : null
  return waitsForEvidence([{ what: 'The plan', state }]) ?? saving ?? tooLong
}
