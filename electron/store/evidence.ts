import { z } from 'zod'
import type { StepEvidence } from '../../shared/evidence.ts'
import type { VerificationSpan } from '../../shared/views.ts'
import { BASELINE_MARKS } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, flag } from './table.ts'

/** What was run, and how it ended. */
const STEP = {
  ownerId: z.string(),
  label: z.string(),
  command: z.string(),
  exitCode: z.int().nullable(),
  timedOut: flag,
  durationMs: z.number(),
}
const evidenceTable = defineTable('step_evidence', {
  ...STEP,
  log: z.string(),
  logArtifactId: z.string(),
  logLines: z.int(),
  logTail: z.string(),
  baseline: z.enum(BASELINE_MARKS).nullable(),
})

const spanSchema = z.object({ ...STEP, id: z.string(), endedAt: z.string() })
/** A log is written as soon as its step has ended. */
const SPANS = `SELECT artifacts.id, owner_id AS ownerId, label, command, exit_code AS exitCode, timed_out AS timedOut,
    duration_ms AS durationMs, artifacts.created_at AS endedAt
  FROM step_evidence JOIN artifacts ON artifacts.id = step_evidence.log_artifact_id
  WHERE step_evidence.run_id = ? ORDER BY step_evidence.seq DESC LIMIT ?`

export function evidenceOperations(db: Database) {
  return {
    addStepEvidence: (runId: string, ownerId: string, evidence: StepEvidence): void => {
      db.transaction(() => {
        if (db.get('SELECT 1 FROM step_evidence WHERE owner_id = ? AND label = ?', ownerId, evidence.label)) return
        evidenceTable.insert(db, { ownerId, ...evidence }, { run_id: runId })
      })
    },
    /** Of all attempts and reviews of a run, in the order they were run. */
    listRunEvidence: (runId: string): (StepEvidence & { ownerId: string })[] =>
      evidenceTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId),
    /** The last `limit` steps that were run, oldest first. */
    newestVerifications: (runId: string, limit: number): VerificationSpan[] =>
      db
        .all(SPANS, runId, Math.max(0, limit))
        .map((row) => spanSchema.parse(row))
        .reverse(),
    listStepEvidence: (ownerId: string): StepEvidence[] =>
      evidenceTable.list(db, 'WHERE owner_id = ? ORDER BY seq', ownerId).map(({ ownerId: _, ...evidence }) => evidence),
  }
}
