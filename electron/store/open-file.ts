import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { backUp } from './backup.ts'
import { type Database, type DatabaseHooks, openDatabase } from './database.ts'
import { inspectFile, NewerDatabase, RefusedDatabase } from './file-kind.ts'
import { type HighWater, type MarkRead, openHighWater } from './high-water.ts'
import { breakSeal, compareHistory, noteRestore } from './history.ts'
import { damaged, isAsLeft, orDamaged } from './integrity.ts'
import { LATEST_VERSION, migrate } from './migrations.ts'

/**
 * The database at its newest schema. Makes the folder (0700) and the file (0600), backs up an older file before it is
 * migrated, refuses a newer or foreign one untouched (`RefusedDatabase`). `:memory:` for tests.
 */
export function openStoreFile(file: string): Database {
  if (file === ':memory:') return openMigrated(file)
  const highWater = openHighWater(file)
  prepareFile(file)
  return openMigrated(file, { beforeWrite: () => breakSeal(highWater) })
}

export interface KeptFile {
  database: Database
  highWater: HighWater
}

/** What may stand between the file, its mark, and everybody who uses them. */
export interface Between {
  database(database: Database): Database
  part(name: 'mark', highWater: HighWater): HighWater
}

export interface KeptOptions {
  /** A person has just put a backup there. */
  isRestored?: boolean
  between?: Between
}

/**
 * The same, looked at before it is used: a damaged file is refused (`DamagedDatabase`), and a history that is shorter or another one
 * than its mark says is written down.
 */
export function openKeptFile(file: string, { isRestored = false, between }: KeptOptions = {}): KeptFile {
  const highWater = between?.part('mark', openHighWater(file)) ?? openHighWater(file)
  // Before the database: a mark that is read later may be newer than what is read of it.
  const before = highWater.read()
  // Until the content was looked at the seal is what it is compared with; if it is another one, until that is written down.
  let mayBreak = false
  return orDamaged(file, () => {
    prepareMarked(file, before)
    let asLeft = true
    const hooks = { beforeWrite: () => mayBreak && breakSeal(highWater) }
    const database = openMigrated(file, hooks, between, (db) => {
      asLeft = isRestored || isAsLeft(db, before.kind === 'mark' ? before.mark : null)
      mayBreak = asLeft
    })
    try {
      if (isRestored) noteRestore(database, highWater)
      else compareHistory(database, highWater, before, asLeft)
      mayBreak = true
      return { database, highWater }
    } catch (error) {
      database.close()
      throw error
    }
  })
}

function openMigrated(
  file: string,
  hooks: DatabaseHooks = {},
  between?: Between,
  look: (db: Database) => void = () => undefined,
): Database {
  const opened = openDatabase(file, hooks)
  const db = between?.database(opened) ?? opened
  try {
    look(db)
    migrate(db, (version) => backUp(file, version))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** What was a database of ours, as its mark says, and is none any more, is damaged; one of a newer version may well be whole. */
function prepareMarked(file: string, { kind }: MarkRead): void {
  try {
    prepareFile(file)
  } catch (error) {
    if (error instanceof RefusedDatabase && !(error instanceof NewerDatabase) && kind !== 'none')
      throw damaged(file, 'it is not the database that it was')
    throw error
  }
}

function prepareFile(file: string): void {
  const folder = path.dirname(file)
  const kind = inspectFile(file, LATEST_VERSION)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (kind === 'new') {
    // SQLite gives its log the mode of the file, so the file must have it first.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    if (process.platform !== 'win32') flushFolder(folder)
  }
  chmodSync(file, 0o600)
}

/** Without this a power cut can take back that the file exists. */
function flushFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
