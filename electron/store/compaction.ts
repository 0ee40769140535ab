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
const DELETED_AT_ONCE = 2_000

/** Output of turns that their transcripts hold too. */
export function compactionOperations(db: Database) {
  /** Where the turn's events lie: after its beginning, before its end; null: it has none of the two. */
  const rangeOf = ({ id, runId }: CompactableTurn): { after: number; before: number } | null => {
    const seqOf = (kind: string): number | null => {
      const found = eventTable.one(
        db,
        `WHERE run_id = ? AND kind = ? AND ${TURN_ID} = ? ORDER BY seq LIMIT 1`,
        runId,
        kind,
        id,
      )
      return found?.id ?? null
    }
    const [after, before] = [seqOf('turn_started'), seqOf('turn_finished')]
    return after === null || before === null ? null : { after, before }
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
     * Deletes the turn's output, a piece per transaction; the one with the last piece marks the turn and tells of it. How many events.
     * The newest event of the store stays in any case.
     */
    compactTurn: (turn: CompactableTurn, addEvent: (event: Omit<EventRecord, 'id' | 'ts'>) => void): number => {
      const { id, runId, role, number } = turn
      const range = rangeOf(turn)
      let deleted = 0
      const deletePiece = (): boolean => {
        const some = range ? deleteOutput(db, { runId, role, ...range }) : 0
        deleted += some
        return some < DELETED_AT_ONCE
      }
      const note = (): void => {
        if (db.run('UPDATE turns SET compacted = 1 WHERE id = ? AND compacted = 0', id) === 0 || deleted === 0) return
        const message = `The output of turn ${number} of ${role} is in its transcript only: ${deleted} events.`
        addEvent({ runId, source: role, kind: 'compacted', message, payload: { turnId: id, events: deleted } })
      }
      // Output that is gone without a word would look like a loss, so the word comes with it.
      const piece = (): boolean => {
        const isLast = deletePiece()
        if (isLast) note()
        return isLast
      }
      while (!db.transaction(piece));
      return deleted
    },
    /** Gives free pages back to the file system, at most so many; outside any transaction. */
    giveBackPages: (pages: number): void => db.exec(`PRAGMA incremental_vacuum(${Math.trunc(pages)})`),
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
