import { z } from 'zod'
import { GROUP_OF_STATUS, type RunGroupName } from '../../shared/run-status.ts'
import type { GateRow } from '../../shared/views.ts'
import { AGENT_ROLES, GATE_KINDS, RUN_CONTROLS, RUN_STATUSES, TRASH_STATES, TURN_KINDS } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, type Stored, toJson } from './table.ts'

const text = z.string()
const optionalText = z.string().nullable()
const count = z.int()

const lineFields = {
  seq: count,
  id: text,
  goal: text,
  repoPath: text,
  status: z.enum(RUN_STATUSES),
  summary: optionalText,
  branch: optionalText,
  baseCommit: optionalText,
  createdAt: text,
  updatedAt: text,
  control: z.enum(RUN_CONTROLS),
  controlReason: optionalText,
  waitUntil: optionalText,
  waitReason: optionalText,
  openGates: count,
  untriedPlan: count.nullable(),
  tasksPending: count,
  tasksInProgress: count,
  tasksCompleted: count,
  tasksBlocked: count,
  tasksAbandoned: count,
  turns: count,
  activeMs: count,
  trash: z.enum(TRASH_STATES).nullable(),
  removedAt: optionalText,
}
const lineTable = defineTable('runs', lineFields)
/** What the list of runs shows of one: columns only, nothing recounted. */
export type RunLine = Stored<typeof lineFields>

const searchFields = {
  seq: count,
  goal: text,
  repoPath: text,
  branch: optionalText,
  status: z.enum(RUN_STATUSES),
  players: text,
}
// An id of an agent holds no blank. A predecessor's run names none, and a damaged one must not hide the others.
const searchTable = defineTable('runs', searchFields, {
  players: `iif(json_valid(config_json), concat_ws(' ', ${AGENT_ROLES.map((role) => `config_json ->> '$.agents.${role}.id'`).join(', ')}), '')`,
})

/** Which runs are looked for; null and '' leave nothing out. */
export interface RunSearch {
  /** In goal, repository path or branch, letter by letter, in whatever case. */
  words: string
  repoPath: string | null
  group: RunGroupName | null
  /** Plays a role. */
  agentId: string | null
}
const gateRowTable = defineTable('gates', {
  id: text,
  runId: text,
  kind: z.enum(GATE_KINDS),
  question: text,
  openedAt: text,
})

const runningFields = {
  id: text,
  runId: text,
  role: z.enum(AGENT_ROLES),
  kind: z.enum(TURN_KINDS),
  taskTitle: optionalText,
  attemptNumber: count.nullable(),
  startedAt: text,
}
const runningTable = defineTable('turns', runningFields, {
  taskTitle: '(SELECT title FROM tasks WHERE tasks.id = turns.task_id)',
  attemptNumber: '(SELECT attempt_number FROM task_attempts WHERE task_attempts.id = turns.attempt_id)',
})
export type RunningTurn = Stored<typeof runningFields>

/** Runs that a search looks at with one statement. */
const SEARCH_BATCH = 1_000
/** A list of values as one parameter, so that its length makes no new statement. */
const ONE_OF = 'IN (SELECT value FROM json_each(?))'

/** A run in the trash asks nobody. */
const NOT_REMOVED = 'NOT EXISTS (SELECT 1 FROM runs WHERE runs.id = gates.run_id AND runs.trash IS NOT NULL)'

/** What lists of runs are made of. Every answer is one statement or few, however many runs there are. */
export function runLines(db: Database) {
  return {
    getRunLine: (runId: string): RunLine => {
      const line = lineTable.one(db, 'WHERE id = ?', runId)
      if (!line) throw new Error(`Run not found: ${runId}`)
      return line
    },
    /** The place of a run in the order of runs; null if there is none of this id. */
    runSeq: (runId: string): number | null => {
      const seq = db.get('SELECT seq FROM runs WHERE id = ?', runId)?.['seq']
      return seq === undefined ? null : Number(seq)
    },
    /** Without those in the trash: the newest `limit` runs older than `before` (a seq), newest first. */
    listRunLines: (before: number, limit: number): RunLine[] =>
      lineTable.list(db, 'WHERE trash IS NULL AND seq < ? ORDER BY seq DESC LIMIT ?', before, Math.max(0, limit)),
    /** As `listRunLines`, of the runs that are looked for. */
    searchRunLines: (search: RunSearch, before: number, limit: number): RunLine[] =>
      lineTable.list(db, `WHERE seq ${ONE_OF} ORDER BY seq DESC`, toJson(searchRuns(db, search, before, limit))),
    /** Open gates, oldest first; of all runs without ids. */
    listOpenGateRows: (runIds?: readonly string[]): GateRow[] =>
      runIds === undefined
        ? gateRowTable.list(db, `WHERE state = 'open' AND ${NOT_REMOVED} ORDER BY seq`)
        : gateRowTable.list(
            db,
            `WHERE state = 'open' AND run_id ${ONE_OF} AND ${NOT_REMOVED} ORDER BY seq`,
            toJson(runIds),
          ),
    /** Turns that run now, oldest first. The few of all runs are looked at, not the many that these runs have had. */
    listRunningTurns: (runIds: readonly string[]): RunningTurn[] =>
      runningTable.list(
        db,
        `INDEXED BY turns_running WHERE state = 'running' AND run_id ${ONE_OF} ORDER BY seq`,
        toJson(runIds),
      ),
  }
}

/** Seqs, newest first. Not by LIKE: it has wildcards, and knows upper and lower case of ASCII only. */
function searchRuns(db: Database, search: RunSearch, before: number, limit: number): number[] {
  const wanted = search.words.toLowerCase()
  const isFound = ({ goal, repoPath, branch, status, players }: Stored<typeof searchFields>): boolean =>
    (search.repoPath === null || repoPath === search.repoPath) &&
    (search.group === null || GROUP_OF_STATUS[status] === search.group) &&
    (search.agentId === null || players.split(' ').includes(search.agentId)) &&
    [goal, repoPath, branch ?? ''].some((place) => place.toLowerCase().includes(wanted))
  const found: number[] = []
  let last = before
  while (found.length < limit) {
    const batch = searchTable.list(db, `WHERE trash IS NULL AND seq < ? ORDER BY seq DESC LIMIT ${SEARCH_BATCH}`, last)
    found.push(...batch.filter(isFound).map(({ seq }) => seq))
    const oldest = batch.at(-1)
    if (!oldest || batch.length < SEARCH_BATCH) break
    last = oldest.seq
  }
  return found.slice(0, Math.max(0, limit))
}
