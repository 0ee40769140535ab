import type {
  AgentStateRecord,
  ApprovalRecord,
  ArtifactRecord,
  CheckpointRecord,
  EventRecord,
  GateRecord,
} from '../../shared/domain.ts'
import type { TurnRecord } from '../../shared/evidence.ts'
import type { AttemptRow } from '../../shared/views.ts'
import type { Database, Value } from './database.ts'
import { marks, toJson } from './table.ts'
import {
  agentTable,
  approvalTable,
  artifactTable,
  attemptRowTable,
  checkpointTable,
  eventTable,
  gateTable,
} from './tables.ts'
import { turnTable } from './turns.ts'

const NEWEST_GATES = 'SELECT seq FROM gates WHERE run_id = ? ORDER BY seq DESC LIMIT ?'
/** A damaged text is nobody's hash. */
const RECORDED_HASH = `iif(json_valid(metadata_json), metadata_json ->> 'sha256', NULL)`

/** Bounded lists of one run, for windows. Oldest first, unless it says otherwise. */
export function runLists(db: Database) {
  return {
    /** One of each role that has had a turn, in no order. */
    listAgentStates: (runId: string): AgentStateRecord[] => agentTable.list(db, 'WHERE run_id = ?', runId),
    newestAttempts: (runId: string, limit: number): AttemptRow[] =>
      attemptRowTable.newest(db, limit, 'run_id = ?', runId),
    newestTurns: (runId: string, limit: number): TurnRecord[] => turnTable.newest(db, limit, 'run_id = ?', runId),
    newestApprovals: (runId: string, limit: number): ApprovalRecord[] =>
      approvalTable.newest(db, limit, 'run_id = ?', runId),
    newestArtifacts: (runId: string, limit: number): ArtifactRecord[] =>
      artifactTable.newest(db, limit, 'run_id = ?', runId),
    newestCheckpoints: (runId: string, limit: number): CheckpointRecord[] =>
      checkpointTable.newest(db, limit, 'run_id = ?', runId),
    /** The newest `limit`, and every open one that is older. */
    newestAndOpenGates: (runId: string, limit: number): GateRecord[] =>
      gateTable.list(
        db,
        `WHERE run_id = ? AND (state = 'open' OR seq IN (${NEWEST_GATES})) ORDER BY seq`,
        runId,
        runId,
        Math.max(0, limit),
      ),
    /** In no order; ids that are none are left out. */
    listApprovalsById: (ids: readonly string[]): ApprovalRecord[] =>
      approvalTable.list(db, 'WHERE id IN (SELECT value FROM json_each(?))', toJson(ids)),
    /** Those with `after` < id < `before`; without `after` the newest of them, with it the oldest. `source` as stored. */
    pageOfEvents: (
      runId: string,
      { before, after, source, limit }: { before?: number; after?: number; source?: string; limit: number },
    ): EventRecord[] => {
      const ofSource = source === undefined ? '' : 'AND source = ?'
      const where = `run_id = ? AND seq > ? AND seq < ? ${ofSource}`
      const values: Value[] = [runId, after ?? 0, before ?? Number.MAX_SAFE_INTEGER]
      if (source !== undefined) values.push(source)
      if (after === undefined) return eventTable.newest(db, limit, where, ...values)
      return eventTable.list(db, `WHERE ${where} ORDER BY seq LIMIT ?`, ...values, Math.max(0, limit))
    },
    /** The newest `limit` artifacts older than the one named, newest first; of any kind if `kinds` is empty. */
    pageOfArtifacts: (
      runId: string,
      { before, kinds, limit }: { before: ArtifactRecord | null; kinds: readonly string[]; limit: number },
    ): ArtifactRecord[] => {
      const older = before === null ? '' : 'AND seq < (SELECT seq FROM artifacts WHERE id = ?)'
      const ofKinds = kinds.length === 0 ? '' : `AND kind IN (${marks(kinds.length)})`
      const values = [runId, ...(before === null ? [] : [before.id]), ...kinds]
      return artifactTable.newest(db, limit, `run_id = ? ${older} ${ofKinds}`, ...values).reverse()
    },
    /** The newest diff of the run with these bytes. */
    findDiff: (runId: string, sha256: string): ArtifactRecord | null =>
      artifactTable.newest(db, 1, `run_id = ? AND kind = 'diff' AND ${RECORDED_HASH} = ?`, runId, sha256)[0] ?? null,
  }
}
