import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { TaskDraft } from '../../shared/domain.ts'
import type { PlanRecord } from '../../shared/evidence.ts'
import { PLAN_REASONS, PLAN_STATES, type PlanReason, type PlanState } from '../../shared/words.ts'
import { hashValue } from '../hash.ts'
import type { Database } from './database.ts'
import { defineTable, json, timestamp } from './table.ts'
import { draftsJson } from './tables.ts'

const texts = json(z.array(z.string()))
const planTable = defineTable('plans', {
  id: z.string(),
  runId: z.string(),
  revision: z.int(),
  reason: z.enum(PLAN_REASONS),
  state: z.enum(PLAN_STATES),
  summary: z.string(),
  tasks: draftsJson,
  risks: texts,
  questions: texts,
  hash: z.string(),
  baseCommit: z.string().nullable(),
  createdAt: z.string(),
})

interface Proposal {
  reason: PlanReason
  summary: string
  tasks: TaskDraft[]
  risks: string[]
  questions: string[]
  baseCommit: string | null
}

export function planOperations(db: Database) {
  return {
    proposePlan: (runId: string, { reason, baseCommit, ...plan }: Proposal): PlanRecord =>
      db.transaction(() => {
        const superseded = `UPDATE plans SET state = 'superseded' WHERE run_id = ? AND state = 'proposed'`
        db.run(superseded, runId)
        const last = db.get('SELECT max(revision) AS revision FROM plans WHERE run_id = ?', runId)?.['revision']
        const ids = { id: randomUUID(), runId, revision: Number(last ?? 0) + 1, createdAt: timestamp() }
        const hash = hashValue({ ...plan, tasks: plan.tasks.map((task) => ({ ...task })) })
        return planTable.insert(db, { ...ids, ...plan, reason, baseCommit, state: 'proposed', hash })
      }),
    getPlan: (runId: string, revision: number): PlanRecord => {
      const plan = planTable.one(db, 'WHERE run_id = ? AND revision = ?', runId, revision)
      if (!plan) throw new Error(`Plan not found: revision ${revision} of run ${runId}`)
      return plan
    },
    latestPlan: (runId: string): PlanRecord | null =>
      planTable.one(db, `WHERE run_id = ? AND state <> 'superseded' ORDER BY revision DESC LIMIT 1`, runId),
    /** All of a run, oldest first. */
    listPlans: (runId: string): PlanRecord[] => planTable.list(db, 'WHERE run_id = ? ORDER BY revision', runId),
    movePlan: (planId: string, from: PlanState, to: PlanState): boolean =>
      db.run('UPDATE plans SET state = ? WHERE id = ? AND state = ?', to, planId, from) === 1,
  }
}
