import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AttemptResult } from '../../shared/evidence.ts'
import type { AttemptPhase } from '../../shared/words.ts'
import type { AttemptDetail, StartedAttempt } from '../engine/records.ts'
import { attemptResultSchema } from './attempt-result.ts'
import type { Database } from './database.ts'
import type { RunStore } from './run-store.ts'
import { defineTable, json, timestamp, toJson } from './table.ts'
import { attemptDetailTable, attemptTable } from './tables.ts'

const resultTable = defineTable('task_attempts', { id: z.string(), result: json(attemptResultSchema) })
/** For changing a result: members that the engine does not know are kept. */
const wholeResultTable = defineTable('task_attempts', {
  id: z.string(),
  result: json(z.record(z.string(), z.unknown())),
})

interface Advance {
  result?: AttemptResult
  candidateCommit?: string
  summary?: string
}
interface End {
  summary: string
  signature: string | null
  result?: AttemptResult
  counted: boolean
}

export function attemptOperations(db: Database, runStore: RunStore) {
  return {
    startAttempt: (runId: string, baseCommit: string): StartedAttempt | null =>
      db.transaction(() => {
        const task = runStore.claimNextPendingTask(runId)
        if (!task) return null
        const newest = runStore.latestTaskAttempt(task.id)?.attemptNumber ?? 0
        const attemptNumber = Math.max(task.attemptCount, newest + 1)
        const ids = { id: randomUUID(), runId, taskId: task.id, attemptNumber, baseCommit, createdAt: timestamp() }
        const fresh = { status: 'running', phase: 'implement', summary: '', resultJson: '{}' } as const
        const attempt = attemptTable.insert(db, { ...ids, ...fresh })
        runStore.incrementCycle(runId)
        runStore.updateRun(runId, { currentTaskId: task.id })
        return { task, attempt: { ...attempt, result: {}, setAside: false } }
      }),

    getAttempt: (attemptId: string): AttemptDetail => {
      const row = attemptDetailTable.one(db, 'WHERE id = ?', attemptId)
      if (!row) throw new Error(`Attempt not found: ${attemptId}`)
      return withResult(row)
    },

    listAttempts: (taskId: string): AttemptDetail[] =>
      attemptDetailTable.list(db, 'WHERE task_id = ? AND set_aside = 0 ORDER BY seq', taskId).map(withResult),

    listRunAttempts: (runId: string): AttemptDetail[] =>
      attemptDetailTable.list(db, 'WHERE run_id = ? AND set_aside = 0 ORDER BY seq', runId).map(withResult),

    lastAttempts: (runId: string, limit: number): AttemptDetail[] =>
      attemptDetailTable.newest(db, limit, 'run_id = ? AND set_aside = 0', runId).map(withResult),

    listAllAttempts: (taskId: string): AttemptDetail[] =>
      attemptDetailTable.list(db, 'WHERE task_id = ? ORDER BY seq', taskId).map(withResult),

    advanceAttempt: (attemptId: string, from: AttemptPhase, to: AttemptPhase, change: Advance): boolean =>
      db.transaction(() => {
        const sql = `UPDATE task_attempts SET phase = ?, result_json = ?, candidate_commit = coalesce(?, candidate_commit),
          summary = coalesce(?, summary) WHERE id = ? AND status = 'running' AND phase = ?`
        const { candidateCommit = null, summary = null } = change
        const result = mergedResult(db, attemptId, change.result)
        return db.run(sql, to, result, candidateCommit, summary, attemptId, from) === 1
      }),

    endAttempt: (attemptId: string, status: 'completed' | 'failed' | 'blocked' | 'interrupted', change: End): boolean =>
      db.transaction(() => {
        const sql = `UPDATE task_attempts SET status = ?, summary = ?, blocker_signature = ?, counted = ?, result_json = ?
          WHERE id = ? AND status = 'running'`
        const result = mergedResult(db, attemptId, change.result)
        const counted = Number(change.counted)
        if (db.run(sql, status, change.summary, change.signature, counted, result, attemptId) === 0) return false
        const task = '(SELECT task_id FROM task_attempts WHERE id = ?)'
        const run = '(SELECT run_id FROM task_attempts WHERE id = ?)'
        db.run(
          `UPDATE runs SET current_task_id = NULL WHERE id = ${run} AND current_task_id = ${task}`,
          attemptId,
          attemptId,
        )
        return true
      }),

    countedAttempts: (taskId: string): { count: number; lastSignature: string | null } => {
      const counted = attemptTable.list(
        db,
        `WHERE task_id = ? AND counted = 1 AND set_aside = 0 AND seq > (SELECT count_after_seq FROM tasks WHERE id = ?) ORDER BY seq`,
        taskId,
        taskId,
      )
      return { count: counted.length, lastSignature: counted.at(-1)?.blockerSignature ?? null }
    },

    interruptionsInARow: (taskId: string): number => {
      const ended = attemptTable.list(
        db,
        `WHERE task_id = ? AND status <> 'running' AND set_aside = 0 ORDER BY seq DESC`,
        taskId,
      )
      const last = ended.findIndex(({ status }) => status !== 'interrupted')
      return last < 0 ? ended.length : last
    },
  }
}

/** What an imported attempt stored is not ours to understand: it stays text in `resultJson`. */
function withResult({ imported, ...attempt }: ReturnType<typeof attemptDetailTable.read>): AttemptDetail {
  if (imported) return { ...attempt, result: {} }
  const { result } = resultTable.read({ id: attempt.id, result: attempt.resultJson })
  return { ...attempt, result }
}

/** The stored result with `more` over it, as JSON text. */
function mergedResult(db: Database, attemptId: string, more: AttemptResult | undefined): string {
  const stored = wholeResultTable.one(db, 'WHERE id = ?', attemptId)
  if (!stored) throw new Error(`Attempt not found: ${attemptId}`)
  return toJson({ ...stored.result, ...more })
}
