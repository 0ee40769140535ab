import { randomUUID } from 'node:crypto'
import type { TaskDraft, TaskRecord } from '../../shared/domain.ts'
import type { Database } from './database.ts'
import { timestamp } from './table.ts'
import { taskTable } from './tables.ts'

/** Pending and in-progress tasks become abandoned, an attempt that runs is interrupted; the drafts become pending, in the given order. */
export function replaceOpenTasks(db: Database, runId: string, drafts: readonly TaskDraft[]): TaskRecord[] {
  const open = `run_id = ? AND status IN ('pending', 'in_progress')`
  return db.transaction(() => {
    const at = timestamp()
    interruptAttempts(db, open, runId)
    db.run(`UPDATE tasks SET status = 'abandoned', updated_at = ? WHERE ${open}`, at, runId)
    return drafts.map(({ title, objective, acceptanceCriteria, verificationSteps, allowedPaths }) => {
      const draft = { title, objective, acceptanceCriteria, verificationSteps, allowedPaths }
      return taskTable.insert(db, {
        id: randomUUID(),
        runId,
        ...draft,
        status: 'pending',
        createdAt: at,
        updatedAt: at,
      })
    })
  })
}

/** In-progress tasks without a running attempt past `implement` are pending again, a running `implement` is interrupted; how many. */
export function requeueTasks(db: Database, runId: string): number {
  const cut = `run_id = ? AND status = 'in_progress' AND NOT EXISTS (
    SELECT 1 FROM task_attempts AS live
    WHERE live.run_id = tasks.run_id AND live.task_id = tasks.id AND live.status = 'running' AND live.phase <> 'implement')`
  return db.transaction(() => {
    interruptAttempts(db, cut, runId)
    return db.run(`UPDATE tasks SET status = 'pending', updated_at = ? WHERE ${cut}`, timestamp(), runId)
  })
}

function interruptAttempts(db: Database, ofTasks: string, runId: string): void {
  db.run(
    `UPDATE task_attempts SET status = 'interrupted'
     WHERE run_id = ? AND status = 'running' AND task_id IN (SELECT id FROM tasks WHERE ${ofTasks})`,
    runId,
    runId,
  )
}
