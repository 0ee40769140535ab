import type { AnsweredGate, RunView } from '../../shared/views.ts'
import { AGENT_ROLES } from '../../shared/words.ts'
import type { Store } from '../store/store.ts'
import { readBaseline } from './baseline-view.ts'
import { readRunRow } from './run-row.ts'

/** How many of the newest a view holds. */
const NEWEST = {
  attempts: 200,
  turns: 100,
  gates: 100,
  approvals: 100,
  messages: 100,
  artifacts: 200,
  checkpoints: 100,
  verifications: 300,
  events: 300,
}

/** An open run, read in one transaction. Throws `Run not found: <id>`. */
export function readRunView(store: Store, runId: string): RunView {
  return store.database.read(() => {
    const run = store.getRun(runId)
    const states = store.listAgentStates(runId)
    const plan = store.latestPlan(runId)
    const events = store.listEvents(runId, NEWEST.events)
    return {
      runId,
      seq: events.at(-1)?.id ?? 0,
      run,
      row: readRunRow(store, runId),
      usage: { roles: store.usageByRole(runId), tasks: store.usageByTask(runId) },
      plan,
      baseline: plan && readBaseline(store, plan),
      agents: AGENT_ROLES.flatMap((role) => states.filter((state) => state.role === role)),
      tasks: store.listTasks(runId),
      attempts: store.newestAttempts(runId, NEWEST.attempts),
      turns: store.newestTurns(runId, NEWEST.turns),
      gates: answeredGates(store, runId),
      approvals: store.newestApprovals(runId, NEWEST.approvals),
      messages: store.newestMessages(runId, NEWEST.messages),
      artifacts: store.newestArtifacts(runId, NEWEST.artifacts),
      checkpoints: store.newestCheckpoints(runId, NEWEST.checkpoints),
      verifications: store.newestVerifications(runId, NEWEST.verifications),
      origin: store.originOf(runId),
      sandbox: store.sandboxOf(runId),
      events,
    }
  })
}

function answeredGates(store: Store, runId: string): AnsweredGate[] {
  const gates = store.newestAndOpenGates(runId, NEWEST.gates)
  const ids = gates.flatMap(({ approvalId }) => (approvalId === null ? [] : [approvalId]))
  const approvals = new Map(store.listApprovalsById(ids).map((approval) => [approval.id, approval]))
  return gates.map((gate) => ({ ...gate, approval: approvals.get(gate.approvalId ?? '') ?? null }))
}
