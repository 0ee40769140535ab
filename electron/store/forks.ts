import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { RunOrigin } from '../../shared/views.ts'
import type { CheckpointState } from '../engine/records.ts'
import type { Database } from './database.ts'
import { defineTable, flag, json, timestamp, toJson } from './table.ts'

const text = z.string()
const originTable = defineTable('runs', { forkedFromRun: text.nullable(), forkedFromCheckpoint: text.nullable() })
const runTable = defineTable('runs', { runId: text, goal: text, createdAt: text }, { runId: 'id' })
const numberTable = defineTable('checkpoints', { payload: json(z.looseObject({ n: z.int().nullable().catch(null) })) })
const takenTable = defineTable('tasks', { taskId: text, takenFrom: text, takenVerified: flag }, { taskId: 'id' })

const COPIED = 'title, objective, acceptance_criteria_json, verification_steps_json'

/** Runs that begin at a checkpoint of another run. */
export function forkOperations(db: Database) {
  return {
    /** Where a fork comes from, set once, when it is made. */
    noteFork: (runId: string, from: { runId: string; checkpointId: string }): void => {
      const sql = 'UPDATE runs SET forked_from_run = ?, forked_from_checkpoint = ? WHERE id = ?'
      db.run(sql, from.runId, from.checkpointId, runId)
    },
    /** The tasks and the newest plan of a state, for another run; ids of its tasks by those of the first. Abandoned tasks are left out. */
    copyTasks: (runId: string, { tasks, plan }: CheckpointState, from: string): ReadonlyMap<string, string> =>
      db.transaction(() => {
        const verified = new Set(provedTasks(db, from))
        const ids = new Map<string, string>()
        for (const { id, status, allowedPaths } of tasks) {
          if (status === 'abandoned') continue
          const copy = randomUUID()
          ids.set(id, copy)
          const sql = `INSERT INTO tasks (id, run_id, ${COPIED}, allowed_paths_json, plan_commit, status, implementation_summary, blocker_signature,
              created_at, updated_at, taken_from, taken_verified)
            SELECT ?, ?, ${COPIED}, coalesce(?, allowed_paths_json), plan_commit, ?, implementation_summary, iif(? = 'completed', NULL, blocker_signature),
              ?, ?, id, ? FROM tasks WHERE id = ?`
          const isVerified = Number(status === 'completed' && verified.has(id))
          const paths = allowedPaths === null ? null : toJson(allowedPaths)
          db.run(sql, copy, runId, paths, status, status, timestamp(), timestamp(), isVerified, id)
        }
        if (plan) copyPlan(db, runId, plan, from)
        return ids
      }),
    /** Ids of the runs that were forked from this one, oldest first. */
    forksOf: (runId: string): string[] =>
      db.all('SELECT id FROM runs WHERE forked_from_run = ? ORDER BY +seq', runId).map(({ id }) => String(id)),
    originOf: (runId: string): RunOrigin => {
      const { forkedFromRun, forkedFromCheckpoint } = originTable.one(db, 'WHERE id = ?', runId) ?? NO_ORIGIN
      const payload = numberTable.one(db, 'WHERE id = ?', forkedFromCheckpoint)?.payload
      const from = forkedFromRun === null ? null : runTable.one(db, 'WHERE id = ?', forkedFromRun)
      return {
        forkedFrom:
          forkedFromRun === null
            ? null
            : { runId: forkedFromRun, checkpoint: payload?.n ?? null, goal: from?.goal ?? null },
        forks: runTable.list(db, 'WHERE forked_from_run = ? ORDER BY +seq LIMIT 100', runId),
        taken: takenTable
          .list(db, 'WHERE run_id = ? AND taken_from IS NOT NULL ORDER BY seq', runId)
          .map(({ taskId, takenFrom: from, takenVerified: verified }) => ({ taskId, from, verified })),
      }
    },
  }
}

const NO_ORIGIN = { forkedFromRun: null, forkedFromCheckpoint: null }

/** Completed tasks of a run that a step of the application's own proves, there or in the run that it was forked from. */
function provedTasks(db: Database, runId: string): string[] {
  const proof = `SELECT 1 FROM task_attempts JOIN step_evidence ON step_evidence.owner_id = task_attempts.id
    WHERE task_attempts.task_id = tasks.id AND task_attempts.status = 'completed'`
  const sql = `SELECT id FROM tasks WHERE run_id = ? AND (taken_verified = 1 OR EXISTS (${proof})) ORDER BY seq`
  return db.all(sql, runId).map(({ id }) => String(id))
}

function copyPlan(
  db: Database,
  runId: string,
  { revision, state }: NonNullable<CheckpointState['plan']>,
  from: string,
): void {
  const kept = 'revision, reason, summary, tasks_json, risks_json, questions_json, hash, created_at, base_commit'
  const sql = `INSERT INTO plans (id, run_id, state, ${kept}) SELECT ?, ?, ?, ${kept} FROM plans WHERE run_id = ? AND revision = ?`
  db.run(sql, randomUUID(), runId, state, from, revision)
}
