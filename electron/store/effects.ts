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

/** What a run was last told of, by key; a new word takes the place of the old one. */
const SANDBOX = 'sandbox'
const HELD_BACK = 'held_back'

export function effectOperations(db: Database) {
  const toldOf = (runId: string, key: string): string | null =>
    effectTable.one(db, 'WHERE run_id = ? AND key = ?', runId, key)?.expected ?? null
  const noteTold = (runId: string, key: string, sentence: string): void => {
    db.run('DELETE FROM effects WHERE run_id = ? AND key = ?', runId, key)
    const effect = { id: randomUUID(), runId, kind: key, key, expected: sentence, state: 'done' } as const
    effectTable.insert(db, effect, { created_at: timestamp() })
  }
  return {
    intendEffect: (runId: string, kind: string, key: string, expected: string): EffectRecord =>
      db.transaction(() => {
        const known = effectTable.one(db, 'WHERE run_id = ? AND key = ?', runId, key)
        if (known) return known
        const effect = { id: randomUUID(), runId, kind, key, expected, state: 'intended' } as const
        return effectTable.insert(db, effect, { created_at: timestamp() })
      }),
    isIntended: (runId: string, key: string): boolean =>
      effectTable.one(db, 'WHERE run_id = ? AND key = ?', runId, key) !== null,
    isDone: (runId: string, key: string): boolean =>
      effectTable.one(db, `WHERE run_id = ? AND key = ? AND state = 'done'`, runId, key) !== null,
    /** What the run's children were last confined by, for people; null: nothing was started yet. */
    sandboxOf: (runId: string): string | null => toldOf(runId, SANDBOX),
    noteSandbox: (runId: string, sentence: string): void => noteTold(runId, SANDBOX, sentence),
    /** What was last said of files for agents that are held back; null: nothing yet. */
    heldBackOf: (runId: string): string | null => toldOf(runId, HELD_BACK),
    noteHeldBack: (runId: string, sentence: string): void => noteTold(runId, HELD_BACK, sentence),
    finishEffect: (effectId: string): boolean =>
      db.run(`UPDATE effects SET state = 'done' WHERE id = ? AND state = 'intended'`, effectId) === 1,
  }
}
