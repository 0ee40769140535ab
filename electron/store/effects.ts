import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { EffectRecord } from '../engine/records.ts'
import type { Database } from './database.ts'
import { defineTable, timestamp } from './table.ts'

const effectTable = defineTable('effects', {
  id: z.string(),
  runId: z.string(),
  kind: z.string(),
  key: z.string(),
  expected: z.string(),
  state: z.enum(['intended', 'done']),
})

const SANDBOX = 'sandbox'

export function effectOperations(db: Database) {
  return {
    intendEffect: (runId: string, kind: string, key: string, expected: string): EffectRecord =>
      db.transaction(() => {
        const known = effectTable.one(db, 'WHERE run_id = ? AND key = ?', runId, key)
        if (known) return known
        const effect = { id: randomUUID(), runId, kind, key, expected, state: 'intended' } as const
        return effectTable.insert(db, effect, { created_at: timestamp() })
      }),
    /** What the run's children were last confined by, for people; null: nothing was started yet. */
    sandboxOf: (runId: string): string | null =>
      effectTable.one(db, 'WHERE run_id = ? AND key = ?', runId, SANDBOX)?.expected ?? null,
    noteSandbox: (runId: string, sentence: string): void => {
      db.run('DELETE FROM effects WHERE run_id = ? AND key = ?', runId, SANDBOX)
      const effect = {
        id: randomUUID(),
        runId,
        kind: SANDBOX,
        key: SANDBOX,
        expected: sentence,
        state: 'done',
      } as const
      effectTable.insert(db, effect, { created_at: timestamp() })
    },
    finishEffect: (effectId: string): boolean =>
      db.run(`UPDATE effects SET state = 'done' WHERE id = ? AND state = 'intended'`, effectId) === 1,
  }
}
