import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const IN_MEMORY = '/dev/shm'
const TMPFS = 0x01021994
const ROOM_BYTES = 512 * 1024 * 1024

/** A new folder in the system's memory; null: it has no such place, no room there, or starts no programs in it. */
export function makeMemoryFolder(): string | null {
  try {
    const { type, bavail, bsize } = statfsSync(IN_MEMORY)
    if (type !== TMPFS || bavail * bsize < ROOM_BYTES) return null
    const folder = realpathSync(mkdtempSync(path.join(IN_MEMORY, 'triptych-faults-')))
    if (startsPrograms(folder)) return folder
    rmSync(folder, { recursive: true })
    return null
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'EACCES', 'EROFS'].includes(String(error.code)))
      return null
    throw error
  }
}

function startsPrograms(folder: string): boolean {
  const program = path.join(folder, 'program')
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
  const { status } = spawnSync(program)
  rmSync(program)
  return status === 0
}
