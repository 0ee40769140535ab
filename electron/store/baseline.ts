import { z } from 'zod'
import type { BaselineResult } from '../../shared/baseline.ts'
import type { Database } from './database.ts'
import { defineTable, flag } from './table.ts'

const resultFields = {
  command: z.string(),
  exitCode: z.int().nullable(),
  timedOut: flag,
  durationMs: z.number(),
  log: z.string(),
  logArtifactId: z.string(),
  logLines: z.int(),
  logTail: z.string(),
}
const resultTable = defineTable('baseline_results', resultFields)
const committedTable = defineTable('baseline_results', { commitId: z.string(), ...resultFields })

export function baselineOperations(db: Database) {
  return {
    addBaselineResult: (runId: string, commit: string, result: BaselineResult): boolean =>
      db.transaction(() => {
        const known = 'SELECT 1 FROM baseline_results WHERE run_id = ? AND commit_id = ? AND command = ?'
        if (db.get(known, runId, commit, result.command)) return false
        resultTable.insert(db, result, { run_id: runId, commit_id: commit })
        return true
      }),
    listBaselineResults: (runId: string, commit: string): BaselineResult[] =>
      resultTable.list(db, 'WHERE run_id = ? AND commit_id = ? ORDER BY seq', runId, commit),
    /** Of all plans of a run, with the commit each command was tried on; by commit, in the order they were run. */
    listAllBaselineResults: (runId: string): (BaselineResult & { commitId: string })[] =>
      committedTable.list(db, 'WHERE run_id = ? ORDER BY commit_id, seq', runId),
    notePlanCommit: (runId: string, commit: string | null): void => {
      db.run(`UPDATE tasks SET plan_commit = ? WHERE run_id = ? AND status = 'pending'`, commit, runId)
    },
    planCommitOf: (taskId: string): string | null => {
      const row = db.get('SELECT plan_commit FROM tasks WHERE id = ?', taskId)
      if (row === undefined) throw new Error(`Task not found: ${taskId}`)
      return z.string().nullable().parse(row['plan_commit'])
    },
  }
}
