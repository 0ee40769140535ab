import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { backUp } from './backup.ts'
import { type Database, openDatabase } from './database.ts'
import { inspectFile } from './file-kind.ts'
import { LATEST_VERSION, migrate } from './migrations.ts'

/**
 * The database at its newest schema. Makes the folder (0700) and the file (0600), backs up an older file before it is
 * migrated, refuses a newer or foreign one untouched (`RefusedDatabase`). `:memory:` for tests. `around` may stand between
 * the file and everybody who uses it.
 */
export function openStoreFile(
  file: string,
  around: (database: Database) => Database = (database) => database,
): Database {
  if (file !== ':memory:') prepareFile(file)
  const db = around(openDatabase(file))
  try {
    migrate(db, (version) => backUp(file, version))
    return db
  } catch (error) {
    db.close()
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
