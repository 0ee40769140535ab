import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { AnswerButtons, type Answers } from '../gates/answer-buttons.tsx'
import type { PlanEditing } from './use-plan-draft.ts'

/** What has to be solved first, and the buttons that decide a plan. */
export function PlanDock({
  editing: { edits, problems, draft },
  answers,
  onReject,
  onShowTask,
}: {
  editing: PlanEditing
  answers: Answers
  onReject: () => void
  onShowTask: (index: number) => void
}): ReactElement {
  const [first] = problems
  return (
    <>
      {first && (
        <p className="mb-2 flex items-center gap-2 text-12 text-fail">
          <span className="min-w-0 flex-1">{TEXT.toSolveFirst(counted(problems.length, 'problem'))}</span>
          <Button
            className="min-h-6!"
            onClick={() => onShowTask(draft.tasks.findIndex(({ key }) => key === first.taskKey))}
          >
            {TEXT.show}
          </Button>
        </p>
      )}
      <AnswerButtons
        answers={first ? { ...answers, reason: null } : answers}
        approveText={edits.count > 0 ? TEXT.approveEditedPlan : COMMON.approvePlan}
        onReject={onReject}
      />
    </>
  )
}
