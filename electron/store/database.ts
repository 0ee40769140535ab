import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite'

export type Value = SQLInputValue
export type Row = Record<string, SQLOutputValue>

/** One connection. Everything is synchronous; every SQL text is prepared once and kept. */
export interface Database {
  readonly file: string
  /** Several statements, without parameters: schema and settings. */
  exec(sql: string): void
  get(sql: string, ...values: Value[]): Row | undefined
  all(sql: string, ...values: Value[]): Row[]
  /** How many rows changed. Outside a transaction it is one of its own. */
  run(sql: string, ...values: Value[]): number
  /** A write with `RETURNING`: its rows. Outside a transaction it is one of its own. */
  returning(sql: string, ...values: Value[]): Row[]
  /** `BEGIN IMMEDIATE`; nests by joining. A throw at any depth rolls everything back, even if it is caught further out. */
  transaction<T>(work: () => T): T
  /** One consistent view for several reads; joins a transaction that is open. */
  read<T>(work: () => T): T
  /** Called after each commit that changed rows, and for other connections' commits while `watch` is on. Returns its undo. */
  subscribe(listener: () => void): () => void
  /** Looks for commits of other connections, at least every 500 ms. Does not keep the process alive. Returns its undo. */
  watch(intervalMs: number): () => void
  /** The whole content as one file's bytes, the log included: all of it in memory. */
  image(): Uint8Array
  close(): void
}

/** What looking at a database takes. */
export type Reader = Pick<Database, 'file' | 'get' | 'all' | 'read' | 'image'>

export interface DatabaseHooks {
  /** Called with the write lock held, before the work of each outermost transaction. A throw undoes the transaction. */
  beforeWrite?(): unknown
}

/** Older versions can corrupt a database in WAL mode when its log is reset. */
const OLDEST_SQLITE = [3, 51, 3] as const
const BUSY_TIMEOUT_MS = 5_000
/** Within this time SQLite looks for a lock about five times. */
const LOOK_AGAIN_MS = 20
const SQLITE_BUSY = 5
const MAX_WATCH_INTERVAL_MS = 500

/** Throws if this SQLite is older than 3.51.3. */
export function requireSqlite(version: string): void {
  const parts = version.split('.').map(Number)
  for (const [place, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[place] ?? 0
    if (part > oldest) return
    if (part < oldest) {
      throw new Error(
        `This runtime has SQLite ${version}, which can damage a database; Triptych needs ${OLDEST_SQLITE.join('.')} or newer. Use Node 24.21 or newer.`,
      )
    }
  }
}

/** It must come before the first table, and is a write each time it is set. */
const INCREMENTAL = 2
const SETTINGS = `
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA mmap_size = 0;
  PRAGMA temp_store = MEMORY;
  PRAGMA secure_delete = ON;
  PRAGMA journal_size_limit = 67108864;
`

/** Opens a connection with the product's settings; makes an empty file if there is none. Knows nothing of the schema. */
export function openDatabase(file: string, hooks: DatabaseHooks = {}): Database {
  const connection = connect(file)
  const statements = new Map<string, Statement>()
  const prepared: Prepare = (sql) => {
    const known = statements.get(sql)
    if (known) return known
    const statement = prepare(connection, sql)
    statements.set(sql, statement)
    return statement
  }
  const commits = commitListeners()
  const { transaction, read, changed } = transactions(connection, prepared, commits.announce, hooks)
  const stops = new Set<() => void>()

  return {
    file,
    exec: (sql) => connection.exec(sql),
    get: (sql, ...values) => prepared(sql).get(...values),
    all: (sql, ...values) => prepared(sql).all(...values),
    run: (sql, ...values) => transaction(() => changed(Number(prepared(sql).run(...values).changes))),
    returning: (sql, ...values) =>
      transaction(() => {
        const rows = prepared(sql).all(...values)
        changed(rows.length)
        return rows
      }),
    transaction,
    read,
    subscribe: commits.subscribe,
    watch: (intervalMs) => {
      const stop = watchCommits(
        () => prepared('PRAGMA data_version').get()?.['data_version'],
        commits.announce,
        intervalMs,
      )
      stops.add(stop)
      return stop
    },
    image: () => connection.serialize(),
    close: () => {
      for (const stop of stops) stop()
      commits.clear()
      statements.clear()
      connection.close()
    },
  }
}

function connect(file: string): DatabaseSync {
  const connection = new DatabaseSync(file, {
    timeout: BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: true,
    enableDoubleQuotedStringLiterals: false,
    allowExtension: false,
    defensive: true,
  })
  try {
    requireSqlite(String(connection.prepare('SELECT sqlite_version() AS version').get()?.['version']))
    if (connection.prepare('PRAGMA auto_vacuum').get()?.['auto_vacuum'] !== INCREMENTAL)
      connection.exec('PRAGMA auto_vacuum = INCREMENTAL')
    connection.exec(SETTINGS)
    const mode = connection.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
    if (mode !== 'wal' && mode !== 'memory') {
      throw new Error(
        `${file} cannot use a write-ahead log (it is in mode ${mode}). Put the data folder on a local disk.`,
      )
    }
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

type Prepare = (sql: string) => Statement
type Statement = ReturnType<typeof prepare>

/** Rows are taken as arrays and named here: an object that SQLite's binding makes of twenty columns takes twice as long. */
function prepare(connection: DatabaseSync, sql: string) {
  const statement = connection.prepare(sql)
  statement.setReturnArrays(true)
  const names = statement.columns().map(({ name }) => name)
  const named = (values: Readonly<Record<number, SQLOutputValue>>): Row => {
    const row: Row = {}
    for (let at = 0; at < names.length; at++) row[names[at] ?? ''] = values[at] ?? null
    return row
  }
  return {
    run: (...values: Value[]) => statement.run(...values),
    get: (...values: Value[]): Row | undefined => {
      const found = statement.get(...values)
      return found && named(found)
    },
    all: (...values: Value[]): Row[] => statement.all(...values).map(named),
  }
}

/**
 * SQLite looks for a lock less and less often, at last every 100 ms, so that who waits may never meet the gap between two transactions of
 * a busy writer. Here it is looked for every few milliseconds, for as long.
 */
function beginWrite(prepared: Prepare): void {
  const untilMs = performance.now() + BUSY_TIMEOUT_MS
  prepared(`PRAGMA busy_timeout = ${LOOK_AGAIN_MS}`).get()
  try {
    while (!triedToBegin(prepared, untilMs));
  } finally {
    prepared(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`).get()
  }
}

/** False: somebody else writes, and there is time left. */
function triedToBegin(prepared: Prepare, untilMs: number): boolean {
  try {
    prepared('BEGIN IMMEDIATE').run()
    return true
  } catch (error) {
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
    if (isBusy && performance.now() < untilMs) return false
    throw error
  }
}

function transactions(connection: DatabaseSync, prepared: Prepare, announce: () => void, hooks: DatabaseHooks) {
  let open: 'none' | 'read' | 'write' = 'none'
  let spoiled = false
  let wrote = false

  const outermost = <T>(kind: 'read' | 'write', work: () => T): T => {
    if (kind === 'write') beginWrite(prepared)
    else prepared('BEGIN').run()
    open = kind
    spoiled = false
    wrote = false
    try {
      if (kind === 'write') hooks.beforeWrite?.()
      const result = work()
      if (result instanceof Promise) throw new Error('A transaction cannot wait: its work returned a promise')
      if (spoiled) throw new Error('A part of this transaction failed, so none of it was kept')
      prepared('COMMIT').run()
      return result
    } catch (error) {
      // A full disk or an I/O error ends the transaction by itself.
      if (connection.isTransaction) prepared('ROLLBACK').run()
      wrote = false
      throw error
    } finally {
      open = 'none'
      if (wrote) announce()
    }
  }

  const joined = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      spoiled = true
      throw error
    }
  }

  return {
    transaction: <T>(work: () => T): T => {
      if (open === 'read') throw new Error('A read transaction cannot write')
      return open === 'write' ? joined(work) : outermost('write', work)
    },
    read: <T>(work: () => T): T => (open === 'none' ? outermost('read', work) : work()),
    changed: (rows: number): number => {
      if (rows > 0) wrote = true
      return rows
    },
  }
}

function commitListeners() {
  const listeners = new Set<() => void>()
  let announcing = false
  let again = false
  const announce = (): void => {
    again = true
    // A listener that writes is heard in another round, not inside its own.
    if (announcing) return
    announcing = true
    while (again) {
      again = false
      for (const listener of [...listeners]) {
        try {
          listener()
        } catch (error) {
          // The commit stands, so its caller must not see this; it still may not be lost.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    }
    announcing = false
  }
  return {
    announce,
    clear: () => listeners.clear(),
    subscribe: (listener: () => void): (() => void) => {
      const own = () => listener()
      listeners.add(own)
      return () => listeners.delete(own)
    },
  }
}

/** `data_version` changes exactly when another connection commits. */
function watchCommits(version: () => unknown, announce: () => void, intervalMs: number): () => void {
  let last = version()
  const timer = setInterval(
    () => {
      const now = version()
      if (now === last) return
      last = now
      announce()
    },
    Math.min(intervalMs, MAX_WATCH_INTERVAL_MS),
  )
  timer.unref()
  return () => clearInterval(timer)
}
