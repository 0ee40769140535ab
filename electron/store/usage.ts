import { z } from 'zod'
import type { RoleUsage, TaskUsage } from '../../shared/views.ts'
import { AGENT_ROLES } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, toJson } from './table.ts'

const count = z.int()
/** SQLite's sum of nothing but NULL is NULL: that no turn reported any. */
const spent = { turns: count, tokens: count.nullable(), costMicros: count.nullable() }
const SUMS = { turns: 'count(*)', tokens: 'sum(tokens)', costMicros: 'sum(cost_micros)' }

const runSpent = defineTable('turns', { runId: z.string(), ...spent }, SUMS)
const roleSpent = defineTable('turns', { role: z.enum(AGENT_ROLES), ...spent }, SUMS)
const taskSpent = defineTable('turns', { taskId: z.string(), ...spent }, SUMS)
const notedTable = defineTable('turns', {
  id: z.string(),
  runId: z.string(),
  tokens: count.nullable(),
  costMicros: count.nullable(),
  contextUsed: count.nullable(),
  contextSize: count.nullable(),
})

/** What turns used, over all of them; a turn that runs counts with what was noted of it. */
export function usageSums(db: Database) {
  return {
    /** One of each run that had a turn, in no order. */
    usageOfRuns: (runIds: readonly string[]) =>
      runSpent.list(db, 'WHERE run_id IN (SELECT value FROM json_each(?)) GROUP BY run_id', toJson(runIds)),
    usageByRole: (runId: string): RoleUsage[] => roleSpent.list(db, 'WHERE run_id = ? GROUP BY role', runId),
    /** Without the turns that were about no task. `+task_id` keeps SQLite on the turns of the run. */
    usageByTask: (runId: string): TaskUsage[] =>
      taskSpent.list(db, 'WHERE run_id = ? AND +task_id IS NOT NULL GROUP BY +task_id', runId),
    /** Of every turn that runs, whatever its run, oldest first. */
    listNotedUsage: () => notedTable.list(db, `INDEXED BY turns_running WHERE state = 'running' ORDER BY seq`),
  }
}
