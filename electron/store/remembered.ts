import { z } from 'zod'
import type { PermissionAnswer } from '../engine/records.ts'
import type { Database } from './database.ts'
import { defineTable, timestamp } from './table.ts'

const limitTable = defineTable('agent_limits', { until: z.string(), detail: z.string() })
const permissionTable = defineTable('remembered_permissions', { answer: z.enum(['allow', 'reject']) })

/** What outlives the turn in which it was learned: limits of agents, answers to permission requests, trusted MCP servers. */
export function rememberedOperations(db: Database) {
  return {
    agentLimit: (agentId: string, now: string): { until: string; detail: string } | null => {
      const limit = limitTable.one(db, 'WHERE agent_id = ?', agentId)
      return limit !== null && Date.parse(limit.until) > Date.parse(now) ? limit : null
    },
    noteAgentLimit: (agentId: string, limit: { until: string; detail: string } | null): void => {
      if (limit === null) {
        db.run('DELETE FROM agent_limits WHERE agent_id = ?', agentId)
        return
      }
      const sql = `INSERT INTO agent_limits (agent_id, until, detail, noted_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (agent_id) DO UPDATE SET until = excluded.until, detail = excluded.detail, noted_at = excluded.noted_at`
      db.run(sql, agentId, limit.until, limit.detail, timestamp())
    },
    rememberPermission: (runId: string, key: string, answer: PermissionAnswer, approvalId: string): void => {
      const sql = `INSERT INTO remembered_permissions (run_id, key, answer, approval_id) VALUES (?, ?, ?, ?)
        ON CONFLICT (run_id, key) DO UPDATE SET answer = excluded.answer, approval_id = excluded.approval_id`
      db.run(sql, runId, key, answer, approvalId)
    },
    rememberedPermission: (runId: string, key: string): PermissionAnswer | null =>
      permissionTable.one(db, 'WHERE run_id = ? AND key = ?', runId, key)?.answer ?? null,
    isServerTrusted: (hash: string): boolean =>
      db.get('SELECT 1 AS trusted FROM trusted_servers WHERE hash = ?', hash) !== undefined,
    wasServerTrusted: (name: string): boolean =>
      db.get('SELECT 1 AS trusted FROM trusted_servers WHERE name = ? LIMIT 1', name) !== undefined,
    trustServer: (name: string, hash: string, approvalId: string): void => {
      const sql = `INSERT INTO trusted_servers (hash, name, approval_id, trusted_at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING`
      db.run(sql, hash, name, approvalId, timestamp())
    },
  }
}
