import { type ReactElement, useState } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { dropDraft, writeDraft } from '../../data/draft.ts'
import type { Route } from '../../route.ts'
import { Empty } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/plan.ts'
import { GatePanel } from '../gates/gate-panel.tsx'
import { planSubject } from '../gates/gate-subject.ts'
import { type ShownGate, useShownGate } from '../gates/shown-gate.ts'
import { type NextGate, rationaleKey } from '../gates/use-decision.ts'
import { PlanGate } from './plan-gate.tsx'
import { PlanRead } from './plan-read.tsx'
import { type ApprovalProblem, useApproveEdited } from './use-approve-edited.ts'
import { planDraftKey } from './use-plan-draft.ts'

type RunRoute = Extract<Route, { name: 'run' }>

/** A run's plan: while it is asked about it can be edited and decided, else it is read. */
export function PlanTab({ view, route }: { view: RunView; route: RunRoute }): ReactElement {
  const shown = useShownGate(view.gates, ['plan'])
  const [savedRevision, setSavedRevision] = useState<number | null>(null)
  const approval = useApproveEdited(({ gate, edited, isApproved }) => {
    dropDraft(planDraftKey(edited.runId, edited.revision))
    if (shown.gateId !== null) dropDraft(rationaleKey(shown.gateId))
    setSavedRevision(planSubject(gate.subject)?.revision ?? null)
    if (isApproved) shown.release(gate.id)
    else {
      writeDraft(rationaleKey(gate.id), edited.rationale)
      shown.show(gate.id)
    }
  })
  const gate = shown.isHeld ? view.gates.find(({ id }) => id === shown.gateId) : undefined
  if (gate) {
    const subject = planSubject(gate.subject)
    const next = gate.state === 'open' ? null : nextOf(view, shown, subject?.revision ?? null)
    if (subject === null) return <GatePanel view={view} gateId={gate.id} next={next} onTaken={shown.release} />
    return (
      <PlanGate
        key={gate.id}
        view={view}
        route={route}
        gateId={gate.id}
        subject={subject}
        next={next}
        approval={approval}
        savedText={savedText(approval.problem, gate.id, savedRevision)}
        onTaken={() => shown.release(gate.id)}
      />
    )
  }
  if (view.plan) return <PlanRead view={view} route={route} plan={view.plan} />
  return (
    <Empty title={view.row.turn?.role === 'strategy' ? TEXT.strategyPlans : TEXT.noPlanYet}>
      {TEXT.tasksStandHereAsSoon}
    </Empty>
  )
}

/** Where a person goes on from a plan that is asked about no longer. */
function nextOf(
  { gates, plan }: RunView,
  { gateId, nextId, showNext, release }: ShownGate,
  revision: number | null,
): NextGate | null {
  if (nextId !== null) {
    const asked = planSubject(gates.find(({ id }) => id === nextId)?.subject)?.revision
    return { label: asked === undefined ? TEXT.readPlanAgain : TEXT.readPlanVersion(asked), show: showNext }
  }
  if (gateId === null || plan === null) return null
  const label = plan.revision === revision ? TEXT.showPlanAsItIs : TEXT.readPlanVersion(plan.revision)
  return { label, show: () => release(gateId) }
}

/** Where approving stopped after the edits had been saved. */
const savedText = (problem: ApprovalProblem | null, gateId: string, revision: number | null): string | null =>
  problem?.gateId === gateId ? TEXT.yourEditsWereSavedAsPlanVersion(revision ?? '?', problem.error.message) : null
