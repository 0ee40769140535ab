import { z } from 'zod'
import type { CheckpointRecord } from '../../shared/domain.ts'
import { AGENT_ROLES, type AgentRole, PLAN_STATES, RUN_STATUSES, TASK_STATUSES } from '../../shared/words.ts'
import type { CheckpointState, StoredCheckpoint } from '../engine/records.ts'
import { checkpointStateSchema } from './checkpoint-state.ts'
import type { Database } from './database.ts'
import type { RunStore } from './run-store.ts'
import { deriveStatus, NOT_ENDED, readInternals } from './runs.ts'
import { defineTable, flag, json, nullableJson, timestamp, toJson } from './table.ts'

const text = z.string()
const storedTable = defineTable('checkpoints', {
  id: text,
  runId: text,
  status: z.enum(RUN_STATUSES),
  payload: json(z.unknown()),
  createdAt: text,
  state: nullableJson(checkpointStateSchema),
})
const taskTable = defineTable('tasks', {
  id: text,
  status: z.enum(TASK_STATUSES),
  countAfterSeq: z.int(),
  allowedPaths: json(z.array(text)),
})
const attemptTable = defineTable(
  'task_attempts',
  { seq: z.int(), isLive: flag, setAside: flag },
  {
    isLive: `(status = 'running')`,
  },
)
const planTable = defineTable('plans', { revision: z.int(), state: z.enum(PLAN_STATES) })
const agentTable = defineTable('agents', { role: z.enum(AGENT_ROLES), sessionId: text.nullable() })
const gateTable = defineTable('gates', { id: text })

const LAST_SETTLED = `FROM task_attempts WHERE task_attempts.task_id = tasks.id AND set_aside = 0
  AND task_attempts.status IN ('completed', 'failed', 'blocked') ORDER BY seq DESC LIMIT 1`
/** Whatever settles a task writes the same into its attempt, so both follow from the attempts that stand. */
const FROM_ATTEMPTS = `UPDATE tasks SET
  implementation_summary = coalesce((SELECT summary ${LAST_SETTLED}), iif(taken_from IS NULL, NULL, implementation_summary)),
  blocker_signature = iif(status = 'completed', NULL, (SELECT blocker_signature ${LAST_SETTLED}))
  WHERE run_id = ?`

/** Checkpoints with what they keep of the run. */
export function checkpointOperations(db: Database, runStore: RunStore) {
  const captureState = (runId: string): CheckpointState => db.read(() => capture(db, runId, runStore))
  return {
    captureState,
    /** A checkpoint of the run as it is now; call it in the transaction of what it stands for. */
    saveCheckpoint: (runId: string, payload: unknown): CheckpointRecord =>
      db.transaction(() => {
        const saved = runStore.addCheckpoint(runId, runStore.getRun(runId).status, payload)
        db.run('UPDATE checkpoints SET state_json = ? WHERE id = ?', toJson(captureState(runId)), saved.id)
        return saved
      }),
    findCheckpoint: (checkpointId: string): StoredCheckpoint | null => {
      const stored = storedTable.one(db, 'WHERE id = ?', checkpointId)
      return stored && split(stored)
    },
    newestCheckpoint: (runId: string): StoredCheckpoint | null => {
      const stored = storedTable.one(db, 'WHERE run_id = ? ORDER BY seq DESC LIMIT 1', runId)
      return stored && split(stored)
    },
    /** What a return would change that only the store can count. */
    compareWith: (runId: string, state: CheckpointState): StateChange => db.read(() => compare(db, runId, state)),
    applyState: (runId: string, state: CheckpointState): void => db.transaction(() => apply(db, runId, state)),
  }
}

export interface StateChange {
  /** Attempts that stand now and would not, those that work among them; and those that would stand again. */
  attempts: { aside: number; again: number }
  /** What a person has allowed tasks to change since, and would be asked again; and what would be allowed again. */
  paths: { dropped: string[]; again: string[] }
  sessions: { continued: AgentRole[]; dropped: AgentRole[] }
  /** By turns since. Null: none of them reported any. */
  spent: { turns: number; tokens: number | null; costMicros: number | null }
}

const spentTable = defineTable(
  'turns',
  { turns: z.int(), tokens: z.int().nullable(), costMicros: z.int().nullable() },
  { turns: 'count(*)', tokens: 'sum(tokens)', costMicros: 'sum(cost_micros)' },
)

function compare(db: Database, runId: string, state: CheckpointState): StateChange {
  const stood = (seq: number): boolean => state.attempts.some(([first, last]) => seq >= first && seq <= last)
  const attempts = attemptTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId)
  const held = agentTable.list(db, 'WHERE run_id = ? AND session_id IS NOT NULL', runId)
  const roles = held.map(({ role }) => role)
  const continued = roles.filter((role) => goesOn(db, runId, role, state))
  const spent = spentTable.one(db, 'WHERE run_id = ? AND seq > ?', runId, state.lastTurn)
  return {
    attempts: {
      aside: attempts.filter(({ seq, setAside }) => !setAside && !stood(seq)).length,
      again: attempts.filter(({ seq, setAside }) => setAside && stood(seq)).length,
    },
    paths: changedPaths(taskTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId), state),
    sessions: { continued, dropped: roles.filter((role) => !continued.includes(role)) },
    spent: spent ?? { turns: 0, tokens: null, costMicros: null },
  }
}

/** An empty list means everything, as `**` does. */
const named = (paths: readonly string[]): readonly string[] => (paths.length === 0 ? ['**'] : paths)

function changedPaths(
  now: readonly { id: string; allowedPaths: readonly string[] }[],
  { tasks }: CheckpointState,
): StateChange['paths'] {
  const pairs = tasks.flatMap(({ id, allowedPaths }) => {
    const task = now.find((one) => one.id === id)
    return task === undefined || allowedPaths === null
      ? []
      : [{ was: named(allowedPaths), is: named(task.allowedPaths) }]
  })
  const missing = (paths: readonly string[], from: readonly string[]) => paths.filter((one) => !from.includes(one))
  return {
    dropped: [...new Set(pairs.flatMap((pair) => missing(pair.is, pair.was)))],
    again: [...new Set(pairs.flatMap((pair) => missing(pair.was, pair.is)))],
  }
}

/** A session that went on since knows what was undone; a fresh one with a brief does not. */
function goesOn(db: Database, runId: string, role: AgentRole, { sessions }: CheckpointState): boolean {
  const session = sessions[role]
  return session !== undefined && turnsOf(db, runId, role, session.id) === session.turns
}

const split = ({ state, ...record }: ReturnType<typeof storedTable.read>): StoredCheckpoint => ({ record, state })

function capture(db: Database, runId: string, runStore: RunStore): CheckpointState {
  const internals = readInternals(db, runId)
  const { needsPlan, planGuidance, planByPerson, delivery, deliveryChoice, turnFailures, headCommit } = internals
  const plan = planTable.one(db, `WHERE run_id = ? AND state <> 'superseded' ORDER BY revision DESC LIMIT 1`, runId)
  const tasks = taskTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId)
  const agents = agentTable.list(db, 'WHERE run_id = ? AND session_id IS NOT NULL', runId)
  const gates = `WHERE run_id = ? AND state = 'open' AND turn_id IS NULL AND attempt_id IS NULL ORDER BY seq`
  return {
    v: 1,
    ...{ headCommit, needsPlan, planGuidance, planByPerson, delivery, deliveryChoice, turnFailures },
    replanCount: runStore.getRun(runId).replanCount,
    plan,
    untriedPlan: internals.untriedPlan,
    tasks: tasks.map(({ id, status, countAfterSeq, allowedPaths }) => ({
      id,
      status: status === 'in_progress' ? 'pending' : status,
      countAfter: countAfterSeq,
      allowedPaths,
    })),
    attempts: ranges(attemptTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId)),
    sessions: Object.fromEntries(
      agents.flatMap(({ role, sessionId: id }) =>
        id === null ? [] : [[role, { id, turns: turnsOf(db, runId, role, id) }]],
      ),
    ),
    gates: gateTable.list(db, gates, runId).map(({ id }) => id),
    lastTurn: Number(db.get('SELECT max(seq) AS seq FROM turns WHERE run_id = ?', runId)?.['seq'] ?? 0),
  }
}

const turnsOf = (db: Database, runId: string, role: string, sessionId: string): number => {
  const sql = 'SELECT count(*) AS turns FROM turns WHERE run_id = ? AND role = ? AND session_id = ?'
  return Number(db.get(sql, runId, role, sessionId)?.['turns'])
}

/** The attempts that stand, one range for neighbours among the run's attempts: as many ranges as there were returns, and one. */
function ranges(attempts: readonly { seq: number; isLive: boolean; setAside: boolean }[]): [number, number][] {
  const found: [number, number][] = []
  let isOpen = false
  for (const { seq, isLive, setAside } of attempts) {
    const stands = !isLive && !setAside
    const last = found.at(-1)
    if (stands && isOpen && last) last[1] = seq
    else if (stands) found.push([seq, seq])
    isOpen = stands
  }
  return found
}

/** Sets the run to a state; files, branch and gates are the engine's. A run that has ended is left alone. */
function apply(db: Database, runId: string, state: CheckpointState): void {
  const sql = `UPDATE runs SET head_commit = ?, needs_plan = ?, plan_guidance = ?, plan_by_person = ?, delivery = ?,
    delivery_choice_json = ?, turn_failures = ?, replan_count = ?, untried_plan = ?, current_task_id = NULL, wait_until = NULL, wait_reason = NULL,
    updated_at = ? WHERE id = ? AND ${NOT_ENDED}`
  const { headCommit, needsPlan, planGuidance, planByPerson, delivery, deliveryChoice, turnFailures } = state
  const choice = deliveryChoice === null ? null : toJson(deliveryChoice)
  const values = [headCommit, needsPlan, planGuidance, Number(planByPerson), delivery, choice, turnFailures]
  if (db.run(sql, ...values, state.replanCount, state.untriedPlan, timestamp(), runId) === 0) return
  applyAttempts(db, runId, state)
  applyTasks(db, runId, state)
  applyPlan(db, runId, state)
  for (const role of AGENT_ROLES) {
    const session = goesOn(db, runId, role, state) ? (state.sessions[role]?.id ?? null) : null
    const set = 'UPDATE agents SET session_id = ?, updated_at = ? WHERE run_id = ? AND role = ?'
    db.run(set, session, timestamp(), runId, role)
  }
  deriveStatus(db, runId)
}

function applyAttempts(db: Database, runId: string, { attempts }: CheckpointState): void {
  db.run('UPDATE task_attempts SET set_aside = 1 WHERE run_id = ?', runId)
  for (const [first, last] of attempts)
    db.run('UPDATE task_attempts SET set_aside = 0 WHERE run_id = ? AND seq BETWEEN ? AND ?', runId, first, last)
}

/** Tasks of later plans stay in the history as abandoned; what was allowed since is asked about again. */
function applyTasks(db: Database, runId: string, { tasks }: CheckpointState): void {
  const at = timestamp()
  const later = `run_id = ? AND status <> 'abandoned' AND id NOT IN (SELECT value FROM json_each(?))`
  const ids = toJson(tasks.map(({ id }) => id))
  db.run(`UPDATE tasks SET status = 'abandoned', updated_at = ? WHERE ${later}`, at, runId, ids)
  const set = `UPDATE tasks SET status = ?, count_after_seq = ?, allowed_paths_json = coalesce(?, allowed_paths_json), updated_at = ?
    WHERE id = ? AND run_id = ? AND (status <> ? OR count_after_seq <> ? OR allowed_paths_json <> coalesce(?, allowed_paths_json))`
  for (const { id, status, countAfter, allowedPaths } of tasks) {
    const paths = allowedPaths === null ? null : toJson(allowedPaths)
    db.run(set, status, countAfter, paths, at, id, runId, status, countAfter, paths)
  }
  db.run(FROM_ATTEMPTS, runId)
}

function applyPlan(db: Database, runId: string, { plan }: CheckpointState): void {
  const later = `UPDATE plans SET state = 'superseded' WHERE run_id = ? AND revision > ? AND state <> 'superseded'`
  db.run(later, runId, plan?.revision ?? 0)
  if (plan) db.run('UPDATE plans SET state = ? WHERE run_id = ? AND revision = ?', plan.state, runId, plan.revision)
}
