import { z } from 'zod'
import { TRASH_STATES, type TrashState } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, timestamp } from './table.ts'

const text = z.string()
const trashTable = defineTable(
  'runs',
  {
    runId: text,
    goal: text,
    repoPath: text,
    branch: text.nullable(),
    state: z.enum(TRASH_STATES).nullable(),
    removedAt: text.nullable(),
    folder: text.nullable(),
  },
  { runId: 'id', state: 'trash', folder: 'trash_folder' },
)
export type TrashRecord = ReturnType<typeof trashTable.read>

/** Events of a purged run in one transaction: about 20 ms, so that nobody waits long for the loop or the write lock. */
const PURGED_AT_ONCE = 500

/** Removed runs: their rows stay until their time in the trash is over. */
export function trashOperations(db: Database) {
  return {
    trashOf: (runId: string): TrashRecord => {
      const found = trashTable.one(db, 'WHERE id = ?', runId)
      if (!found) throw new Error(`Run not found: ${runId}`)
      return found
    },
    /** In whatever state, in no order. */
    listTrash: (): TrashRecord[] => trashTable.list(db, 'WHERE trash IS NOT NULL'),
    /** Guarded by the state it is in now. Who takes a run out of the trash (null) keeps it for as long as a new one. */
    moveTrash: (
      runId: string,
      from: TrashState | null,
      to: TrashState | null,
      change: { removedAt?: string | null; folder?: string | null } = {},
    ): boolean => {
      const { removedAt, folder } = change
      const sets = [
        ...(to === null ? [', updated_at = ?'] : []),
        ...(removedAt === undefined ? [] : [', removed_at = ?']),
        ...(folder === undefined ? [] : [', trash_folder = ?']),
      ].join('')
      const values = [
        ...(to === null ? [timestamp()] : []),
        ...(removedAt === undefined ? [] : [removedAt]),
        ...(folder === undefined ? [] : [folder]),
      ]
      return db.run(`UPDATE runs SET trash = ?${sets} WHERE id = ? AND trash IS ?`, to, ...values, runId, from) === 1
    },
    /** False, too, where there is no such run, or it is on its way back. */
    isRemoved: (runId: string): boolean =>
      db.get(`SELECT 1 FROM runs WHERE id = ? AND trash IN ('removing', 'removed', 'purging')`, runId) !== undefined,
    isTurnRunning: (runId: string): boolean =>
      db.get(`SELECT 1 FROM turns INDEXED BY turns_running WHERE state = 'running' AND run_id = ?`, runId) !==
      undefined,
    /** The next piece of the rows of a run that is being purged, its events first, in a transaction of its own; true: nothing is left, or it is not. */
    purgePiece: (runId: string): boolean =>
      db.transaction(() => {
        if (db.get(`SELECT 1 FROM runs WHERE id = ? AND trash = 'purging'`, runId) === undefined) return true
        const some = 'SELECT seq FROM events WHERE run_id = ? ORDER BY seq LIMIT ?'
        if (db.run(`DELETE FROM events WHERE seq IN (${some})`, runId, PURGED_AT_ONCE) > 0) return false
        db.run(`DELETE FROM runs WHERE id = ? AND trash = 'purging'`, runId)
        return true
      }),
  }
}
