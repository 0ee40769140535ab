import { z } from 'zod'
import type { TaskStatus } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, json, marks, timestamp, toJson } from './table.ts'
import { taskTable } from './tables.ts'

const idTable = defineTable('tasks', { id: z.string() })
const pathTable = defineTable('tasks', { id: z.string(), allowedPaths: json(z.array(z.string())) })

export function taskOperations(db: Database) {
  return {
    moveTask: (
      taskId: string,
      from: readonly TaskStatus[],
      to: TaskStatus,
      detail: { summary?: string | null; signature?: string | null },
    ): boolean => {
      const guard = `id = ? AND status IN (${marks(from.length)})`
      return db.transaction(() => {
        const task = taskTable.one(db, `WHERE ${guard}`, taskId, ...from)
        if (!task) return false
        const summary = detail.summary === undefined ? task.implementationSummary : detail.summary
        const kept = detail.signature === undefined ? task.blockerSignature : detail.signature
        // A completed task is blocked by nothing.
        const signature = to === 'completed' ? null : kept
        const sql = `UPDATE tasks SET status = ?, implementation_summary = ?, blocker_signature = ?, updated_at = ? WHERE ${guard}`
        return db.run(sql, to, summary, signature, timestamp(), taskId, ...from) === 1
      })
    },
    unverifiedTasks: (runId: string): string[] => {
      const proof = `SELECT 1 FROM task_attempts JOIN step_evidence ON step_evidence.owner_id = task_attempts.id
        WHERE task_attempts.task_id = tasks.id AND task_attempts.status = 'completed'
          AND task_attempts.set_aside = 0`
      const unproved = `WHERE run_id = ? AND status = 'completed' AND taken_verified = 0 AND NOT EXISTS (${proof}) ORDER BY seq`
      return idTable.list(db, unproved, runId).map(({ id }) => id)
    },
    restartTaskCount: (taskId: string): void => {
      const newest = 'SELECT coalesce(max(seq), 0) FROM task_attempts WHERE task_id = tasks.id'
      changeTask(db, taskId, `count_after_seq = (${newest})`)
    },
    allowTaskPaths: (taskId: string, paths: readonly string[]): void => {
      db.transaction(() => {
        const allowed = pathTable.one(db, 'WHERE id = ?', taskId)?.allowedPaths ?? []
        // No paths at all means the whole repository, and must go on meaning it.
        const whole = allowed.length === 0 ? ['**'] : allowed
        changeTask(db, taskId, 'allowed_paths_json = ?', toJson([...new Set([...whole, ...paths])]))
      })
    },
  }
}

function changeTask(db: Database, taskId: string, assignment: string, ...values: string[]): void {
  const changed = db.run(`UPDATE tasks SET ${assignment}, updated_at = ? WHERE id = ?`, ...values, timestamp(), taskId)
  if (changed === 0) throw new Error(`Task not found: ${taskId}`)
}
