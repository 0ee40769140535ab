import type { Database } from '../store/database.ts'

/** How much of the store is told: the newest event and the newest artifact of all runs, by `seq`; 0: there is none. */
export interface Told {
  events: number
  artifacts: number
}

export const newestOf = (db: Database): Told => ({
  events: Number(db.get('SELECT max(seq) AS seq FROM events')?.['seq'] ?? 0),
  artifacts: Number(db.get('SELECT max(seq) AS seq FROM artifacts')?.['seq'] ?? 0),
})

/**
 * Runs with an event or an artifact after `told`, in the order of their first such row. Whatever else changes a run says so by an
 * event; an artifact may come alone. `+run_id` keeps SQLite on the few new rows instead of the whole index on runs.
 */
export const runsChangedAfter = (db: Database, { events, artifacts }: Told): string[] => {
  const sql = `SELECT runId FROM (
      SELECT run_id AS runId, min(seq) AS seq FROM events WHERE seq > ? GROUP BY +run_id
      UNION ALL SELECT run_id, NULL FROM artifacts WHERE seq > ? GROUP BY +run_id)
    GROUP BY runId ORDER BY min(seq) NULLS LAST`
  return db.all(sql, events, artifacts).map(({ runId }) => String(runId))
}

/** Whether a gate was opened, answered or given up after `told`, even if the same ones are open as before. */
export const gatesChangedAfter = (db: Database, { events }: Told): boolean =>
  db.get(
    `SELECT 1 FROM events WHERE seq > ? AND kind IN ('gate_opened', 'gate_decided', 'gate_voided') LIMIT 1`,
    events,
  ) !== undefined
