import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { type Route, replaceRoute, runRoute } from '../../route.ts'
import type { PlanSubject } from '../gates/gate-subject.ts'
import { ThreePanels } from '../gates/three-panels.tsx'
import { useDecision } from '../gates/use-decision.ts'
import { selectedIndex } from './plan-covers.ts'
import { PlanDecision } from './plan-decision.tsx'
import { TaskPanel } from './task-panel.tsx'
import { TasksPanel } from './tasks-panel.tsx'
import type { EditedApproval } from './use-approve-edited.ts'
import { usePlanDraft } from './use-plan-draft.ts'
import { usePlanKeys } from './use-plan-keys.ts'
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
  next: { label: string; show: () => void } | null
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
  const selected = selectedIndex(route.item, count)
  const select = (index: number): void => replaceRoute(runRoute(view.runId, 'plan', String(index + 1)))
  usePlanKeys(selected, count, select)
  const actions = useTaskActions(editing, selected, select, isOpen)
  const shared = { editing, actions, selected, isOpen }
  return (
    <ThreePanels
      view="plan"
      columns="312px minmax(380px,1fr) 372px"
      wing={{ name: `Plan, version ${revision}`, icon: 'list', note: `${selected + 1}/${count}` }}
      left={<TasksPanel {...shared} revision={revision} onSelect={select} />}
      centre={<TaskPanel {...shared} subject={subject} />}
      right={
        <PlanDecision
          view={view}
          decision={decision}
          subject={subject}
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
