import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'

/** The folder of databases that a restored backup took the place of. */
export const SET_ASIDE = 'set-aside'

/** What belongs to a database file besides itself. */
const PARTS = ['-wal', '-shm', '']

/**
 * Puts a copy of `source` in the place of a database that nobody has open; what was there is moved to `set-aside/<time>/` of its folder,
 * never removed. Returns that folder; null: there was nothing. A crash on the way leaves either file, or none and the copy beside it:
 * the mark tells at the next start, and it can be done again.
 */
export function replaceFile(file: string, source: string): string | null {
  const folder = path.dirname(file)
  const fresh = `${file}.restoring`
  rmSync(fresh, { force: true })
  copyFileSync(source, fresh)
  chmodSync(fresh, 0o600)
  flush(fresh, 'r+')
  const aside = path.join(folder, SET_ASIDE, new Date().toISOString().replaceAll(/[:.]/g, '-'))
  const there = PARTS.filter((part) => existsSync(file + part))
  if (there.length > 0) mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const part of there) renameSync(file + part, path.join(aside, path.basename(file) + part))
  renameSync(fresh, file)
  if (process.platform !== 'win32') flush(folder, 'r')
  return there.length > 0 ? aside : null
}

function flush(target: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(target, flags)
  fsyncSync(descriptor)
  closeSync(descriptor)
}
