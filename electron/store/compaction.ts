import { z } from 'zod'
import type { ArtifactRecord, EventRecord } from '../../shared/domain.ts'
import { AGENT_ROLES, type AgentRole } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable } from './table.ts'
import { artifactTable, eventTable } from './tables.ts'

const text = z.string()
const turnTable = defineTable('turns', {
  id: text,
  runId: text,
  role: z.enum(AGENT_ROLES),
  number: z.int(),
})
export type CompactableTurn = ReturnType<typeof turnTable.read>

/** The only kinds that may be removed; docs/contracts.md, section 7. */
const OUTPUT = `kind IN ('agent_output', 'tool_call')`
const TURN_ID = `payload_json ->> 'turnId'`
/** About 20 ms of work with events of 4 KB (measured with Node 24 on two cores): whoever waits for the loop or the write lock does not notice. */
const DELETED_AT_ONCE = 500

/** Output of turns that their transcripts hold too. */
export function compactionOperations(db: Database) {
  /** Where the turn's events lie: after its beginning, before its end; null: it has none of the two. What lies before it is compacted already. */
  const rangeOf = ({ id, runId }: CompactableTurn): { after: number; before: number } | null => {
    const seqOf = (kind: string, from: number): number | null => {
      const where = `WHERE run_id = ? AND seq > ? AND kind = ? AND ${TURN_ID} = ? ORDER BY seq LIMIT 1`
      return eventTable.one(db, where, runId, from, kind, id)?.id ?? null
    }
    const after = seqOf('turn_started', 0)
    const before = after === null ? null : seqOf('turn_finished', after)
    return after === null || before === null ? null : { after, before }
  }
  const note = (
    { id, runId, role, number }: CompactableTurn,
    deleted: number,
    addEvent: (event: Omit<EventRecord, 'id' | 'ts'>) => void,
  ): void => {
    if (db.run('UPDATE turns SET compacted = 1 WHERE id = ? AND compacted = 0', id) === 0 || deleted === 0) return
    const message = `The output of turn ${number} of ${role} is in its transcript only: ${deleted} events.`
    addEvent({ runId, source: role, kind: 'compacted', message, payload: { turnId: id, events: deleted } })
  }
  return {
    /** Turns of a run that ended before `until` (ISO) and still have their output as events, oldest first. */
    compactableTurns: (runId: string, until: string): CompactableTurn[] =>
      turnTable.list(
        db,
        `WHERE run_id = ? AND compacted = 0 AND state <> 'running' AND finished_at < ? ORDER BY seq`,
        runId,
        until,
      ),
    transcriptOf: ({ id, runId }: CompactableTurn): ArtifactRecord | null =>
      artifactTable.newest(
        db,
        1,
        `run_id = ? AND kind = 'transcript' AND metadata_json ->> 'turnId' = ?`,
        runId,
        id,
      )[0] ?? null,
    /**
     * Deletes the turn's output: each call a piece of it, in a transaction of its own, until one returns true. That one marks the turn and
     * tells of it. The newest event of the store stays in any case.
     */
    compactTurn: (
      turn: CompactableTurn,
      addEvent: (event: Omit<EventRecord, 'id' | 'ts'>) => void,
    ): (() => boolean) => {
      const range = rangeOf(turn)
      let deleted = 0
      return () => {
        // Output that is gone without a word would look like a loss, so the word comes with it.
        const piece = db.transaction(() => {
          const some = range ? deleteOutput(db, { ...turn, ...range }) : 0
          if (some < DELETED_AT_ONCE) note(turn, deleted + some, addEvent)
          return some
        })
        deleted += piece
        return piece < DELETED_AT_ONCE
      }
    },
    /** Gives free pages back to the file system, at most so many; outside any transaction. Whether there are more. */
    giveBackPages: (pages: number): boolean => {
      db.exec(`PRAGMA incremental_vacuum(${Math.trunc(pages)})`)
      return Number(db.get('PRAGMA freelist_count')?.['freelist_count'] ?? 0) > 0
    },
  }
}

function deleteOutput(
  db: Database,
  { runId, role, after, before }: { runId: string; role: AgentRole; after: number; before: number },
): number {
  const some = `SELECT seq FROM events WHERE run_id = ? AND seq > ? AND seq < ? AND source = ? AND ${OUTPUT} LIMIT ?`
  const newest = '(SELECT max(seq) FROM events)'
  const sql = `DELETE FROM events WHERE seq IN (${some}) AND seq < ${newest}`
  return db.run(sql, runId, after, before, role, DELETED_AT_ONCE)
}
