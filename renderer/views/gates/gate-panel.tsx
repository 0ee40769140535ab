import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { BlockedGate } from './blocked-gate.tsx'
import { BudgetGate } from './budget-gate.tsx'
import { blockedSubject, budgetSubject, loginSubject, serverSubject } from './gate-subject.ts'
import { LoginGate } from './login-gate.tsx'
import { PermissionGate } from './permission-gate.tsx'
import { RawGate } from './raw-gate.tsx'
import { ServerGate } from './server-gate.tsx'
import { type Decision, type NextGate, useDecision } from './use-decision.ts'

export interface GateBodyProps {
  run: RunView
  decision: Decision
  next: NextGate | null
  id: string | undefined
}

export interface GatePanelProps {
  view: RunView
  gateId: string
  /** The panel's. */
  id?: string
  /** Another open question, offered once this one is closed. */
  next: NextGate | null
  /** An answer of this window was recorded. */
  onTaken: (gateId: string) => void
}

/** The right panel of a run that asks for a permission, is blocked, has used up a budget, waits for a log-in, or may use an MCP server. It is a `Panel` itself. */
export function GatePanel(props: GatePanelProps): ReactElement {
  // Nothing of one question, such as what was chosen, may be left in the next.
  return <Gate key={props.gateId} {...props} />
}

function Gate({ view, gateId, id, next, onTaken }: GatePanelProps): ReactElement {
  const decision = useDecision(view, gateId, () => onTaken(gateId))
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
    case 'mcp_server': {
      const subject = serverSubject(gate.subject)
      return subject ? <ServerGate {...props} subject={subject} /> : <RawGate {...props} />
    }
    default:
      return <RawGate {...props} />
  }
}
