import type { Database } from './store/database.ts'
import { NOT_ENDED } from './store/runs.ts'

/** An unfinished run that may be able to go on now, or by itself later. */
export interface Candidate {
  runId: string
  /** When the limit that it waits for is over; null: it waits for none. */
  waitUntil: string | null
}

/**
 * Oldest first. Leaves out only what `nextStep` lets wait for a person: paused runs, and those with an open gate and no plan to try; and imported runs,
 * which have no commit to work on; and those in the trash. A cancelled run always goes on, to its end, and one that is to return to a
 * checkpoint until it did.
 */
export function findCandidates(db: Database): Candidate[] {
  // `+seq` keeps SQLite on the small index of what is unfinished.
  const sql = `SELECT id, CASE WHEN control = 'cancel' OR restore = 'requested' THEN NULL ELSE wait_until END AS waitUntil
    FROM runs WHERE ${NOT_ENDED} AND trash IS NULL AND (control = 'cancel' OR restore = 'requested' OR (
      control = 'run' AND base_commit IS NOT NULL AND (open_gates = 0 OR wait_until IS NOT NULL OR untried_plan IS NOT NULL)))
    ORDER BY +seq`
  return db
    .all(sql)
    .map(({ id, waitUntil }) => ({ runId: String(id), waitUntil: waitUntil === null ? null : String(waitUntil) }))
}

export interface Situation {
  /** Milliseconds since 1970. */
  now: number
  isDriven(runId: string): boolean
  /** Runs that could not be driven, and when to try again. */
  retryAt: ReadonlyMap<string, number>
}
export interface Round {
  /** Their limit's time has come. */
  wake: string[]
  /** May be driven, if their next step is one. */
  consider: string[]
  /** When to look again even if nothing is committed until then; null: no need. */
  lookAt: number | null
}

/** What to do with the candidates now. */
export function planRound(candidates: readonly Candidate[], { now, isDriven, retryAt }: Situation): Round {
  const round: Round = { wake: [], consider: [], lookAt: null }
  for (const { runId, waitUntil } of candidates) {
    if (isDriven(runId)) continue
    const dueAt = Math.max(waitUntil === null ? now : Date.parse(waitUntil), retryAt.get(runId) ?? now)
    if (dueAt > now) {
      round.lookAt = Math.min(round.lookAt ?? dueAt, dueAt)
      continue
    }
    if (waitUntil !== null) round.wake.push(runId)
    round.consider.push(runId)
  }
  return round
}
