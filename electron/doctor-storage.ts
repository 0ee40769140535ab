import type { Check } from '../shared/views.ts'
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
    return [storageCheck(await measureStorage(home, runs, now.getTime()), runs.length)]
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

/** Pure. */
export function storageCheck({ bytes, settings, going }: StorageUse, runs: number): Check {
  const { days, gigabytes } = settings
  const kept = days === null ? 'kept without end' : `kept for ${days} days after they end`
  const of = gigabytes === null ? '' : ` of ${gigabytes}`
  const text = `${(bytes / 1_000_000_000).toFixed(1)}${of} GB in ${runs} ${runs === 1 ? 'run' : 'runs'}, ${kept}.`
  if (going.length === 0) return { id: 'storage', level: 'ok', text, remedy: null }
  const what = `${going.length} ${going.length === 1 ? 'run that has' : 'runs that have'} ended ${going.length === 1 ? 'goes' : 'go'} to the trash with the next sweep, for 14 days: ${going.map((id) => id.slice(0, 8)).join(', ')}.`
  return {
    id: 'storage',
    level: 'warning',
    text: `${text} ${what}`,
    remedy: 'To keep more, raise "retention": { "days", "gigabytes" } in settings.json; null keeps without end.',
  }
}
