import type { ArtifactRecord, CheckpointRecord, EventRecord, GateRecord, RunRecord } from '../../shared/domain.ts'
import type { Database } from './database.ts'
import { eventSearch } from './event-search.ts'
import { runLines } from './run-lines.ts'
import { runLists } from './run-lists.ts'
import { spendingLists } from './spending.ts'
import { artifactTable, checkpointTable, eventTable, gateTable, runTable } from './tables.ts'
import { usageSums } from './usage.ts'

/** More than one match is ambiguous, so a few are enough to say so. */
const MAX_MATCHES = 10

/** Of forks, one from another; more is a circle that somebody made by hand. */
const MAX_FORKS = 100

/** Reading that no decision rests on: for windows, terminals and files. */
export function lookups(db: Database) {
  return {
    /** Events of a run with an id greater than `after`, oldest first. */
    listEventsAfter: (runId: string, after: number, limit: number): EventRecord[] =>
      eventTable.list(db, 'WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?', runId, after, Math.max(0, limit)),
    hasRun: (runId: string): boolean => db.get('SELECT 1 FROM runs WHERE id = ?', runId) !== undefined,
    hasAttempt: (attemptId: string): boolean =>
      db.get('SELECT 1 FROM task_attempts WHERE id = ?', attemptId) !== undefined,
    findArtifact: (artifactId: string): ArtifactRecord | null => artifactTable.one(db, 'WHERE id = ?', artifactId),
    /** Files that a person attached, in that order; of a fork those of the runs that it comes from, which are its own once these are deleted. */
    listAttachments: (runId: string): ArtifactRecord[] => {
      for (let id = runId, steps = 0; steps < MAX_FORKS; steps++) {
        const found = artifactTable.list(db, `WHERE run_id = ? AND kind = 'attachment' ORDER BY seq`, id)
        const parent = found.length > 0 ? null : db.get('SELECT forked_from_run AS parent FROM runs WHERE id = ?', id)
        if (typeof parent?.['parent'] !== 'string') return found
        id = parent['parent']
      }
      return []
    },
    /** Throws `Artifact not found: <id>`. */
    getArtifact: (artifactId: string): ArtifactRecord => {
      const artifact = artifactTable.one(db, 'WHERE id = ?', artifactId)
      if (!artifact) throw new Error(`Artifact not found: ${artifactId}`)
      return artifact
    },
    /** Oldest first. */
    listCheckpoints: (runId: string): CheckpointRecord[] =>
      checkpointTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId),
    countCheckpoints: (runId: string): number =>
      Number(db.get('SELECT count(*) AS checkpoints FROM checkpoints WHERE run_id = ?', runId)?.['checkpoints']),
    /** Runs whose id begins with `prefix`, at most ten. */
    findRunsByPrefix: (prefix: string): RunRecord[] =>
      runTable.list(db, `${BEGINS_WITH} LIMIT ${MAX_MATCHES}`, ...range(prefix)),
    /** Checkpoints whose id begins with `prefix`, at most ten. */
    findCheckpointsByPrefix: (prefix: string): CheckpointRecord[] =>
      checkpointTable.list(db, `${BEGINS_WITH} LIMIT ${MAX_MATCHES}`, ...range(prefix)),
    /** Gates whose id begins with `prefix`, in whatever state, at most ten. */
    findGatesByPrefix: (prefix: string): GateRecord[] =>
      gateTable.list(db, `${BEGINS_WITH} LIMIT ${MAX_MATCHES}`, ...range(prefix)),
    ...eventSearch(db),
    ...runLines(db),
    ...runLists(db),
    ...usageSums(db),
    ...spendingLists(db),
  }
}

// A range of the index on ids: unlike LIKE it knows no wildcards.
const BEGINS_WITH = 'WHERE id >= ? AND id < ? ORDER BY id'
const range = (prefix: string): [string, string] => [prefix.toLowerCase(), `${prefix.toLowerCase()}\u{10ffff}`]
