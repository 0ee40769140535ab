import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { submitVerdictSchema } from '../../shared/answers.ts'
import type { ReviewRecord } from '../../shared/evidence.ts'
import type { Database } from './database.ts'
import { defineTable, flag, nullableJson, timestamp } from './table.ts'

const reviewTable = defineTable('reviews', {
  id: z.string(),
  runId: z.string(),
  headCommit: z.string(),
  stepsDone: flag,
  strategyVerdict: nullableJson(submitVerdictSchema),
  checkerVerdict: nullableJson(submitVerdictSchema),
  objections: nullableJson(z.array(z.string())),
})
type ReviewPatch = Partial<Pick<ReviewRecord, 'stepsDone' | 'strategyVerdict' | 'checkerVerdict' | 'objections'>>

export function reviewOperations(db: Database) {
  return {
    /** One review per head: opened again, it goes on where it was. */
    openReview: (runId: string, headCommit: string): ReviewRecord =>
      db.transaction(() => {
        const known = reviewTable.one(db, 'WHERE run_id = ? AND head_commit = ?', runId, headCommit)
        if (known) return known
        const fresh = { stepsDone: false, strategyVerdict: null, checkerVerdict: null, objections: null }
        return reviewTable.insert(db, { id: randomUUID(), runId, headCommit, ...fresh }, { created_at: timestamp() })
      }),
    listReviews: (runId: string): ReviewRecord[] => reviewTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId),
    patchReview: (reviewId: string, patch: ReviewPatch): void => {
      const sets = Object.entries(patch).filter(([, value]) => value !== undefined)
      if (sets.length === 0) return
      const assignments = sets.map(([field]) => `${reviewTable.columnOf(field)} = ?`).join(', ')
      const values = sets.map(([field, value]) => reviewTable.encode(field, value))
      const changed = db.run(`UPDATE reviews SET ${assignments} WHERE id = ?`, ...values, reviewId)
      if (changed === 0) throw new Error(`Review not found: ${reviewId}`)
    },
  }
}
