import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { TurnRecord } from '../../shared/evidence.ts'
import {
  AGENT_ROLES,
  type AgentRole,
  TURN_KINDS,
  TURN_STATES,
  type TurnKind,
  type TurnState,
} from '../../shared/words.ts'
import type { TurnChange, TurnUsage } from '../engine/records.ts'
import type { Database } from './database.ts'
import { returnMessages } from './messages.ts'
import { defineTable, flag, timestamp } from './table.ts'
import { agentTable } from './tables.ts'

export const turnTable = defineTable('turns', {
  id: z.string(),
  runId: z.string(),
  role: z.enum(AGENT_ROLES),
  kind: z.enum(TURN_KINDS),
  number: z.int(),
  taskId: z.string().nullable(),
  attemptId: z.string().nullable(),
  state: z.enum(TURN_STATES),
  detail: z.string().nullable(),
  agentId: z.string().nullable(),
  agentVersion: z.string().nullable(),
  sessionId: z.string().nullable(),
  tokens: z.int().nullable(),
  costMicros: z.int().nullable(),
  contextUsed: z.int().nullable(),
  contextSize: z.int().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  compacted: flag,
})

/** SQLite's sum of nothing but NULL is NULL: that no turn reported any. */
const sessionSums = defineTable(
  'turns',
  { turns: z.int(), costMicros: z.int().nullable() },
  { turns: 'count(*)', costMicros: 'sum(cost_micros)' },
)
const NEVER_USED = { turns: 0, costMicros: null }

type EndState = Exclude<TurnState, 'running'>
type NewTurn = Pick<TurnRecord, 'runId' | 'role' | 'kind' | 'taskId' | 'attemptId'> & { agentId: string }

/** What is told replaces what was noted; what is not stays. */
const USAGE_COLUMNS = ['tokens', 'cost_micros', 'context_used', 'context_size']
const SET_USAGE = USAGE_COLUMNS.map((column) => `${column} = coalesce(?, ${column})`).join(', ')
const usageValues = ({ tokens, costMicros, contextUsed, contextSize }: TurnUsage) => [
  tokens,
  costMicros,
  contextUsed,
  contextSize,
]

export function turnOperations(db: Database) {
  return {
    startTurn: (turn: NewTurn): TurnRecord =>
      db.transaction(() => {
        const { runId, role } = turn
        changeRole(db, runId, role, 'turns = turns + 1')
        db.run('UPDATE runs SET turns = turns + 1 WHERE id = ?', runId)
        const number = agentTable.one(db, 'WHERE run_id = ? AND role = ?', runId, role)?.turns ?? 1
        return turnTable.insert(db, { ...turn, id: randomUUID(), number, state: 'running', startedAt: timestamp() })
      }),

    noteTurnUsage: (turnId: string, usage: TurnUsage): void => {
      db.run(`UPDATE turns SET ${SET_USAGE} WHERE id = ? AND state = 'running'`, ...usageValues(usage), turnId)
    },

    noteTurnSession: (turnId: string, session: { sessionId: string; agentVersion: string | null }): void => {
      const sql = `UPDATE turns SET session_id = ?, agent_version = ? WHERE id = ? AND state = 'running'`
      db.run(sql, session.sessionId, session.agentVersion, turnId)
    },

    endTurn: (turnId: string, state: EndState, change: TurnChange): boolean => endTurn(db, turnId, state, change),

    listTurns: (runId: string): TurnRecord[] => turnTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId),

    lastAgentVersion: (runId: string, agentId: string): string | null => {
      const ofAgent = 'WHERE run_id = ? AND agent_id = ? AND agent_version IS NOT NULL ORDER BY seq DESC LIMIT 1'
      return turnTable.one(db, ofAgent, runId, agentId)?.agentVersion ?? null
    },

    countTurns: (attemptId: string): number =>
      Number(db.get('SELECT count(*) AS turns FROM turns WHERE attempt_id = ?', attemptId)?.['turns']),

    saveRoleFiles: (runId: string, role: AgentRole, files: { promptPath?: string; responsePath?: string }): void =>
      changeRole(
        db,
        runId,
        role,
        'last_prompt_path = coalesce(?, last_prompt_path), last_response_path = coalesce(?, last_response_path)',
        files.promptPath ?? null,
        files.responsePath ?? null,
      ),

    getRoleSession: (runId: string, role: AgentRole) => {
      const state = agentTable.one(db, 'WHERE run_id = ? AND role = ?', runId, role)
      if (!state) return { sessionId: null, turns: 0, rotationCount: 0 }
      return { sessionId: state.sessionId, turns: state.turns, rotationCount: state.rotationCount }
    },

    sessionUse: (runId: string, role: AgentRole, sessionId: string) => {
      const ofSession = 'WHERE run_id = ? AND role = ? AND session_id = ?'
      const { turns, costMicros } = sessionSums.one(db, ofSession, runId, role, sessionId) ?? NEVER_USED
      const last = turnTable.one(db, `${ofSession} ORDER BY seq DESC LIMIT 1`, runId, role, sessionId)
      const { contextUsed = null, contextSize = null } = last ?? {}
      return { turns, costMicros, contextUsed, contextSize }
    },

    transportTurnsInARow: (runId: string, role: AgentRole): number => {
      const last = `SELECT max(seq) FROM turns WHERE run_id = ? AND role = ? AND state IN ('finished', 'failed')`
      const sql = `SELECT count(*) AS turns FROM turns
        WHERE run_id = ? AND role = ? AND outcome = 'transport' AND seq > coalesce((${last}), 0)`
      return Number(db.get(sql, runId, role, runId, role)?.['turns'])
    },

    /** What the run waits for is what ended its newest turn: the want of a connection. */
    waitsForConnection: (runId: string): boolean => {
      const sql = `SELECT outcome = 'transport' AND detail = wait_reason AS waits
        FROM turns JOIN runs ON runs.id = run_id WHERE run_id = ? ORDER BY turns.seq DESC LIMIT 1`
      return db.get(sql, runId)?.['waits'] === 1
    },

    noteRotation: (runId: string, role: AgentRole): void =>
      changeRole(db, runId, role, 'rotation_count = rotation_count + 1'),

    forgetSession: (runId: string, role: AgentRole): void => changeRole(db, runId, role, 'session_id = NULL'),
  }
}

/** A judge's session is of no use to anybody else: neither to the next judge nor to who plans. */
const JUDGING: readonly TurnKind[] = ['check', 'review']

/** As the port says; also for turns that the end of an application cut. */
export function endTurn(db: Database, turnId: string, state: EndState, change: TurnChange): boolean {
  return db.transaction(() => {
    const { detail, sessionId, agentVersion, outcome } = change
    const sql = `UPDATE turns SET state = ?, detail = ?, outcome = ?, session_id = coalesce(?, session_id),
      agent_version = coalesce(?, agent_version), finished_at = ?, ${SET_USAGE} WHERE id = ? AND state = 'running'`
    const values = [state, detail, outcome ?? null, sessionId, agentVersion, timestamp(), ...usageValues(change)]
    if (db.run(sql, ...values, turnId) === 0) return false
    const turn = turnTable.one(db, 'WHERE id = ?', turnId)
    if (!turn) throw new Error(`Turn not found: ${turnId}`)
    const spent = 'UPDATE runs SET tokens = tokens + ?, cost_micros = cost_micros + ? WHERE id = ?'
    db.run(spent, turn.tokens ?? 0, turn.costMicros ?? 0, turn.runId)
    if (turn.sessionId !== null && !JUDGING.includes(turn.kind))
      changeRole(db, turn.runId, turn.role, 'session_id = ?', turn.sessionId)
    if (state !== 'finished') returnMessages(db, turnId)
    return true
  })
}

/** The role's row is made with its first change. */
function changeRole(
  db: Database,
  runId: string,
  role: AgentRole,
  assignment: string,
  ...values: (string | null)[]
): void {
  db.transaction(() => {
    const at = timestamp()
    db.run('INSERT INTO agents (run_id, role, updated_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', runId, role, at)
    db.run(`UPDATE agents SET ${assignment}, updated_at = ? WHERE run_id = ? AND role = ?`, ...values, at, runId, role)
  })
}
