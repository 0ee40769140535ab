import { z } from 'zod'
import { AGENT_ROLES } from '../../shared/words.ts'
import type { Database } from './database.ts'
import type { RunStore } from './run-store.ts'
import { deriveStatus, NOT_ENDED, patchRun } from './runs.ts'
import { defineTable, timestamp } from './table.ts'
import { gateTable } from './tables.ts'
import { endTurn } from './turns.ts'

/** What the last owner's end cut short. */
export interface TakenOver {
  /** Attempts whose implementation turn was running: they do not count, their tasks are pending again. */
  interrupted: { runId: string; taskId: string; attemptId: string }[]
  /** Runs that wait for a person to resume them. */
  paused: string[]
}

// `+seq` below keeps SQLite from walking the whole table in order instead of using the small index of what is unfinished.
const cutTurns = defineTable('turns', { id: z.string(), runId: z.string(), role: z.enum(AGENT_ROLES), number: z.int() })
const cutAttempts = defineTable('task_attempts', {
  id: z.string(),
  runId: z.string(),
  taskId: z.string(),
  attemptNumber: z.int(),
})
const unfinishedRuns = defineTable('runs', { id: z.string() })

/**
 * Sets right, in one transaction, what the last owner of the data folder left when it ended: only for the process that holds
 * the owner lock. Attempts that wait in `implement` for a limit, a log-in or a budget stay, and so do those past it.
 */
export function takeOver(db: Database, runStore: RunStore): TakenOver {
  return db.transaction(() => {
    const interrupted = interruptAttempts(db, runStore)
    interruptTurns(db, runStore)
    requeue(db, runStore)
    voidPermissions(db, runStore)
    return { interrupted, paused: pauseRuns(db, runStore) }
  })
}

/** A predecessor's attempt that "runs" has no process either. Must come before the turns are ended. */
function interruptAttempts(db: Database, runStore: RunStore): TakenOver['interrupted'] {
  const attempts = cutAttempts.list(
    db,
    `WHERE status = 'running' AND phase = 'implement' AND (imported = 1 OR id IN
       (SELECT attempt_id FROM turns WHERE state = 'running' AND kind = 'implement')) ORDER BY +seq`,
  )
  for (const { id, runId, taskId, attemptNumber } of attempts) {
    const summary = 'Interrupted: the application ended while the agent worked.'
    db.run(`UPDATE task_attempts SET status = 'interrupted', summary = ?, counted = 0 WHERE id = ?`, summary, id)
    const message = `Attempt ${attemptNumber} of task "${runStore.getTask(taskId).title}". ${summary}`
    const payload = { taskId, attemptId: id, status: 'interrupted' }
    runStore.addEvent(runId, 'system', 'attempt_settled', message, payload)
  }
  return attempts.map(({ id, runId, taskId }) => ({ runId, taskId, attemptId: id }))
}

/** What they had used by then, as far as it was noted, counts for their run. */
function interruptTurns(db: Database, runStore: RunStore): void {
  const detail = 'The application ended while this turn ran.'
  for (const { id, runId, role, number } of cutTurns.list(db, `WHERE state = 'running' ORDER BY seq`)) {
    endTurn(db, id, 'interrupted', { ...NOTHING_MORE, detail })
    const payload = { turnId: id, state: 'interrupted' }
    runStore.addEvent(runId, role, 'turn_finished', `Turn ${number} of ${role} interrupted. ${detail}`, payload)
  }
}

const NOTHING_MORE = {
  tokens: null,
  costMicros: null,
  contextUsed: null,
  contextSize: null,
  sessionId: null,
  agentVersion: null,
}

/** Tasks in progress that no attempt works on: those of the attempts above, and a predecessor's. */
function requeue(db: Database, runStore: RunStore): void {
  const idle = `status = 'in_progress' AND NOT EXISTS
    (SELECT 1 FROM task_attempts WHERE task_attempts.task_id = tasks.id AND task_attempts.status = 'running')`
  for (const { id } of unfinishedRuns.list(db, `WHERE ${NOT_ENDED} AND tasks_in_progress > 0`)) {
    const sql = `UPDATE tasks SET status = 'pending', updated_at = ? WHERE run_id = ? AND ${idle}`
    const count = db.run(sql, timestamp(), id)
    if (count === 0) continue
    db.run(
      `UPDATE runs SET current_task_id = NULL
       WHERE id = ? AND current_task_id IN (SELECT id FROM tasks WHERE run_id = ? AND status = 'pending')`,
      ...[id, id],
    )
    const message = `${count} unfinished ${count === 1 ? 'task is' : 'tasks are'} pending again.`
    runStore.addEvent(id, 'system', 'requeue_in_progress', message, { count })
  }
}

/** A permission belongs to a turn, and no turn runs. */
function voidPermissions(db: Database, runStore: RunStore): void {
  for (const gate of gateTable.list(db, `WHERE state = 'open' AND kind = 'permission' ORDER BY seq`)) {
    db.run(`UPDATE gates SET state = 'void' WHERE id = ?`, gate.id)
    deriveStatus(db, gate.runId)
    const message = `No longer asked, because its turn was interrupted: ${gate.question}`
    runStore.addEvent(gate.runId, 'system', 'gate_voided', message, { gateId: gate.id, kind: gate.kind })
  }
}

/** Nothing spends money until a person resumes. Who paused or cancelled before keeps the say. */
function pauseRuns(db: Database, runStore: RunStore): string[] {
  const runs = unfinishedRuns.list(db, `WHERE ${NOT_ENDED} ORDER BY +seq`).map(({ id }) => id)
  return runs.filter((runId) => {
    if (!patchRun(db, runId, { control: 'run' }, { control: 'pause', controlReason: 'restart' })) return false
    const message = 'The application was started again; the run is paused until it is resumed.'
    runStore.addEvent(runId, 'system', 'run_paused', message, { reason: 'restart' })
    return true
  })
}
