import { z } from 'zod'
import type { StepEvidence } from '../../shared/evidence.ts'
import { BASELINE_MARKS } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, flag } from './table.ts'

const evidenceTable = defineTable('step_evidence', {
  ownerId: z.string(),
  label: z.string(),
  command: z.string(),
  exitCode: z.int().nullable(),
  timedOut: flag,
  durationMs: z.number(),
  log: z.string(),
  logArtifactId: z.string(),
  logLines: z.int(),
  logTail: z.string(),
  baseline: z.enum(BASELINE_MARKS).nullable(),
})

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
    listStepEvidence: (ownerId: string): StepEvidence[] =>
      evidenceTable.list(db, 'WHERE owner_id = ? ORDER BY seq', ownerId).map(({ ownerId: _, ...evidence }) => evidence),
  }
}
