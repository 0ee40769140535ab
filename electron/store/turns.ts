import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { TurnRecord } from '../../shared/evidence.ts'
import { AGENT_ROLES, type AgentRole, TURN_KINDS, TURN_STATES, type TurnState } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, timestamp } from './table.ts'
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
  tokens: z.int().nullable(),
  costMicros: z.int().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
})

type NewTurn = Pick<TurnRecord, 'runId' | 'role' | 'kind' | 'taskId' | 'attemptId'>
interface TurnEnd {
  detail: string | null
  tokens: number | null
  costMicros: number | null
  sessionId: string | null
}

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

    endTurn: (turnId: string, state: Exclude<TurnState, 'running'>, change: TurnEnd): boolean =>
      db.transaction(() => {
        const sql = `UPDATE turns SET state = ?, detail = ?, tokens = ?, cost_micros = ?, session_id = ?, finished_at = ?
          WHERE id = ? AND state = 'running'`
        const { detail, tokens, costMicros, sessionId } = change
        if (db.run(sql, state, detail, tokens, costMicros, sessionId, timestamp(), turnId) === 0) return false
        const turn = turnTable.one(db, 'WHERE id = ?', turnId)
        if (!turn) throw new Error(`Turn not found: ${turnId}`)
        const spent = 'UPDATE runs SET tokens = tokens + ?, cost_micros = cost_micros + ? WHERE id = ?'
        db.run(spent, tokens ?? 0, costMicros ?? 0, turn.runId)
        if (sessionId !== null) changeRole(db, turn.runId, turn.role, 'session_id = ?', sessionId)
        return true
      }),

    listTurns: (runId: string): TurnRecord[] => turnTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId),

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

    noteRotation: (runId: string, role: AgentRole): void =>
      changeRole(db, runId, role, 'rotation_count = rotation_count + 1'),
  }
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
