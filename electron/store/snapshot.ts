import type { RunSnapshot } from '../../shared/domain.ts'
import { AGENT_ROLES } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { readFacts } from './facts.ts'
import { agentTable, approvalTable, artifactTable, attemptTable, eventTable, taskTable } from './tables.ts'

/** How many of the newest rows a snapshot shows; open tasks are complete. */
const NEWEST = { completed: 100, blocked: 100, attempts: 12, events: 50, approvals: 50, artifacts: 100 }

/** One read transaction, of bounded size whatever the run has been through. Throws `Run not found: <id>`. */
export function readSnapshot(db: Database, runId: string): RunSnapshot {
  return db.read(() => {
    const { run, facts } = readFacts(db, runId)
    const open = (status: 'pending' | 'in_progress') =>
      taskTable.list(db, 'WHERE run_id = ? AND status = ? ORDER BY seq', runId, status)
    const closed = `run_id = ? AND status IN ('blocked', 'abandoned')`
    const states = agentTable.list(db, 'WHERE run_id = ?', runId)
    const agents: RunSnapshot['agents'] = {}
    for (const role of AGENT_ROLES) {
      const state = states.find((candidate) => candidate.role === role)
      if (state) agents[role] = state
    }
    return {
      run,
      agents,
      pendingTasks: open('pending'),
      inProgressTasks: open('in_progress'),
      completedTasks: taskTable.newest(db, NEWEST.completed, `run_id = ? AND status = 'completed'`, runId),
      blockedTasks: taskTable.newest(db, NEWEST.blocked, closed, runId),
      recentAttempts: attemptTable.newest(db, NEWEST.attempts, 'run_id = ? AND set_aside = 0', runId),
      recentEvents: eventTable.newest(db, NEWEST.events, 'run_id = ?', runId),
      approvals: approvalTable.newest(db, NEWEST.approvals, 'run_id = ?', runId),
      artifacts: artifactTable.newest(db, NEWEST.artifacts, 'run_id = ?', runId),
      facts,
    }
  })
}
