import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

const SQLITE_BUSY = 5

export interface FileLock {
  readonly isHeld: boolean
  release(): void
}

/** SQLite would make it as the umask has it. A file that is there is not opened: to close it would drop a lock of this process. */
function makePrivate(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o600)
  else closeSync(openSync(file, 'a', 0o600))
}

/**
 * An exclusive lock between processes: SQLite's on a file of its own, so the operating system takes it back when the process dies,
 * however it dies. Null: another one still had it after `waitMs`. The file stays.
 */
export function lockFile(file: string, waitMs: number = 0): FileLock | null {
  makePrivate(file)
  const connection = new DatabaseSync(file, { timeout: waitMs })
  try {
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return null
    throw error
  }
  return {
    get isHeld() {
      return connection.isOpen
    },
    release: () => connection.close(),
  }
}
