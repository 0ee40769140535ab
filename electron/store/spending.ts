import { z } from 'zod'
import { limitsSchema } from '../../shared/config.ts'
import { AGENT_ROLES, ATTEMPT_STATUSES, RUN_STATUSES } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { json } from './table.ts'

/** Which turns are summed: those that began since then (ISO), of one repository where that is not null. */
export interface Span {
  since: string
  repoPath: string | null
}

const count = z.int()
const text = z.string()
/** SQLite's sum of nothing but NULL is NULL: that no turn reported any. */
const sums = { turns: count, tokens: count.nullable(), costMicros: count.nullable() }
const SUMS = 'count(*) AS turns, sum(turns.tokens) AS tokens, sum(turns.cost_micros) AS costMicros'

const daySchema = z.object({
  day: text,
  role: z.enum(AGENT_ROLES),
  agentId: text.nullable(),
  ms: count,
  ...sums,
})
const attemptSchema = z.object({ status: z.enum(ATTEMPT_STATUSES), attemptNumber: count, ...sums })
const taskSchema = z.object({ taskId: text, runId: text, title: text, attempts: count, ...sums })
const runSchema = z.object({ status: z.enum(RUN_STATUSES), ...sums })
const openSchema = z.object({
  runId: text,
  goal: text,
  repoPath: text,
  limits: json(limitsSchema),
  activeMs: count,
  ...sums,
})

/** Beside the index on the start SQLite knows others, by which it would read all turns there ever were. */
const FROM = 'FROM turns INDEXED BY turns_by_start'
const IN_SPAN = `turns.started_at >= ?
  AND (? IS NULL OR EXISTS (SELECT 1 FROM runs WHERE runs.id = turns.run_id AND runs.repo_path = ?))`
const valuesOf = ({ since, repoPath }: Span) => [since, repoPath, repoPath]

/** A turn that runs has lasted until now; how long it waited for an answer is part of it. */
const MS = `CAST(round(sum((julianday(coalesce(turns.finished_at, ?)) - julianday(turns.started_at)) * 86400000)) AS INTEGER)`

/** What turns used in a span of days, and how the budgets of unfinished runs stand. Each is one statement. */
export function spendingLists(db: Database) {
  return {
    /** Of each day (of this machine's time zone, `YYYY-MM-DD`), role and agent that had a turn, oldest day first. `now`: ISO. */
    spentByDay: (span: Span, now: string) =>
      db
        .all(
          `SELECT date(turns.started_at, 'localtime') AS day, turns.role AS role, turns.agent_id AS agentId, ${MS} AS ms, ${SUMS}
          ${FROM} WHERE ${IN_SPAN} GROUP BY day, turns.role, turns.agent_id ORDER BY day, role, agentId`,
          now,
          ...valuesOf(span),
        )
        .map((row) => daySchema.parse(row)),
    /** Of each attempt that had a turn, in no order. */
    spentByAttempt: (span: Span) =>
      db
        .all(
          `SELECT task_attempts.status AS status, task_attempts.attempt_number AS attemptNumber, ${SUMS}
          ${FROM} CROSS JOIN task_attempts ON task_attempts.id = turns.attempt_id
          WHERE ${IN_SPAN} GROUP BY +turns.attempt_id`,
          ...valuesOf(span),
        )
        .map((row) => attemptSchema.parse(row)),
    /** The dearest tasks first: by what they cost, then by tokens. */
    dearestTasks: (span: Span, limit: number) =>
      db
        .all(
          `SELECT turns.task_id AS taskId, turns.run_id AS runId, count(DISTINCT turns.attempt_id) AS attempts, ${SUMS},
            (SELECT title FROM tasks WHERE tasks.id = turns.task_id) AS title
          ${FROM} WHERE ${IN_SPAN} AND turns.task_id IS NOT NULL GROUP BY +turns.task_id
          ORDER BY costMicros DESC NULLS LAST, tokens DESC NULLS LAST LIMIT ?`,
          ...valuesOf(span),
          limit,
        )
        .map((row) => taskSchema.parse(row)),
    /** Of each run that had a turn, in no order. */
    spentByRun: (span: Span) =>
      db
        .all(
          `SELECT runs.status AS status, ${SUMS} ${FROM} CROSS JOIN runs ON runs.id = turns.run_id
          WHERE ${IN_SPAN} GROUP BY +turns.run_id`,
          ...valuesOf(span),
        )
        .map((row) => runSchema.parse(row)),
    /** Runs that have not ended, newest first, over all of their turns, and what limits them. */
    openBudgets: (repoPath: string | null) =>
      db
        .all(
          `SELECT id AS runId, goal, repo_path AS repoPath, config_json -> '$.limits' AS limits, active_ms AS activeMs, turns,
            (SELECT sum(turns.tokens) FROM turns WHERE turns.run_id = runs.id) AS tokens,
            (SELECT sum(turns.cost_micros) FROM turns WHERE turns.run_id = runs.id) AS costMicros
          FROM runs INDEXED BY runs_unfinished
          WHERE status NOT IN ('completed', 'failed', 'cancelled') AND trash IS NULL AND base_commit IS NOT NULL
            AND (? IS NULL OR repo_path = ?) ORDER BY seq DESC`,
          repoPath,
          repoPath,
        )
        .map((row) => openSchema.parse(row)),
  }
}
