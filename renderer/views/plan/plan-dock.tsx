import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { counted } from '../../words/numbers.ts'
import { DecidingButton } from '../gates/decision-panel.tsx'
import type { PlanAnswer } from './use-plan-answer.ts'
import type { PlanEditing } from './use-plan-draft.ts'

/** The buttons that decide a plan, each disabled one with its reason. */
export function PlanDock({
  editing: { edits, problems, draft },
  answer,
  onReject,
  onShowTask,
}: {
  editing: PlanEditing
  answer: PlanAnswer
  onReject: () => void
  onShowTask: (index: number) => void
}): ReactElement {
  const [first] = problems
  return (
    <>
      {first && (
        <p className="mb-2 flex items-center gap-2 text-12 text-fail">
          <span className="min-w-0 flex-1">{counted(problems.length, 'problem')} to solve first.</span>
          <Button
            className="min-h-6!"
            onClick={() => onShowTask(draft.tasks.findIndex(({ key }) => key === first.taskKey))}
          >
            Show
          </Button>
        </p>
      )}
      <DecidingButton
        keys="mod+enter"
        disabled={!answer.canApprove}
        reason={first ? null : answer.reason}
        onClick={answer.approve}
      >
        {edits.count > 0 ? 'Approve the edited plan' : 'Approve the plan'}
      </DecidingButton>
      <div className="mt-2 flex items-center gap-2">
        <Button className="grow" keys="r" disabled={!answer.canRequest} onClick={answer.request}>
          Request changes
        </Button>
        <Button look="danger" disabled={!answer.canReject} onClick={onReject}>
          Reject
        </Button>
      </div>
      {answer.noteReason !== null && <p className="mt-1 text-12 text-ink-2">{answer.noteReason}</p>}
    </>
  )
}
