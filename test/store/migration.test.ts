import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { inspectFile, RefusedDatabase } from '../../electron/store/file-kind.ts'
import { nearestWord } from '../../electron/store/import-words.ts'
import { LATEST_VERSION, migrate } from '../../electron/store/migrations.ts'
import { RunStore } from '../../electron/store/run-store.ts'
import { openStore } from '../../electron/store/store.ts'
import * as words from '../../shared/words.ts'
import { FIXTURE, startScript, temporaryFolder } from './support.ts'

const TABLES = ['runs', 'agents', 'tasks', 'task_attempts', 'events', 'artifacts', 'checkpoints', 'approvals']
const UNFINISHED = '50018121-147a-4a26-972b-53ff553f673a'
type Rows = Record<string, unknown>[]

/** A data folder with the predecessor's file, after `change` was done to it. */
function predecessorHome(change: (db: DatabaseSync) => void = () => {}): string {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  copyFileSync(FIXTURE, file)
  edit(file, change)
  return file
}

function edit<T>(file: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** Every row with exactly the predecessor's columns, in his order. */
function content(file: string, orderBy: string): Record<string, Rows> {
  return edit(file, (db) =>
    Object.fromEntries(
      TABLES.map((table) => {
        const columns = columnsOf(FIXTURE, table).map((name) =>
          table === 'events' && name === 'id' ? `${orderBy} AS id` : name,
        )
        const order = table === 'agents' ? 'run_id, role' : orderBy
        return [table, db.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${order}`).all()]
      }),
    ),
  )
}

const columnsOf = (file: string, table: string): string[] =>
  edit(file, (db) =>
    db
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map(({ name }) => String(name)),
  )

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

test("the predecessor's file is migrated and loses nothing", () => {
  const file = predecessorHome()
  const before = content(file, 'rowid')
  openStore(file).close()
  const after = content(file, 'seq')

  expect(after['events']?.slice(0, 125)).toEqual(before['events'])
  expect(after['events']?.slice(125)).toMatchObject([
    { id: 126, run_id: UNFINISHED, kind: 'imported' },
    { id: 127, kind: 'imported' },
  ])
  expect(after['runs']).toEqual(
    before['runs']?.map((run) => (run['status'] === 'completed' ? run : { ...run, status: 'paused' })),
  )
  for (const table of ['agents', 'tasks', 'task_attempts', 'artifacts', 'checkpoints', 'approvals']) {
    expect(after[table], table).toEqual(before[table])
  }
  expect(before['tasks']).toHaveLength(8)
  expect(edit(file, (db) => db.prepare('SELECT count(*) AS n FROM imported_orphans').get())).toEqual({ n: 0 })
  const left = edit(file, (db) => db.prepare(`SELECT name FROM sqlite_schema WHERE name LIKE 'predecessor%'`).all())
  expect(left).toEqual([])
})

test('its unfinished runs are paused, not started, and can be read in full', () => {
  const file = predecessorHome()
  const store = openStore(file)
  const { run, facts } = store.readFacts(UNFINISHED)
  expect(run).toMatchObject({ status: 'paused', control: 'pause', replanCount: 1 })
  expect(store.getInternals(UNFINISHED).controlReason).toBe('imported')
  expect(facts).toMatchObject({
    live: [],
    needsPlan: null,
    counts: { pending: 2, in_progress: 1, blocked: 1, abandoned: 2 },
  })
  expect(store.listEvents(UNFINISHED, 1)[0]?.payload).toEqual({
    changes: [{ table: 'runs', id: UNFINISHED, column: 'status', was: 'running', now: 'paused' }],
  })
  const neverPlanned = store.runStore.listRuns()[0]?.id ?? ''
  expect(store.readFacts(neverPlanned).facts.needsPlan).toBe('first')
  expect(store.runStore.listRuns().map(({ status }) => status)).toEqual(['paused', 'paused', 'completed'])
  const blocked = facts.counts.blocked === 1 ? (store.listTasks(UNFINISHED, ['blocked'])[0]?.id ?? '') : ''
  expect(store.listAttempts(blocked).map(({ attemptNumber, result }) => [attemptNumber, result])).toEqual([
    [1, {}],
    [2, {}],
  ])
  expect(store.countedAttempts(blocked)).toEqual({ count: 2, lastSignature: 'tokenizer-needs-whole-input' })
  store.close()
})

test('it is backed up first, checked and readable by itself; a second opening changes nothing', () => {
  const file = predecessorHome()
  const before = content(file, 'rowid')
  openStore(file).close()
  const backups = path.join(path.dirname(file), 'backups')
  const [name = '', ...others] = readdirSync(backups)
  expect(others).toEqual([])
  expect(name).toMatch(/^triptych-v0-.*\.sqlite$/)
  expect(content(path.join(backups, name), 'rowid')).toEqual(before)
  if (process.platform !== 'win32') expect(statSync(path.join(backups, name)).mode & 0o777).toBe(0o600)
  const migrated = content(file, 'seq')
  openStore(file).close()
  expect(content(file, 'seq')).toEqual(migrated)
  expect(readdirSync(backups)).toEqual([name])
})

test('new rows go on after the old ones', () => {
  const file = predecessorHome((db) => db.exec('UPDATE events SET id = 5000 WHERE id = 125'))
  const store = openStore(file)
  expect(store.listEvents(UNFINISHED, 1)[0]?.id).toBe(5001)
  store.takeOver()
  const started = store.startAttempt(UNFINISHED, 'base')
  expect(started).toMatchObject({ task: { title: 'Task 4 (replanned)' }, attempt: { attemptNumber: 2 } })
  store.close()
})

test('rows that point to nothing are kept as orphans, with those that point to them', () => {
  const file = predecessorHome((db) => {
    db.exec(`DELETE FROM runs WHERE id = '20e348de-1dd9-41be-8973-f9a841e66d04'`)
    db.exec(`DELETE FROM tasks WHERE id = 'd462080b-2037-44e8-b043-bfed11b82673'`)
    db.exec(`UPDATE runs SET current_task_id = 'gone' WHERE id = '${UNFINISHED}'`)
    db.exec(`UPDATE artifacts SET metadata_json = x'00ff' WHERE run_id = '${UNFINISHED}'`)
  })
  const before = content(file, 'rowid')
  const store = openStore(file)
  expect(store.getRun(UNFINISHED).currentTaskId).toBeNull()
  expect(store.listEvents(UNFINISHED, 1)[0]?.payload).toMatchObject({
    changes: [
      { table: 'runs', id: UNFINISHED, column: 'current_task_id', was: 'gone', now: null },
      { column: 'status', was: 'running', now: 'paused' },
    ],
  })
  store.close()
  const after = content(file, 'seq')
  const orphans = edit(file, (db) => db.prepare('SELECT table_name, row_json FROM imported_orphans ORDER BY seq').all())
  const count = (table: string) => orphans.filter((orphan) => orphan['table_name'] === table).length
  expect(Object.fromEntries(TABLES.map((table) => [table, count(table)]))).toEqual({
    runs: 0,
    agents: 3,
    tasks: 2,
    task_attempts: 4,
    events: 3,
    artifacts: 2,
    checkpoints: 3,
    approvals: 3,
  })
  for (const table of ['agents', 'tasks', 'task_attempts', 'artifacts', 'checkpoints', 'approvals']) {
    expect((after[table]?.length ?? 0) + count(table), table).toBe(before[table]?.length)
  }
  const attempts = orphans.filter((orphan) => orphan['table_name'] === 'task_attempts')
  expect(attempts.map((orphan) => JSON.parse(String(orphan['row_json'])))).toEqual(before['task_attempts'])
  expect(orphans.map(({ row_json }) => String(row_json)).some((row) => row.includes('"metadata_json":"00FF"'))).toBe(
    true,
  )
})

test('an unknown word becomes the nearest closed one, and is told', () => {
  const task = '906a4690-6595-4dba-8094-05d12da7e5fa'
  const file = predecessorHome((db) => {
    db.exec(`UPDATE runs SET status = 'active' WHERE id = '${UNFINISHED}'`)
    db.exec(`UPDATE tasks SET status = 'Done' WHERE id = '${task}'`)
    db.exec(`UPDATE task_attempts SET status = 'weird' WHERE attempt_number = 2`)
    db.exec(`UPDATE approvals SET verdict = 'hm', source = 'user' WHERE run_id = '${UNFINISHED}'`)
    db.exec(`UPDATE artifacts SET role = 'narrator' WHERE run_id = '${UNFINISHED}'`)
    db.exec(`UPDATE agents SET role = 'narrator' WHERE run_id = '${UNFINISHED}' AND role = 'checker'`)
  })
  const store = openStore(file)
  expect(store.getTask(task).status).toBe('completed')
  expect(store.listApprovals(UNFINISHED)).toMatchObject([{ source: 'human', verdict: 'changes_requested' }])
  expect(store.runStore.listRecentAttempts(UNFINISHED).map(({ status }) => status)).toEqual(['blocked', 'interrupted'])
  expect(store.runStore.listArtifacts(UNFINISHED)).toMatchObject([{ role: null }])
  expect(store.listEvents(UNFINISHED, 1)).toMatchObject([
    {
      kind: 'imported',
      payload: {
        changes: [
          { table: 'runs', column: 'status', was: 'active', now: 'running' },
          { table: 'tasks', id: task, column: 'status', was: 'Done', now: 'completed' },
          { table: 'task_attempts', column: 'status', was: 'weird', now: 'interrupted' },
          { table: 'artifacts', column: 'role', was: 'narrator', now: null },
          { table: 'approvals', column: 'source', was: 'user', now: 'human' },
          { table: 'approvals', column: 'verdict', was: 'hm', now: 'changes_requested' },
          { table: 'runs', column: 'status', was: 'running', now: 'paused' },
        ],
      },
    },
  ])
  store.close()
  const orphans = edit(file, (db) => db.prepare('SELECT table_name FROM imported_orphans').all())
  expect(orphans).toEqual([{ table_name: 'agents' }])
})

test.each([
  ['running', 'running'],
  ['In-Progress', 'running'],
  ['success', 'completed'],
  ['canceled', 'cancelled'],
  ['', 'paused'],
  ['whatever', 'paused'],
])('run status %j is nearest to %s', (stored, nearest) => {
  expect(nearestWord(stored, { words: words.RUN_STATUSES, fallback: 'paused' })).toBe(nearest)
})

test('an attempt that ran in the predecessor is interrupted by taking over, and binds nothing', () => {
  const task = 'd462080b-2037-44e8-b043-bfed11b82673'
  const file = predecessorHome((db) => {
    db.exec(`UPDATE task_attempts SET status = 'running', attempt_number = 1 WHERE task_id = '${task}'`)
    db.exec(`UPDATE tasks SET status = 'in_progress' WHERE id = '${task}'`)
  })
  const store = openStore(file)
  expect(store.readFacts(UNFINISHED).facts.live).toHaveLength(2)
  expect(store.takeOver().interrupted).toHaveLength(2)
  expect(store.readFacts(UNFINISHED).facts).toMatchObject({ live: [], counts: { pending: 4, in_progress: 0 } })
  store.close()
})

test('a file of a newer version is refused, byte for byte untouched [fault 12]', () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  openStore(file).close()
  edit(file, (db) => db.exec(`PRAGMA user_version = ${LATEST_VERSION + 1}`))
  const [hash, files] = [hashOf(file), readdirSync(path.dirname(file))]
  expect(() => new RunStore(file)).toThrow(RefusedDatabase)
  expect(() => new RunStore(file)).toThrow(`(schema ${LATEST_VERSION + 1}; this one knows ${LATEST_VERSION})`)
  expect(hashOf(file)).toBe(hash)
  expect(readdirSync(path.dirname(file))).toEqual(files)
})

test('a newer version that is only in the write-ahead log is refused as well [fault 12]', async () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  openStore(file).close()
  const other = startScript('crash-newer.ts', file)
  await other.lines
  expect(existsSync(`${file}-wal`)).toBe(true)
  const hashes = () => [hashOf(file), hashOf(`${file}-wal`)]
  const before = hashes()
  expect(() => new RunStore(file)).toThrow(/written by a newer Triptych/)
  expect(hashes()).toEqual(before)
})

test.each([
  ['text', (file: string) => writeFileSync(file, 'Dear diary, today I was not a database.')],
  ['five bytes', (file: string) => writeFileSync(file, 'SQLit')],
  ["another program's database", (file: string) => edit(file, (db) => db.exec('CREATE TABLE bookmarks (url TEXT)'))],
  [
    "another program's version",
    (file: string) => edit(file, (db) => db.exec('CREATE TABLE runs (id TEXT); PRAGMA user_version = 1')),
  ],
  [
    "the predecessor's file with something more in it",
    (file: string) => {
      copyFileSync(FIXTURE, file)
      edit(file, (db) => db.exec('ALTER TABLE tasks ADD COLUMN secret TEXT'))
    },
  ],
])('a file that is not ours is refused untouched: %s', (_, make) => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  make(file)
  const [hash, files] = [hashOf(file), readdirSync(path.dirname(file))]
  expect(() => new RunStore(file)).toThrow(RefusedDatabase)
  expect(() => new RunStore(file)).toThrow(/Nothing was changed/)
  expect(hashOf(file)).toBe(hash)
  expect(readdirSync(path.dirname(file))).toEqual(files)
})

test('a migration that fails leaves the predecessor as he was', () => {
  // A task whose id is used twice cannot be kept: nothing is thrown away to make it fit.
  const file = predecessorHome((db) => {
    db.exec('CREATE TABLE copy AS SELECT * FROM tasks; DROP TABLE tasks; ALTER TABLE copy RENAME TO tasks')
    db.exec('INSERT INTO tasks SELECT * FROM tasks LIMIT 1')
  })
  const before = content(file, 'rowid')
  expect(() => new RunStore(file)).toThrow(/UNIQUE constraint failed: tasks.id/)
  expect(content(file, 'rowid')).toEqual(before)
  expect(edit(file, (db) => db.prepare('PRAGMA user_version').get())).toEqual({ user_version: 0 })
})

test('several processes may open a new or an old file at once', async () => {
  const fresh = path.join(temporaryFolder(), 'new', 'triptych.sqlite')
  const old = predecessorHome()
  const runs = Array.from({ length: 6 }, (_, n) => startScript('claim-all.ts', n % 2 ? fresh : old, UNFINISHED))
  for (const { child } of runs) child.stdin?.end()
  const claimed = (await Promise.all(runs.map(({ lines }) => lines))).flat().filter((line) => line !== 'none')
  expect(runs.map(({ child }) => child.exitCode)).toEqual([0, 0, 0, 0, 0, 0])
  expect(claimed).toHaveLength(2)
  expect(new Set(claimed).size).toBe(2)
  expect(readdirSync(path.join(path.dirname(old), 'backups'))).toHaveLength(1)
})

const CLOSED_SETS: [table: string, column: string, words: readonly string[]][] = [
  ['runs', 'status', words.RUN_STATUSES],
  ['runs', 'control', words.RUN_CONTROLS],
  ['runs', 'needs_plan', words.PLAN_REASONS],
  ['runs', 'delivery', words.DELIVERY_STATES],
  ['runs', 'setup_state', words.SETUP_STATES],
  ['runs', 'restore', words.RESTORE_STATES],
  ['runs', 'trash', words.TRASH_STATES],
  ['agents', 'role', words.AGENT_ROLES],
  ['tasks', 'status', words.TASK_STATUSES],
  ['task_attempts', 'status', words.ATTEMPT_STATUSES],
  ['task_attempts', 'phase', words.ATTEMPT_PHASES],
  ['artifacts', 'role', words.AGENT_ROLES],
  ['checkpoints', 'status', words.RUN_STATUSES],
  ['approvals', 'source', words.APPROVAL_SOURCES],
  ['approvals', 'verdict', words.APPROVAL_VERDICTS],
  ['plans', 'reason', words.PLAN_REASONS],
  ['plans', 'state', words.PLAN_STATES],
  ['turns', 'role', words.AGENT_ROLES],
  ['turns', 'kind', words.TURN_KINDS],
  ['turns', 'state', words.TURN_STATES],
  ['gates', 'kind', words.GATE_KINDS],
  ['messages', 'role', words.AGENT_ROLES],
  ['messages', 'mode', words.MESSAGE_MODES],
  ['gates', 'state', words.GATE_STATES],
  ['step_evidence', 'baseline', words.BASELINE_MARKS],
  ['history_losses', 'kind', words.HISTORY_LOSS_KINDS],
  ['saved_forms', 'kind', words.FORM_KINDS],
]

test.each([
  ['once, because another process was writing it', 1, 'ours'],
  ['again, though nobody touched it', Number.POSITIVE_INFINITY, 'malformed'],
])('a file that looks broken %s', (_, broken, expected) => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  openStore(file).close()
  let looks = 0
  const prepare = DatabaseSync.prototype.prepare
  const spy = vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
    if (sql === 'PRAGMA user_version') looks += 1
    if (looks <= broken) throw new Error('database disk image is malformed')
    return prepare.call(this, sql)
  })
  onTestFinished(() => spy.mockRestore())
  const look = () => inspectFile(file, LATEST_VERSION)
  if (expected === 'ours') expect(look()).toBe('ours')
  else expect(look).toThrow(expected)
  expect(looks).toBe(2)
})

test('a version that grew between looking and locking is refused too', () => {
  const db = openDatabase(':memory:')
  db.exec(`PRAGMA user_version = ${LATEST_VERSION + 1}`)
  expect(() => migrate(db, () => {})).toThrow(/written by a newer Triptych/)
  db.close()
})

test('the words that the database checks are those of the domain', () => {
  const store = openStore(':memory:')
  const sql = store.database.all(`SELECT name, sql FROM sqlite_schema WHERE type = 'table'`)
  const wordsOf = (table: string, column: string) => {
    const text = String(sql.find(({ name }) => name === table)?.['sql'])
    const list = text.match(new RegExp(`CHECK \\(${column} IN \\(([^)]*)\\)`))?.[1] ?? ''
    return list.split(', ').map((word) => word.slice(1, -1))
  }
  for (const [table, column, set] of CLOSED_SETS) expect(wordsOf(table, column), `${table}.${column}`).toEqual([...set])
  const checked = sql.flatMap(({ name, sql: text }) =>
    [...String(text).matchAll(/CHECK \((\w+) IN \('/g)].map((match) => `${String(name)}.${match[1]}`),
  )
  expect(checked.sort()).toEqual(
    [
      ...CLOSED_SETS.map(([table, column]) => `${table}.${column}`),
      'effects.state',
      'remembered_permissions.answer',
    ].sort(),
  )
  store.close()
})
