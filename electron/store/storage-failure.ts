import { sqliteCode } from './integrity.ts'

/** Why nothing can be saved, in the words of an event's `reason`. */
export type StorageFailureKind = 'disk_full' | 'io_error' | 'read_only' | 'store_busy' | 'store_damaged'

const BY_SQLITE: Readonly<Record<number, StorageFailureKind>> = {
  5: 'store_busy',
  6: 'store_busy',
  8: 'read_only',
  10: 'io_error',
  11: 'store_damaged',
  13: 'disk_full',
  14: 'io_error',
  26: 'store_damaged',
}
const BY_SYSTEM: Readonly<Record<string, StorageFailureKind>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EIO: 'io_error',
  EROFS: 'read_only',
}

/** Null: the error says nothing about the disk or the database. */
export function storageFailureOf(error: unknown): StorageFailureKind | null {
  if (!(error instanceof Error)) return null
  const code = sqliteCode(error)
  if (code !== null) return BY_SQLITE[code] ?? null
  if ('code' in error && typeof error.code === 'string' && BY_SYSTEM[error.code]) return BY_SYSTEM[error.code] ?? null
  // Git tells it in words, and English is what it is asked for.
  return /No space left on device|Disk quota exceeded/.test(error.message) ? 'disk_full' : null
}

export interface StorageFailure {
  kind: StorageFailureKind
  message: string
  remedy: string
}

/** For people: what, where, and what to do next. `freeBytes`: of the disk that holds `home`; null: not known. */
export function describeFailure(
  kind: StorageFailureKind,
  error: Error,
  { home, freeBytes, neededBytes }: { home: string; freeBytes: number | null; neededBytes: number },
): StorageFailure {
  const mebibytes = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MiB`
  const free =
    freeBytes === null ? '' : ` ${mebibytes(freeBytes)} are free there, at least ${mebibytes(neededBytes)} are needed.`
  const said = `(${error.message})`
  switch (kind) {
    case 'disk_full': {
      const message = `The disk is full ${said}.${free} What was shown before is saved; what could not be saved was undone.`
      return {
        kind,
        message,
        remedy: `Free some space on the disk that holds ${home}, or where the message says, then resume the run.`,
      }
    }
    case 'io_error': {
      const message = `The disk that holds ${home} could not be read or written ${said}. What could not be saved was undone.`
      return { kind, message, remedy: 'Look at the disk and its cables, then resume the run.' }
    }
    case 'read_only': {
      const message = `The data folder ${home} can no longer be written ${said}. What could not be saved was undone.`
      return { kind, message, remedy: 'Make it writable again, then resume the run.' }
    }
    case 'store_busy': {
      const message = `Another program kept the database in ${home} locked for longer than 5 seconds ${said}.`
      return {
        kind,
        message,
        remedy: 'Let backup programs and virus scanners leave the data folder out, then resume the run.',
      }
    }
    case 'store_damaged': {
      const message = `The database in ${home} is damaged ${said}.`
      return { kind, message, remedy: 'Quit Triptych, then restore a backup: `triptych backups`.' }
    }
  }
}
