import { z } from 'zod'
import { deliverySchema, type RunConfig, runConfigSchema } from '../../shared/config.ts'
import { openRunStatus } from '../../shared/run-status.ts'
import {
  DELIVERY_STATES,
  type FinalRunStatus,
  PLAN_REASONS,
  RESTORE_STATES,
  RUN_CONTROLS,
  RUN_STATUSES,
  type RunControl,
  SETUP_STATES,
} from '../../shared/words.ts'
import type { RunInternals, RunPatch } from '../engine/records.ts'
import { restoreRequestSchema } from './checkpoint-state.ts'
import type { Database } from './database.ts'
import { defineTable, flag, nullableJson, timestamp, toJson } from './table.ts'

/** A run that has ended is changed by nobody. */
export const NOT_ENDED = `status NOT IN ('completed', 'failed', 'cancelled')`

const optionalText = z.string().nullable()
const untriedPlanSchema = z.int().nullable()
const internalTable = defineTable('runs', {
  id: z.string(),
  control: z.enum(RUN_CONTROLS),
  controlReason: optionalText,
  waitUntil: optionalText,
  waitReason: optionalText,
  branch: optionalText,
  baseCommit: optionalText,
  headCommit: optionalText,
  needsPlan: z.enum(PLAN_REASONS).nullable(),
  planGuidance: optionalText,
  planByPerson: flag,
  untriedPlan: untriedPlanSchema,
  delivery: z.enum(DELIVERY_STATES),
  deliveryChoice: nullableJson(deliverySchema),
  setupState: z.enum(SETUP_STATES),
  worktreeReady: flag,
  startCommit: optionalText,
  restore: z.enum(RESTORE_STATES).nullable(),
  restoreRequest: nullableJson(restoreRequestSchema),
  turnFailures: z.int(),
  activeMs: z.int(),
  tokens: z.int(),
  costMicros: z.int(),
  turns: z.int(),
  budgetWarned: z.int(),
})

const runControlSchema = z.enum(RUN_CONTROLS)

const statusTable = defineTable('runs', {
  id: z.string(),
  status: z.enum(RUN_STATUSES),
  control: z.enum(RUN_CONTROLS),
  waitUntil: optionalText,
  openGates: z.int(),
  needsPlan: z.enum(PLAN_REASONS).nullable(),
  untriedPlan: untriedPlanSchema,
})

export function runOperations(db: Database) {
  return {
    readControl: (runId: string): RunControl => {
      const row = db.get('SELECT control FROM runs WHERE id = ?', runId)
      if (row === undefined) throw new Error(`Run not found: ${runId}`)
      return runControlSchema.parse(row['control'])
    },
    readUntriedPlan: (runId: string): number | null => {
      const row = db.get('SELECT untried_plan FROM runs WHERE id = ?', runId)
      if (row === undefined) throw new Error(`Run not found: ${runId}`)
      return untriedPlanSchema.parse(row['untried_plan'])
    },
    getInternals: (runId: string): RunInternals => readInternals(db, runId),
    patchRun: (runId: string, expect: RunPatch, patch: RunPatch): boolean => patchRun(db, runId, expect, patch),
    setConfig: (runId: string, config: RunConfig): void => {
      const text = toJson(runConfigSchema.parse(config))
      const changed = db.run('UPDATE runs SET config_json = ?, updated_at = ? WHERE id = ?', text, timestamp(), runId)
      if (changed === 0) throw new Error(`Run not found: ${runId}`)
    },
    finishRun: (runId: string, status: FinalRunStatus, summary: string): boolean => {
      const sql = `UPDATE runs SET status = ?, summary = ?, control = 'run', control_reason = NULL, wait_until = NULL,
        wait_reason = NULL, current_task_id = NULL, restore = NULL, restore_request_json = NULL, updated_at = ? WHERE id = ? AND ${NOT_ENDED}`
      return db.run(sql, status, summary, timestamp(), runId) === 1
    },
  }
}

export function readInternals(db: Database, runId: string): RunInternals {
  const stored = internalTable.one(db, 'WHERE id = ?', runId)
  if (!stored) throw new Error(`Run not found: ${runId}`)
  const { id: _, ...internals } = stored
  return internals
}

/** Sets `patch` where every member of `expect` holds and the run has not ended, and derives the status again. */
export function patchRun(db: Database, runId: string, expect: RunPatch, patch: RunPatch): boolean {
  const sets = columnsOf(patch)
  const tests = columnsOf(expect)
  const assignments = ['updated_at = ?', ...sets.map(({ column }) => `${column} = ?`)].join(', ')
  const conditions = ['id = ?', NOT_ENDED, ...tests.map(({ column }) => `${column} IS ?`)].join(' AND ')
  const values = [timestamp(), ...sets.map(({ value }) => value), runId, ...tests.map(({ value }) => value)]
  return db.transaction(() => {
    const changed = db.run(`UPDATE runs SET ${assignments} WHERE ${conditions}`, ...values) === 1
    if (changed) deriveStatus(db, runId)
    return changed
  })
}

/** The status of a run that has not ended follows from its facts; call it in the transaction that changes one of them. */
export function deriveStatus(db: Database, runId: string): void {
  const facts = statusTable.one(db, `WHERE id = ? AND ${NOT_ENDED}`, runId)
  if (!facts) return
  const status = openRunStatus(facts)
  if (status === facts.status) return
  db.run('UPDATE runs SET status = ?, updated_at = ? WHERE id = ?', status, timestamp(), runId)
}

function columnsOf(patch: RunPatch) {
  return Object.entries(patch).flatMap(([field, value]) =>
    value === undefined ? [] : [{ column: internalTable.columnOf(field), value: internalTable.encode(field, value) }],
  )
}
