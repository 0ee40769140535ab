import { hashBytes } from '../hash.ts'
import type { Reader } from './database.ts'
import { RefusedDatabase } from './file-kind.ts'
import type { Mark } from './high-water.ts'

const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26
const FINDINGS_SHOWN = 3

/** A content larger than this gets no seal; it is checked by SQLite's own means alone. */
const MAX_SEALED_BYTES = 256 * 1024 * 1024

/** The file is damaged. Nothing was changed; a person can restore a backup. */
export class DamagedDatabase extends RefusedDatabase {
  override readonly name = 'DamagedDatabase'
}

/** SQLite's primary error code; null: the error is none of SQLite's. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}

export const isDamage = (error: unknown): boolean => [SQLITE_CORRUPT, SQLITE_NOTADB].includes(sqliteCode(error) ?? 0)

export const damaged = (file: string, finding: string): DamagedDatabase =>
  new DamagedDatabase(
    `${file} is damaged: ${finding}. Nothing was changed. Put a backup in its place: \`triptych backups\` lists them, \`triptych restore <backup>\` restores one and keeps the damaged file.`,
  )

/** `damaged` where SQLite says so in the middle of `work`. */
export function orDamaged<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RefusedDatabase) && error instanceof Error && isDamage(error))
      throw damaged(file, error.message)
    throw error
  }
}

/** The hash of the whole content, whether it is in the log yet or not; null where it is too large to be read at once. */
export function sealOf(db: Reader): string | null {
  return db.read(() => {
    const [pages, size] = ['page_count', 'page_size'].map((name) => Number(db.get(`PRAGMA ${name}`)?.[name]))
    return (pages ?? 0) * (size ?? 0) > MAX_SEALED_BYTES ? null : hashBytes(db.image())
  })
}

/**
 * Looks at the whole content before anything else is read of it. After a clean end it must have the hash that it had then; after
 * another one, or where it has not, SQLite checks its structure (0.2 s for 187 MB, the hash 0.4 s; measured with Node 24.21 on two
 * cores). Throws `DamagedDatabase`. False: it is sound, but not what the owner left.
 */
export function isAsLeft(db: Reader, mark: Mark | null): boolean {
  return orDamaged(db.file, () => {
    if (mark?.seal != null && sealOf(db) === mark.seal) return true
    checkStructure(db)
    return mark?.seal == null
  })
}

/** `quick_check` and `foreign_key_check`. Throws `DamagedDatabase`. */
export function checkStructure(db: Reader): void {
  const findings = db.all(`PRAGMA quick_check(${FINDINGS_SHOWN})`).map((row) => String(row['quick_check']))
  if (findings.join() !== 'ok') throw damaged(db.file, findings.join('; '))
  const dangling = db.all('PRAGMA foreign_key_check').slice(0, FINDINGS_SHOWN)
  if (dangling.length > 0) {
    const rows = dangling.map(({ table, rowid, parent }) => `row ${rowid} of ${table} points to no row of ${parent}`)
    throw damaged(db.file, rows.join('; '))
  }
}
