import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { err, ok, type Result } from '../../shared/result.ts'

/** The right of one process to drive the runs of a data folder. */
export interface OwnerLock {
  release(): void
}

const ownerSchema = z.object({ pid: z.int(), host: z.string(), startedAt: z.string() })
const SQLITE_BUSY = 5

/**
 * Takes `owner.lock` or tells who has it. The lock is SQLite's exclusive lock on a file of its own, so the operating system
 * takes it back when the process dies, however it dies. `owner.json` only tells people; nothing is decided by it.
 */
export function acquireOwnerLock(home: string): Result<OwnerLock, { pid: number; host: string }> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const ownerFile = path.join(home, 'owner.json')
  const connection = lockFile(path.join(home, 'owner.lock'))
  if (!connection) return err(readOwner(ownerFile))
  const owner = { pid: process.pid, host: os.hostname(), startedAt: new Date().toISOString() }
  writeFileSync(`${ownerFile}.${process.pid}`, `${JSON.stringify(owner)}\n`, { mode: 0o600 })
  renameSync(`${ownerFile}.${process.pid}`, ownerFile)
  return ok({
    release: () => {
      if (!connection.isOpen) return
      // While the lock is still held: afterwards the file may be the next owner's.
      rmSync(ownerFile, { force: true })
      connection.close()
    },
  })
}

function lockFile(file: string): DatabaseSync | null {
  const connection = new DatabaseSync(file, { timeout: 0 })
  try {
    connection.exec('BEGIN EXCLUSIVE')
    return connection
  } catch (error) {
    connection.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return null
    throw error
  }
}

/** `pid` 0: the owner has the lock but has not told who it is, or somebody changed the file. */
function readOwner(file: string): { pid: number; host: string } {
  try {
    const { pid, host } = ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { pid, host }
  } catch {
    return { pid: 0, host: 'unknown' }
  }
}
