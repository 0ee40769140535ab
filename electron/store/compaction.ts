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
  /** Told once for each turn: what was told and then cut is deleted without another word. */
  const tell = (
    { id, runId, role, number }: CompactableTurn,
    { events, after }: { events: number; after: number },
    addEvent: (event: Omit<EventRecord, 'id' | 'ts'>) => void,
  ): void => {
    const where = `WHERE run_id = ? AND seq > ? AND kind = 'compacted' AND ${TURN_ID} = ? ORDER BY seq LIMIT 1`
    if (events === 0 || eventTable.one(db, where, runId, after, id) !== null) return
    const message = `The output of turn ${number} of ${role} is in its transcript only: ${events} events.`
    addEvent({ runId, source: role, kind: 'compacted', message, payload: { turnId: id, events } })
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
     * Deletes the turn's output: each call a piece of it, in a transaction of its own, until one returns true. The first one tells of all
     * of it, the last one marks the turn; what ended in between is gone on with. The newest event of the store stays in any case.
     */
    compactTurn: (
      turn: CompactableTurn,
      addEvent: (event: Omit<EventRecord, 'id' | 'ts'>) => void,
    ): (() => boolean) => {
      const range = rangeOf(turn)
      let isTold = false
      return () =>
        // Output that is gone without a word would look like a loss, so the word comes with the first of it.
        db.transaction(() => {
          const output = range && { ...turn, ...range }
          if (output && !isTold) tell(turn, { events: countOutput(db, output), after: range.after }, addEvent)
          isTold = true
          const isDone = output === null || deleteOutput(db, output) < DELETED_AT_ONCE
          if (isDone) db.run('UPDATE turns SET compacted = 1 WHERE id = ?', turn.id)
          return isDone
        })
    },
    /** Gives free pages back to the file system, at most so many; outside any transaction. Whether there are more. */
    giveBackPages: (pages: number): boolean => {
      db.exec(`PRAGMA incremental_vacuum(${Math.trunc(pages)})`)
      return Number(db.get('PRAGMA freelist_count')?.['freelist_count'] ?? 0) > 0
    },
  }
}

interface Output {
  runId: string
  role: AgentRole
  after: number
  before: number
}

const OUTPUT_OF_TURN = `run_id = ? AND seq > ? AND seq < ? AND source = ? AND ${OUTPUT}`
const NOT_NEWEST = 'seq < (SELECT max(seq) FROM events)'

function countOutput(db: Database, { runId, role, after, before }: Output): number {
  const sql = `SELECT count(*) AS events FROM events WHERE ${OUTPUT_OF_TURN} AND ${NOT_NEWEST}`
  return Number(db.get(sql, runId, after, before, role)?.['events'])
}

function deleteOutput(db: Database, { runId, role, after, before }: Output): number {
  const some = `SELECT seq FROM events WHERE ${OUTPUT_OF_TURN} LIMIT ?`
  return db.run(
    `DELETE FROM events WHERE seq IN (${some}) AND ${NOT_NEWEST}`,
    runId,
    after,
    before,
    role,
    DELETED_AT_ONCE,
  )
}
