import path from 'node:path'
import type { Check } from '../shared/views.ts'
import { folderSize } from './folder-size.ts'
import { databaseFile } from './home.ts'
import { measureStorage, type StorageUse } from './storage-use.ts'
import type { Reader } from './store/database.ts'
import { inspectFile, RefusedDatabase } from './store/file-kind.ts'
import { isDamage } from './store/integrity.ts'
import { lookAt } from './store/look-file.ts'
import { LATEST_VERSION } from './store/migrations.ts'

/** What the runs take, and which of them go to the trash next. Changes nothing; a database that cannot be read is told of elsewhere. */
export async function checkStorage(home: string, now: Date): Promise<Check[]> {
  const file = databaseFile(home)
  try {
    if (inspectFile(file, LATEST_VERSION) !== 'ours') return []
    const runs = lookAt(file, keptRuns)
    const use = await measureStorage({ home }, runs, now.getTime())
    return [storageCheck(use, { runs: runs.length, trashBytes: await folderSize(path.join(home, 'trash')) })]
  } catch (error) {
    if (error instanceof RefusedDatabase || isDamage(error)) return []
    throw error
  }
}

/** A file of before there was a trash has none in it. */
function keptRuns(reader: Reader): { id: string; status: string; updatedAt: string }[] {
  const hasTrash = reader.get(`SELECT 1 FROM pragma_table_info('runs') WHERE name = 'trash'`) !== undefined
  const sql = `SELECT id, status, updated_at FROM runs ${hasTrash ? 'WHERE trash IS NULL' : ''} ORDER BY seq`
  return reader.all(sql).map((row) => ({
    id: String(row['id']),
    status: String(row['status']),
    updatedAt: String(row['updated_at']),
  }))
}

/** Pure. `trashBytes`: of everything in the trash, which no limit counts, because it goes by itself. */
export function storageCheck(
  { bytes, settings, isKnown, going }: StorageUse,
  { runs, trashBytes }: { runs: number; trashBytes: number },
): Check {
  const { days, gigabytes } = settings
  const of = gigabytes === null ? '' : ` of ${gigabytes}`
  const taken = `${inGigabytes(bytes)}${of} GB in ${runs} ${runs === 1 ? 'run' : 'runs'}`
  const trashed = trashBytes === 0 ? '' : `; ${inGigabytes(trashBytes)} GB more in the trash`
  if (!isKnown) {
    const text = `${taken}${trashed}. How long they are kept is not known, because the settings cannot be read; until they can, nothing goes.`
    return { id: 'storage', level: 'info', text, remedy: null }
  }
  const text = `${taken}, ${days === null ? 'kept without end' : `kept for ${days} days after they end`}${trashed}.`
  if (going.length === 0) return { id: 'storage', level: 'ok', text, remedy: null }
  const what = `${going.length} ${going.length === 1 ? 'run that has' : 'runs that have'} ended ${going.length === 1 ? 'goes' : 'go'} to the trash with the next sweep, for 14 days: ${going.map((id) => id.slice(0, 8)).join(', ')}.`
  return {
    id: 'storage',
    level: 'warning',
    text: `${text} ${what}`,
    remedy: 'To keep more, raise "retention": { "days", "gigabytes" } in settings.json; null keeps without end.',
  }
}

const inGigabytes = (bytes: number): string => (bytes / 1_000_000_000).toFixed(1)
