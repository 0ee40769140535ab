import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import {
  AGENT_ROLES,
  APPROVAL_SOURCES,
  APPROVAL_VERDICTS,
  ATTEMPT_STATUSES,
  RUN_STATUSES,
  TASK_STATUSES,
} from '../../shared/words.ts'
import type { Database } from './database.ts'
import { PREDECESSOR_TABLES } from './file-kind.ts'
import { nearestWord, type WordSet } from './import-words.ts'
import { timestamp, toJson } from './table.ts'

/** How one of the predecessor's tables (called `old`) becomes ours. */
interface Import {
  table: string
  /** Which rows have their run and task; the others are orphans. */
  fits: string
  /** Columns with a closed set of words. */
  words: Readonly<Record<string, WordSet>>
  /** Columns of ours that he did not have, as SQL. */
  added: Readonly<Record<string, string>>
}

const OF_A_RUN = 'old.run_id IN (SELECT id FROM runs)'
const RUN_STATUS: WordSet = { words: RUN_STATUSES, fallback: 'paused' }
const INTEGERS = ['cycle_count', 'replan_count', 'turns', 'rotation_count', 'attempt_count', 'attempt_number']
const OPTIONAL = [
  ...['summary', 'current_task_id', 'session_id', 'last_prompt_path', 'last_response_path'],
  ...['implementation_summary', 'blocker_signature', 'role'],
]

/** In an order in which every row comes after those it points to. */
const IMPORTS: readonly Import[] = [
  {
    table: 'runs',
    fits: 'true',
    words: { status: RUN_STATUS },
    added: { config_json: `'${toJson(DEFAULT_RUN_CONFIG).replaceAll("'", "''")}'` },
  },
  {
    table: 'agents',
    fits: `${OF_A_RUN} AND old.role IN (${AGENT_ROLES.map((role) => `'${role}'`).join(', ')})`,
    words: {},
    added: {},
  },
  { table: 'tasks', fits: OF_A_RUN, words: { status: { words: TASK_STATUSES, fallback: 'blocked' } }, added: {} },
  {
    table: 'task_attempts',
    fits: 'EXISTS (SELECT 1 FROM tasks WHERE tasks.id = old.task_id AND tasks.run_id = old.run_id)',
    words: { status: { words: ATTEMPT_STATUSES, fallback: 'interrupted' } },
    added: {
      phase: `iif(old.status = 'running', 'implement', 'settle')`,
      counted: `old.status IN ('failed', 'blocked')`,
      imported: '1',
    },
  },
  { table: 'events', fits: OF_A_RUN, words: {}, added: {} },
  { table: 'artifacts', fits: OF_A_RUN, words: { role: { words: AGENT_ROLES, fallback: null } }, added: {} },
  { table: 'checkpoints', fits: OF_A_RUN, words: { status: RUN_STATUS }, added: {} },
  {
    table: 'approvals',
    fits: OF_A_RUN,
    words: {
      source: { words: APPROVAL_SOURCES, fallback: 'policy' },
      verdict: { words: APPROVAL_VERDICTS, fallback: 'changes_requested' },
    },
    added: {},
  },
]

/** What the import could not keep in its place; it goes into the run's `imported` event. */
interface Change {
  runId: string
  table: string
  id: string
  column: string
  was: string
  now: string | null
}

export const hasPredecessorTables = (db: Database): boolean =>
  db.get(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'task_attempts'`) !== undefined

/** Frees the names; call it before our tables are made. */
export function setPredecessorAside(db: Database): void {
  for (const table of Object.keys(PREDECESSOR_TABLES)) db.exec(`ALTER TABLE ${table} RENAME TO predecessor_${table}`)
}

/** Copies every row into our tables and drops his. Call it inside the migration's transaction: a throw undoes it all. */
export function importPredecessor(db: Database): void {
  db.exec('CREATE TEMP TABLE imported_words (place TEXT, was TEXT, now TEXT, PRIMARY KEY (place, was))')
  const changes = IMPORTS.flatMap((source) => copyTable(db, source))
  changes.push(...restoreCurrentTasks(db), ...pauseUnfinished(db))
  tellChanges(db, changes)
  for (const { table } of IMPORTS) db.exec(`DROP TABLE predecessor_${table}`)
  db.exec('DROP TABLE temp.imported_words')
}

function copyTable(db: Database, source: Import): Change[] {
  const { table, words, added } = source
  const names = PREDECESSOR_TABLES[table] ?? []
  const fits = [source.fits, ...names.map((column) => `typeof(old.${column}) IN (${typesOf(table, column)})`)].join(
    ' AND ',
  )
  for (const [column, set] of Object.entries(words)) learnWords(db, table, column, set)
  const from = `FROM predecessor_${table} AS old WHERE`
  const values = { ...(table === 'agents' ? {} : { seq: 'old.rowid' }), ...copied(table, names, words), ...added }
  const inserted = db.run(
    `INSERT INTO ${table} (${Object.keys(values).join(', ')}) SELECT ${Object.values(values).join(', ')} ${from} ${fits}`,
  )
  // JSON holds no bytes.
  const members = names.map(
    (column) => `'${column}', iif(typeof(old.${column}) = 'blob', hex(old.${column}), old.${column})`,
  )
  const orphans = db.run(
    `INSERT INTO imported_orphans (table_name, row_json) SELECT '${table}', json_object(${members.join(', ')}) ${from} NOT (${fits})`,
  )
  const had = Number(db.get(`SELECT count(*) AS count FROM predecessor_${table}`)?.['count'])
  if (inserted + orphans !== had) {
    throw new Error(`The import of table ${table} would keep ${inserted + orphans} of ${had} rows; it was undone.`)
  }
  return Object.keys(words).flatMap((column) => replacedWords(db, source, column, fits))
}

/** Our column → SQL of its value. An event's id is its seq; a run's task is set once the tasks are there. */
function copied(table: string, names: readonly string[], words: Import['words']): Record<string, string> {
  const same = names.filter((column) => !(table === 'events' && column === 'id') && column !== 'current_task_id')
  return Object.fromEntries(
    same.map((column) => [column, column in words ? translated(table, column) : `old.${column}`]),
  )
}

const translated = (table: string, column: string): string => {
  const known = `FROM temp.imported_words WHERE place = '${table}.${column}' AND was = old.${column}`
  return `iif(EXISTS (SELECT 1 ${known}), (SELECT now ${known}), old.${column})`
}

function typesOf(table: string, column: string): string {
  if (INTEGERS.includes(column) || (table === 'events' && column === 'id')) return `'integer'`
  const isOptional = OPTIONAL.includes(column) && !(table === 'task_attempts' && column === 'summary')
  return isOptional ? `'text', 'null'` : `'text'`
}

function learnWords(db: Database, table: string, column: string, set: WordSet): void {
  const stored = db.all(`SELECT DISTINCT ${column} AS word FROM predecessor_${table} WHERE typeof(${column}) = 'text'`)
  for (const { word } of stored) {
    const was = String(word)
    const now = nearestWord(was, set)
    if (now === was) continue
    db.run('INSERT INTO temp.imported_words (place, was, now) VALUES (?, ?, ?)', `${table}.${column}`, was, now)
  }
}

function replacedWords(db: Database, { table }: Import, column: string, fits: string): Change[] {
  const runId = table === 'runs' ? 'old.id' : 'old.run_id'
  return db
    .all(
      `SELECT ${runId} AS runId, old.id AS id, words.was AS was, words.now AS now FROM predecessor_${table} AS old
       JOIN temp.imported_words AS words ON words.place = '${table}.${column}' AND words.was = old.${column}
       WHERE ${fits} ORDER BY old.rowid`,
    )
    .map((row) => changeOf(row, table, column))
}

function changeOf(row: Record<string, unknown>, table: string, column: string): Change {
  const now = row['now'] === null ? null : String(row['now'])
  return { runId: String(row['runId']), table, id: String(row['id']), column, was: String(row['was']), now }
}

function restoreCurrentTasks(db: Database): Change[] {
  const old = `FROM predecessor_runs AS old WHERE old.id = runs.id`
  const exists = 'EXISTS (SELECT 1 FROM tasks WHERE tasks.id = old.current_task_id)'
  db.run(`UPDATE runs SET current_task_id = (SELECT old.current_task_id ${old} AND ${exists})`)
  return db
    .all(
      `SELECT runs.id AS runId, runs.id AS id, old.current_task_id AS was, NULL AS now
       FROM runs JOIN predecessor_runs AS old ON old.id = runs.id
       WHERE old.current_task_id IS NOT NULL AND runs.current_task_id IS NULL ORDER BY runs.seq`,
    )
    .map((row) => changeOf(row, 'runs', 'current_task_id'))
}

/** Nothing that was imported starts by itself. A plan that was never approved is made anew once the run goes on. */
function pauseUnfinished(db: Database): Change[] {
  const unfinished = `status NOT IN ('completed', 'failed', 'cancelled')`
  const paused = db
    .all(`SELECT id AS runId, id, status AS was, 'paused' AS now FROM runs WHERE ${unfinished} ORDER BY seq`)
    .map((row) => changeOf(row, 'runs', 'status'))
  const reason = `CASE
    WHEN status IN ('planning', 'awaiting_approval') OR NOT EXISTS (SELECT 1 FROM tasks WHERE run_id = runs.id) THEN 'first'
    WHEN tasks_pending + tasks_in_progress = 0 AND tasks_blocked > 0 THEN 'blocked' END`
  db.run(
    `UPDATE runs SET needs_plan = ${reason}, control = 'pause', control_reason = 'imported', status = 'paused' WHERE ${unfinished}`,
  )
  return paused
}

function tellChanges(db: Database, changes: readonly Change[]): void {
  for (const [runId, own] of Map.groupBy(changes, (change) => change.runId)) {
    const isPaused = own.some(({ table, now }) => table === 'runs' && now === 'paused')
    const message = `Imported from a file of an earlier version${isPaused ? '; the run is paused' : ''}.`
    const payload = { changes: own.filter(({ was, now }) => was !== now).map(({ runId: _, ...change }) => change) }
    db.run(
      `INSERT INTO events (run_id, ts, source, kind, message, payload_json) VALUES (?, ?, 'system', 'imported', ?, ?)`,
      ...[runId, timestamp(), message, toJson(payload)],
    )
  }
}
