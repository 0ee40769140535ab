import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { MessageRecord } from '../../shared/evidence.ts'
import { AGENT_ROLES, type AgentRole, MESSAGE_MODES, type MessageMode } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, timestamp } from './table.ts'

const messageTable = defineTable('messages', {
  id: z.string(),
  runId: z.string(),
  role: z.enum(AGENT_ROLES),
  mode: z.enum(MESSAGE_MODES),
  text: z.string(),
  createdAt: z.string(),
  turnId: z.string().nullable(),
  sentAt: z.string().nullable(),
})

/** A person's messages to roles. */
export function messageOperations(db: Database) {
  return {
    addMessage: (runId: string, role: AgentRole, mode: MessageMode, text: string): MessageRecord =>
      messageTable.insert(db, { id: randomUUID(), runId, role, mode, text, createdAt: timestamp() }),
    waitingMessages: (runId: string, role: AgentRole): MessageRecord[] =>
      messageTable.list(db, 'WHERE run_id = ? AND role = ? AND sent_at IS NULL ORDER BY seq', runId, role),
    markMessageSent: (messageId: string, turnId: string): boolean => {
      const sql = 'UPDATE messages SET turn_id = ?, sent_at = ? WHERE id = ? AND sent_at IS NULL'
      return db.run(sql, turnId, timestamp(), messageId) === 1
    },
    sentMessages: (runId: string, role: AgentRole, limit: number): MessageRecord[] =>
      messageTable.newest(db, limit, 'run_id = ? AND role = ? AND sent_at IS NOT NULL', runId, role),
    /** All of a run, oldest first. */
    listMessages: (runId: string): MessageRecord[] => messageTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId),
    /** The newest of a run, oldest first. */
    newestMessages: (runId: string, limit: number): MessageRecord[] =>
      messageTable.newest(db, limit, 'run_id = ?', runId),
  }
}

/** What a turn was told is told to the next one again: nobody knows how much of it the agent took in. */
export function returnMessages(db: Database, turnId: string): void {
  db.run('UPDATE messages SET turn_id = NULL, sent_at = NULL WHERE turn_id = ?', turnId)
}
