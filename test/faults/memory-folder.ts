import { mkdtempSync, realpathSync, statfsSync } from 'node:fs'
import path from 'node:path'

const IN_MEMORY = '/dev/shm'
const TMPFS = 0x01021994
const ROOM_BYTES = 512 * 1024 * 1024

/** A new folder in the system's memory; null: it has no such place, or no room there. */
export function makeMemoryFolder(): string | null {
  try {
    const { type, bavail, bsize } = statfsSync(IN_MEMORY)
    if (type !== TMPFS || bavail * bsize < ROOM_BYTES) return null
    return realpathSync(mkdtempSync(path.join(IN_MEMORY, 'triptych-faults-')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'EACCES', 'EROFS'].includes(String(error.code)))
      return null
    throw error
  }
}
