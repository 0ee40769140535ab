import type { Database } from '../store/database.ts'

/** The newest event of all runs; 0: there is none. */
export const lastSeq = (db: Database): number => Number(db.get('SELECT max(seq) AS seq FROM events')?.['seq'] ?? 0)

/** Runs with an event after `seq`: whatever changes a run says so by one. In the order of their first such event. */
export const runsWithEventsAfter = (db: Database, seq: number): string[] =>
  db
    .all('SELECT run_id AS runId FROM events WHERE seq > ? GROUP BY run_id ORDER BY min(seq)', seq)
    .map(({ runId }) => String(runId))
