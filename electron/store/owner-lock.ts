import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../../shared/result.ts'
import { lockFile } from './file-lock.ts'

/** The right of one process to drive the runs of a data folder. */
export interface OwnerLock {
  release(): void
}

const ownerSchema = z.object({ pid: z.int(), host: z.string(), startedAt: z.string() })

/**
 * Takes `owner.lock` or tells who has it. `owner.json` only tells people; nothing is decided by it.
 */
export function acquireOwnerLock(home: string): Result<OwnerLock, { pid: number; host: string }> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const ownerFile = path.join(home, 'owner.json')
  const lock = lockFile(path.join(home, 'owner.lock'))
  if (!lock) return err(readOwner(ownerFile))
  const owner = { pid: process.pid, host: os.hostname(), startedAt: new Date().toISOString() }
  writeFileSync(`${ownerFile}.${process.pid}`, `${JSON.stringify(owner)}\n`, { mode: 0o600 })
  renameSync(`${ownerFile}.${process.pid}`, ownerFile)
  return ok({
    release: () => {
      if (!lock.isHeld) return
      // While the lock is still held: afterwards the file may be the next owner's.
      rmSync(ownerFile, { force: true })
      lock.release()
    },
  })
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
