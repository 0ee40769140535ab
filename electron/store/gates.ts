import { randomUUID } from 'node:crypto'
import type { ApprovalRecord, GateRecord } from '../../shared/domain.ts'
import type { GateKind } from '../../shared/words.ts'
import type { NewGate } from '../engine/records.ts'
import type { Database } from './database.ts'
import { deriveStatus } from './runs.ts'
import { marks, timestamp } from './table.ts'
import { approvalTable, gateTable } from './tables.ts'

export function gateOperations(db: Database) {
  const getGate = (gateId: string): GateRecord => {
    const gate = gateTable.one(db, 'WHERE id = ?', gateId)
    if (!gate) throw new Error(`Gate not found: ${gateId}`)
    return gate
  }
  return {
    getGate,
    openGate: ({ taskId = null, attemptId = null, turnId = null, ...gate }: NewGate): GateRecord =>
      db.transaction(() => {
        const own = { id: randomUUID(), taskId, attemptId, turnId, approvalId: null, openedAt: timestamp() }
        const opened = gateTable.insert(db, { ...gate, ...own, state: 'open' })
        deriveStatus(db, gate.runId)
        return opened
      }),
    listGates: (runId: string): GateRecord[] => gateTable.list(db, 'WHERE run_id = ? ORDER BY seq', runId),
    listOpenGates: (runId?: string): GateRecord[] =>
      runId === undefined
        ? gateTable.list(db, `WHERE state = 'open' ORDER BY seq`)
        : gateTable.list(db, `WHERE run_id = ? AND state = 'open' ORDER BY seq`, runId),
    decideGate: (gateId: string, subjectHash: string, approvalId: string): boolean =>
      db.transaction(() => {
        const sql = `UPDATE gates SET state = 'decided', approval_id = ? WHERE id = ? AND state = 'open' AND subject_hash = ?`
        if (db.run(sql, approvalId, gateId, subjectHash) === 0) return false
        deriveStatus(db, getGate(gateId).runId)
        return true
      }),
    gateApproval: (gateId: string): ApprovalRecord | null =>
      approvalTable.one(db, 'WHERE id = (SELECT approval_id FROM gates WHERE id = ?)', gateId),
    voidGates: (runId: string, only: { turnId?: string; gateId?: string; kinds?: readonly GateKind[] } = {}): number =>
      db.transaction(() => {
        const { turnId, gateId, kinds } = only
        const ofTurn = turnId === undefined ? '' : 'AND turn_id = ?'
        const ofGate = gateId === undefined ? '' : 'AND id = ?'
        const ofKinds = kinds === undefined ? '' : `AND kind IN (${marks(kinds.length)})`
        const values = [
          runId,
          ...(turnId === undefined ? [] : [turnId]),
          ...(gateId === undefined ? [] : [gateId]),
          ...(kinds ?? []),
        ]
        const sql = `UPDATE gates SET state = 'void' WHERE run_id = ? AND state = 'open' ${ofTurn} ${ofGate} ${ofKinds}`
        const changed = db.run(sql, ...values)
        if (changed > 0) deriveStatus(db, runId)
        return changed
      }),
  }
}
