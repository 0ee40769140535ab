import { LOSS_REMEDY, lossText } from '../shared/history-loss.ts'
import type { Check } from '../shared/views.ts'
import { databaseFile } from './home.ts'
import type { Reader } from './store/database.ts'
import { inspectFile, RefusedDatabase } from './store/file-kind.ts'
import { openHighWater } from './store/high-water.ts'
import { lossSince } from './store/history.ts'
import { DamagedDatabase, isAsLeft } from './store/integrity.ts'
import { lookAt } from './store/look-file.ts'
import { LATEST_VERSION } from './store/migrations.ts'

/** The database, whole, and its history against the mark outside it. Changes nothing. */
export function checkStore(home: string): Check[] {
  const file = databaseFile(home)
  const ok = (id: string, text: string): Check => ({ id, level: 'ok', text, remedy: null })
  try {
    const kind = inspectFile(file, LATEST_VERSION)
    if (kind === 'ours') return [ok('database', file), checkHistory(file)]
    if (kind === 'new' && openHighWater(file).read().kind === 'mark') {
      const text = `${file} is gone or empty, but events were saved in it: the file that marks how far history goes is there.`
      return [{ id: 'database', level: 'error', text, remedy: 'triptych backups' }]
    }
    const text =
      kind === 'new'
        ? 'none yet'
        : `${file}, written by the predecessor; the next command backs it up and takes it over`
    return [ok('database', text)]
  } catch (error) {
    if (!(error instanceof RefusedDatabase)) throw error
    const remedy = error instanceof DamagedDatabase ? 'triptych backups' : null
    return [{ id: 'database', level: 'error', text: error.message, remedy }]
  }
}

function checkHistory(file: string): Check {
  const id = 'history'
  const read = openHighWater(file).read()
  const mark = read.kind === 'mark' ? read.mark : null
  return lookAt(file, (reader) => {
    const asLeft = isAsLeft(reader, mark)
    const loss = mark && lossSince(reader, mark)
    if (loss) return { id, level: 'error', text: lossText(loss), remedy: LOSS_REMEDY }
    if (unacknowledged(reader) > 0) {
      const text = 'History was found to be missing, and nobody has said yet that they know.'
      return { id, level: 'error', text, remedy: 'triptych acknowledge' }
    }
    if (mark === null) return { id, level: 'info', text: 'not marked yet; the next command does it', remedy: null }
    const sealed = mark.seal === null ? 'its structure is sound' : 'every byte is as it was left'
    if (asLeft) return { id, level: 'ok', text: `whole up to event ${mark.lastEventId}; ${sealed}`, remedy: null }
    return { id, level: 'warning', text: 'The database was changed while no Triptych had it open.', remedy: null }
  })
}

/** 0 for a file from before there was a mark. */
function unacknowledged(reader: Reader): number {
  const exists = reader.get(`SELECT 1 FROM sqlite_schema WHERE name = 'history_losses'`) !== undefined
  if (!exists) return 0
  return Number(reader.get('SELECT count(*) AS count FROM history_losses WHERE acknowledged_at IS NULL')?.['count'])
}
