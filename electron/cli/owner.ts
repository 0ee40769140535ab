import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'

const ownerSchema = z.object({ pid: z.int().positive(), host: z.string() })
export type Owner = z.infer<typeof ownerSchema>

/**
 * Who drives the data folder, for people: `owner.json` as the owner wrote it, unless that process is gone. Nothing is decided by it; the
 * lock is. A process on another machine is believed.
 */
export function readOwner(home: string): Owner | null {
  let owner: Owner
  try {
    owner = ownerSchema.parse(JSON.parse(readFileSync(path.join(home, 'owner.json'), 'utf8')))
  } catch {
    return null // There is none, or nothing that can be read: a crash of the machine may leave it empty.
  }
  return owner.host !== os.hostname() || isAlive(owner.pid) ? owner : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
