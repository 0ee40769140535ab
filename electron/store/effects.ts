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

export function effectOperations(db: Database) {
  return {
    intendEffect: (runId: string, kind: string, key: string, expected: string): EffectRecord =>
      db.transaction(() => {
        const known = effectTable.one(db, 'WHERE run_id = ? AND key = ?', runId, key)
        if (known) return known
        const effect = { id: randomUUID(), runId, kind, key, expected, state: 'intended' } as const
        return effectTable.insert(db, effect, { created_at: timestamp() })
      }),
    finishEffect: (effectId: string): boolean =>
      db.run(`UPDATE effects SET state = 'done' WHERE id = ? AND state = 'intended'`, effectId) === 1,
  }
}
