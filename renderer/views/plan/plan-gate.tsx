import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import type { Route } from '../../route.ts'
import type { PlanSubject } from '../gates/gate-subject.ts'
import { type NextGate, useDecision } from '../gates/use-decision.ts'
import { PlanDecision } from './plan-decision.tsx'
import { PlanPanels } from './plan-panels.tsx'
import { TaskPanel } from './task-panel.tsx'
import { TasksPanel } from './tasks-panel.tsx'
import { triedSteps } from './tried-steps.ts'
import type { EditedApproval } from './use-approve-edited.ts'
import { usePlanDraft } from './use-plan-draft.ts'
import { useSelectedTask } from './use-selected-task.ts'
import { useTaskActions } from './use-task-actions.ts'

/** A plan that a person is asked about: its tasks are edited in place until it is decided. */
export function PlanGate({
  view,
  route,
  gateId,
  subject,
  next,
  approval,
  savedText,
  onTaken,
}: {
  view: RunView
  route: Extract<Route, { name: 'run' }>
  gateId: string
  subject: PlanSubject
  next: NextGate | null
  approval: EditedApproval
  /** That this version holds the person's edits, but was not approved. */
  savedText: string | null
  onTaken: () => void
}): ReactElement {
  const { revision } = subject
  const editing = usePlanDraft(view.runId, revision, subject.tasks)
  const told = useDecision(view, gateId, () => {
    editing.discard()
    onTaken()
  })
  // Saving the edits closes this gate on purpose; that is no news while it is under way.
  const decision = approval.isRunning ? { ...told, outcome: null } : told
  const isOpen = decision.outcome === null
  const count = editing.draft.tasks.length
  const { selected, select } = useSelectedTask(view.runId, route.item, count)
  const actions = useTaskActions(editing, selected, select, isOpen)
  const tried = triedSteps(view, revision)
  const shared = { editing, actions, selected, isOpen, tried }
  return (
    <PlanPanels
      revision={revision}
      selected={selected}
      count={count}
      left={<TasksPanel {...shared} revision={revision} onSelect={select} />}
      centre={<TaskPanel {...shared} subject={subject} />}
      right={
        <PlanDecision
          view={view}
          decision={decision}
          subject={subject}
          tried={tried}
          editing={editing}
          next={next}
          approval={approval}
          savedText={savedText}
          onShowTask={select}
        />
      }
    />
  )
}
