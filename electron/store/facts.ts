import { z } from 'zod'
import type { RunFacts, RunRecord } from '../../shared/domain.ts'
import { ATTEMPT_PHASES, DELIVERY_STATES, PLAN_REASONS, RESTORE_STATES } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable } from './table.ts'
import { runTable } from './tables.ts'

const factTable = defineTable('runs', {
  id: z.string(),
  openGates: z.int(),
  needsPlan: z.enum(PLAN_REASONS).nullable(),
  delivery: z.enum(DELIVERY_STATES),
  restore: z.enum(RESTORE_STATES).nullable(),
  tasksPending: z.int(),
  tasksInProgress: z.int(),
  tasksCompleted: z.int(),
  tasksBlocked: z.int(),
  tasksAbandoned: z.int(),
  untriedPlan: z.int().nullable(),
})
const liveTable = defineTable('task_attempts', { id: z.string(), taskId: z.string(), phase: z.enum(ATTEMPT_PHASES) })

/** A run and what the next decision rests on: all of it kept in columns, nothing recounted. Throws `Run not found: <id>`. */
export function readFacts(db: Database, runId: string): { run: RunRecord; facts: RunFacts } {
  return db.read(() => {
    const run = runTable.one(db, 'WHERE id = ?', runId)
    const fact = factTable.one(db, 'WHERE id = ?', runId)
    if (!run || !fact) throw new Error(`Run not found: ${runId}`)
    const inPlanOrder = '(SELECT seq FROM tasks WHERE tasks.id = task_attempts.task_id)'
    const live = liveTable
      .list(db, `WHERE run_id = ? AND status = 'running' ORDER BY ${inPlanOrder}`, runId)
      .map(({ id, taskId, phase }) => ({ attemptId: id, taskId, phase }))
    const counts = {
      pending: fact.tasksPending,
      in_progress: fact.tasksInProgress,
      completed: fact.tasksCompleted,
      blocked: fact.tasksBlocked,
      abandoned: fact.tasksAbandoned,
    }
    const { openGates, needsPlan, delivery, restore } = fact
    const untriedPlan =
      fact.untriedPlan === null ? null : { revision: fact.untriedPlan, asked: openGates > 0 && isPlanAsked(db, runId) }
    return { run, facts: { openGates, live, needsPlan, counts, delivery, untriedPlan, restore } }
  })
}

/** An open plan gate is always about the newest plan. */
const isPlanAsked = (db: Database, runId: string): boolean =>
  db.get(`SELECT 1 FROM gates WHERE run_id = ? AND state = 'open' AND kind = 'plan'`, runId) !== undefined
