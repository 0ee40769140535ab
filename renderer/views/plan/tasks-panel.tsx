import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { showLines } from '../../viewers/text.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { panelIds } from '../gates/three-panels.tsx'
import { taskSummary } from './plan-covers.ts'
import type { PlanDraft } from './plan-draft.ts'
import { planName } from './plan-panels.tsx'
import { TaskList } from './task-list.tsx'
import { type TriedSteps, triedWarning } from './tried-steps.ts'
import type { PlanEditing } from './use-plan-draft.ts'
import type { TaskActions } from './use-task-actions.ts'

/** The tasks of the person's version, and those that they dropped. */
export function TasksPanel({
  revision,
  editing,
  tried,
  actions,
  selected,
  onSelect,
  isOpen,
}: {
  revision: number
  editing: PlanEditing
  tried: TriedSteps | null
  actions: TaskActions
  selected: number
  onSelect: (index: number) => void
  isOpen: boolean
}): ReactElement {
  const { draft, edits, problems } = editing
  const name = planName(revision)
  const head = (
    <>
      <h2 className="font-strong">{name}</h2>
      {isOpen && (
        <span className="ml-auto">
          <Button look="quiet" icon="plus" keys="a" onClick={actions.add}>
            {TEXT.addTask}
          </Button>
        </span>
      )}
    </>
  )
  const kept = edits.count > 0 && isOpen && (
    <p role="status" className="text-12 text-ink-2">
      {TEXT.draftKept(edits.words.join(', '))}
    </p>
  )
  return (
    <Panel id={panelIds('plan').left} name={name} head={head} {...(kept ? { dock: kept } : {})}>
      <TaskList
        tasks={draft.tasks.map(({ key, title, criteria, steps, paths }) => ({
          key,
          title,
          summary: taskSummary({ criteria: criteria.length, steps: steps.length, paths: paths.length }),
          isTouched: edits.touched.has(key),
          warning: triedWarning({ verificationSteps: steps.map(({ text }) => text.trim()) }, tried),
          hasProblem: problems.some(({ taskKey }) => taskKey === key),
        }))}
        selected={selected}
        onSelect={onSelect}
      />
      <DroppedTasks dropped={draft.dropped} onUndo={isOpen ? actions.undo : null} />
    </Panel>
  )
}

function DroppedTasks({
  dropped,
  onUndo,
}: {
  dropped: PlanDraft['dropped']
  /** Null: nothing can be changed any more. */
  onUndo: ((taskKey: string) => void) | null
}): ReactElement | null {
  if (dropped.length === 0) return null
  return (
    <ul aria-label={TEXT.droppedTasks} className="pb-2">
      {dropped.map(({ task: { key, title } }) => (
        <li key={key} className="py-1 pr-4 pl-11 text-12 text-ink-2">
          <s className="wrap-anywhere" dir="auto">
            {showLines(title) || TEXT.newTask}
          </s>
          <span className="flex items-center gap-1">
            {TEXT.droppedByYou}
            {onUndo && (
              <Button look="quiet" onClick={() => onUndo(key)} className="min-h-6!">
                {TEXT.undo}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
