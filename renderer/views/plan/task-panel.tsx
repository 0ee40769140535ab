import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import type { PlanSubject } from '../gates/gate-subject.ts'
import { panelIds } from '../gates/three-panels.tsx'
import { MoveButton } from './move-button.tsx'
import { tasksOf } from './plan-draft.ts'
import { SplitDialog } from './split-dialog.tsx'
import { TaskEditor } from './task-editor.tsx'
import { TaskReader, TaskTitle } from './task-reader.tsx'
import type { TriedSteps } from './tried-steps.ts'
import type { PlanEditing } from './use-plan-draft.ts'
import { canSplit, type TaskActions } from './use-task-actions.ts'

/** The selected task of the person's version: edited in place while the plan is asked about. */
export function TaskPanel({
  subject,
  tried,
  editing,
  actions,
  selected,
  isOpen,
}: {
  subject: PlanSubject
  tried: TriedSteps | null
  editing: PlanEditing
  actions: TaskActions
  selected: number
  isOpen: boolean
}): ReactElement {
  const { tasks } = editing.draft
  const task = tasks[selected]
  const read = tasksOf(editing.draft)[selected]
  const head = (
    <>
      <TaskTitle number={selected + 1} title={task?.title} />
      {isOpen && (
        <TaskButtons actions={actions} selected={selected} count={tasks.length} isSplittable={canSplit(task)} />
      )}
    </>
  )
  return (
    <Panel
      id={panelIds('plan').centre}
      name={TEXT.taskHeading(selected + 1, isOpen ? TEXT.canBeEdited : '')}
      light={isOpen ? 'gate' : 'none'}
      head={head}
    >
      {isOpen && task && (
        <TaskEditor
          key={task.key}
          task={task}
          proposed={task.origin === null ? null : (subject.tasks[task.origin] ?? null)}
          tried={tried}
          editing={editing}
        />
      )}
      {!isOpen && read && <TaskReader task={read} tried={tried} />}
      {actions.isSplitting && task && (
        <SplitDialog task={task} onSplit={actions.split} onClose={() => actions.askToSplit(false)} />
      )}
    </Panel>
  )
}

function TaskButtons({
  actions: { move, drop, askToSplit },
  selected,
  count,
  isSplittable,
}: {
  actions: TaskActions
  selected: number
  count: number
  isSplittable: boolean
}): ReactElement {
  return (
    <span className="ml-auto flex flex-none items-center">
      <MoveButton what={TEXT.theTask} step={-1} isDisabled={selected === 0} onMove={move} />
      <MoveButton what={TEXT.theTask} step={1} isDisabled={selected === count - 1} onMove={move} />
      <Button
        look="quiet"
        icon="split"
        disabled={!isSplittable}
        title={isSplittable ? TEXT.splitThisTaskInTwo : TEXT.taskWithOneCriterionHasNothingToShare}
        onClick={() => askToSplit(true)}
      >
        {COMMON.split}
      </Button>
      <Button
        look="quiet"
        icon="trash"
        disabled={count === 1}
        title={count === 1 ? TEXT.planHasAtLeastOneTask : TEXT.dropThisTaskFromPlan}
        onClick={drop}
      >
        {TEXT.drop}
      </Button>
    </span>
  )
}
