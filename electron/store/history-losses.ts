import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type HistoryLoss, isBlocking, lossText } from '../../shared/history-loss.ts'
import { HISTORY_LOSS_KINDS } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { NOT_ENDED, patchRun } from './runs.ts'
import { defineTable, timestamp } from './table.ts'
import { eventTable } from './tables.ts'

const lossTable = defineTable('history_losses', {
  id: z.string(),
  kind: z.enum(HISTORY_LOSS_KINDS),
  expectedEventId: z.int().nullable(),
  foundEventId: z.int(),
  markedAt: z.string().nullable(),
  foundAt: z.string(),
  acknowledgedAt: z.string().nullable(),
})
const unfinishedRuns = defineTable('runs', { id: z.string() })

export function lossOperations(db: Database) {
  return {
    /** What nobody has acknowledged yet, oldest first. */
    openLosses: (): HistoryLoss[] => lossTable.list(db, 'WHERE acknowledged_at IS NULL ORDER BY seq'),
    /** The one because of which nothing is driven; null: none. */
    blockingLoss: (): HistoryLoss | null =>
      lossTable.list(db, 'WHERE acknowledged_at IS NULL ORDER BY seq').find(isBlocking) ?? null,
    /** All that a person was told; how many. Runs stay paused until they are resumed. */
    acknowledgeLosses: (): number =>
      db.run('UPDATE history_losses SET acknowledged_at = ? WHERE acknowledged_at IS NULL', timestamp()),
  }
}

export type FoundLoss = Pick<HistoryLoss, 'kind' | 'expectedEventId' | 'foundEventId' | 'markedAt'>

/** Writes down what was found and pauses what has not ended, in the caller's transaction. A restore needs no acknowledgement: a person started it. */
export function recordLoss(db: Database, found: FoundLoss): HistoryLoss {
  const foundAt = timestamp()
  const acknowledgedAt = found.kind === 'restored' ? foundAt : null
  const loss = lossTable.insert(db, { id: randomUUID(), ...found, foundAt, acknowledgedAt })
  if (isBlocking(loss)) pauseUnfinished(db, 'history', lossText(loss))
  if (loss.kind === 'restored') pauseUnfinished(db, 'restored', lossText(loss))
  return loss
}

function pauseUnfinished(db: Database, controlReason: string, message: string): void {
  for (const { id: runId } of unfinishedRuns.list(db, `WHERE ${NOT_ENDED} ORDER BY +seq`)) {
    if (!patchRun(db, runId, { control: 'run' }, { control: 'pause', controlReason })) continue
    const payload = { reason: controlReason }
    eventTable.insert(db, { runId, ts: timestamp(), source: 'system', kind: 'run_paused', message, payload })
  }
}
