import type { EventRecord } from '../../shared/domain.ts'
import { type EventFilter, type GroupRule, groupRule, holdsText } from '../../shared/event-filter.ts'
import type { Database, Value } from './database.ts'
import { toJson } from './table.ts'
import { eventTable } from './tables.ts'

/** Where to look on, by id, exclusive: from the newest down, or from the oldest up. */
export type SearchFrom = { before: number } | { after: number }

/** Ids of one piece in rising order; `next`: the bound to go on from, null where there is nothing beyond the piece. */
export interface FoundEvents {
  ids: number[]
  next: number | null
}

const NEXT_DOWN = 'SELECT seq FROM events WHERE run_id = ? AND seq < ? ORDER BY seq DESC LIMIT 1 OFFSET ?'
const NEXT_UP = 'SELECT seq FROM events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT 1 OFFSET ?'
const OLDEST = 'SELECT seq FROM events WHERE run_id = ? ORDER BY seq LIMIT 1'
const NEWEST = 'SELECT seq FROM events WHERE run_id = ? ORDER BY seq DESC LIMIT 1'
const FROM = 'SELECT seq, ts FROM events WHERE run_id = ? AND seq >= ? ORDER BY seq LIMIT 1'
/** A letter that is not Latin may be another one in the other case; what passes with it is looked at again. */
const NOT_LATIN = /[^\x20-\x7e]/g

/** Finding events among very many: a bounded piece at a time, so that nobody waits for long. */
export function eventSearch(db: Database) {
  const seqOf = (sql: string, ...values: Value[]): number | null => {
    const seq = db.get(sql, ...values)?.['seq']
    return typeof seq === 'number' ? seq : null
  }
  return {
    /** Looks through the next `scan` events of a run. */
    findEvents: (runId: string, filter: EventFilter, from: SearchFrom, scan: number): FoundEvents => {
      const isDown = 'before' in from
      const start = isDown ? from.before : from.after
      const last = seqOf(isDown ? NEXT_DOWN : NEXT_UP, runId, start, Math.max(1, scan) - 1)
      const [low, high] = isDown ? [(last ?? 1) - 1, start] : [start, (last ?? Number.MAX_SAFE_INTEGER - 1) + 1]
      const { where, values } = condition(filter)
      const sql = `SELECT json_group_array(seq) AS ids FROM events WHERE run_id = ? AND seq > ? AND seq < ?${where}`
      const found: unknown = JSON.parse(String(db.get(sql, runId, low, high, ...values)?.['ids'] ?? '[]'))
      const ids = Array.isArray(found) ? found.map(Number).sort((a, b) => a - b) : []
      return { ids: filter.text.search(NOT_LATIN) >= 0 ? checked(db, runId, ids, filter) : ids, next: last }
    },
    /** Oldest first; ids that are none of the run's are left out. */
    listEventsById: (runId: string, ids: readonly number[]): EventRecord[] =>
      eventTable.list(db, BY_ID, toJson(ids), runId),
    /** The newest event of a run at or before a moment (milliseconds since 1970), else its first one; null: it has none. */
    eventAt: (runId: string, ms: number): EventRecord | null => {
      let [best, high] = [seqOf(OLDEST, runId), seqOf(NEWEST, runId)]
      if (best === null || high === null) return null
      let low = best + 1
      // Times rise with ids, but for a clock that was set back, where the neighbourhood is right all the same.
      while (low <= high) {
        const middle = Math.floor((low + high) / 2)
        const row = db.get(FROM, runId, middle)
        const [seq, ts] = [Number(row?.['seq']), Date.parse(String(row?.['ts']))]
        if (row === undefined || seq > high || ts > ms) high = middle - 1
        else {
          best = seq
          low = seq + 1
        }
      }
      return eventTable.one(db, 'WHERE run_id = ? AND seq = ?', runId, best)
    },
  }
}

/** The `+` keeps SQLite from walking through the whole run instead of looking up a few rows. */
const BY_ID = 'WHERE seq IN (SELECT value FROM json_each(?)) AND +run_id = ? ORDER BY seq'

/** One of few texts, so that few statements are kept. */
function condition({ group, source, text, kinds }: EventFilter): { where: string; values: Value[] } {
  const rule = groupRule(group)
  const parts = [
    ...(rule === null ? [] : [{ sql: ruleSql(rule), values: [] }]),
    ...(source === null ? [] : [{ sql: 'source = ?', values: [source] }]),
    ...(text === '' ? [] : [{ sql: TEXT, values: [pattern(text), toJson(kinds)] }]),
  ]
  return {
    where: parts.map(({ sql }) => ` AND ${sql}`).join(''),
    values: parts.flatMap(({ values }) => values),
  }
}

const TEXT = `(message LIKE ? ESCAPE '\\' OR kind IN (SELECT value FROM json_each(?)))`
const pattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&').replace(NOT_LATIN, '%')}%`

/** Of words in the code, never of what anybody wrote. */
function ruleSql({ isNot, names, beginnings }: GroupRule): string {
  const tests = [
    ...(names.length === 0 ? [] : [`kind IN (${names.map((name) => `'${name}'`).join(', ')})`]),
    ...beginnings.map((beginning) => `kind GLOB '${beginning}*'`),
  ].join(' OR ')
  return `${isNot ? 'NOT ' : ''}(${tests})`
}

function checked(db: Database, runId: string, ids: readonly number[], { text, kinds }: EventFilter): number[] {
  const named = new Set(kinds)
  return eventTable
    .list(db, BY_ID, toJson(ids), runId)
    .filter(({ kind, message }) => named.has(kind) || holdsText(message, text))
    .map(({ id }) => id)
}
