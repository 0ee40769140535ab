import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { BlockedGate } from './blocked-gate.tsx'
import { BudgetGate } from './budget-gate.tsx'
import { blockedSubject, budgetSubject, loginSubject } from './gate-subject.ts'
import { LoginGate } from './login-gate.tsx'
import { PermissionGate } from './permission-gate.tsx'
import { RawGate } from './raw-gate.tsx'
import { useDecision } from './use-decision.ts'

export interface GateBodyProps {
  run: RunView
  decision: ReturnType<typeof useDecision>
  next: { label: string; show: () => void } | null
  id: string | undefined
}

/**
 * The right panel of a run that asks for a permission, is blocked, has used up a budget, or waits for a log-in. It is a `Panel` itself;
 * `id` is the panel's. `next`: another open question, offered once this one is closed.
 */
export function GatePanel({
  view,
  gateId,
  id,
  next = null,
}: {
  view: RunView
  gateId: string
  id?: string
  next?: { label: string; show: () => void } | null
}): ReactElement {
  return <Gate key={gateId} view={view} gateId={gateId} id={id} next={next} />
}

function Gate({
  view,
  gateId,
  id,
  next,
}: {
  view: RunView
  gateId: string
  id: string | undefined
  next: GateBodyProps['next']
}): ReactElement {
  const decision = useDecision(view, gateId)
  const props: GateBodyProps = { run: view, decision, next, id }
  const { gate } = decision
  switch (gate?.kind) {
    case 'permission':
      return <PermissionGate {...props} />
    case 'blocked': {
      const subject = blockedSubject(gate.subject)
      return subject ? <BlockedGate {...props} subject={subject} /> : <RawGate {...props} />
    }
    case 'budget': {
      const subject = budgetSubject(gate.subject)
      return subject ? <BudgetGate {...props} subject={subject} /> : <RawGate {...props} />
    }
    case 'login': {
      const subject = loginSubject(gate.subject)
      return subject ? <LoginGate {...props} subject={subject} /> : <RawGate {...props} />
    }
    default:
      return <RawGate {...props} />
  }
}
