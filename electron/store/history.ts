import { hashBytes } from '../hash.ts'
import type { SetTimer } from '../timer.ts'
import type { Database, Reader } from './database.ts'
import type { HighWater, Mark, MarkRead } from './high-water.ts'
import { type FoundLoss, recordLoss } from './history-losses.ts'
import { sealOf } from './integrity.ts'
import { timestamp } from './table.ts'

/** After a commit that nobody waits for, a mark is written within this time. */
export const MARK_WITHIN_MS = 250

/** Keeps the mark outside the database up to what is committed, and tells where the history is another one than was marked. */
export interface History {
  /** The next commit is marked before anybody is told of it: a gate's decision, a finished effect. */
  markNext(): void
  /** Marks what is committed now, if anything was since the last mark. */
  mark(): void
  /** Marks it together with the hash of the whole content: only for the owner, when it is the last thing that it does. */
  seal(): void
  stop(): void
}

export interface HistoryOptions {
  setTimer: SetTimer
  /** The mark could not be written; it is tried again after the next commit. */
  onError(error: unknown): void
  /** A mark was written: what kept the one before it from being written is over. */
  onMarked(): void
}

type Point = Pick<Mark, 'lastEventId' | 'anchor'>
const NEWEST_EVENT = 'SELECT seq, run_id, ts, source, kind, message, payload_json FROM events'

/** Where the history ends now. Events are only ever removed by retention, which AUTOINCREMENT's counter remembers. */
function pointOf(db: Reader): Point {
  const lastEventId = Number(db.get(`SELECT seq FROM sqlite_sequence WHERE name = 'events'`)?.['seq'] ?? 0)
  const row = db.get(`${NEWEST_EVENT} ORDER BY seq DESC LIMIT 1`)
  return { lastEventId, anchor: row ? { id: Number(row['seq']), hash: hashOf(row) } : null }
}

const hashOf = (row: object): string => hashBytes(JSON.stringify(Object.values(row)))

/** Null: everything that was marked is there. An anchor that retention has removed since says nothing; the counter does. */
export function lossSince(db: Reader, mark: Mark): FoundLoss | null {
  const { lastEventId } = pointOf(db)
  const found = { expectedEventId: mark.lastEventId, foundEventId: lastEventId, markedAt: mark.at }
  if (lastEventId < mark.lastEventId) return { kind: 'shortened', ...found }
  const anchored = mark.anchor === null ? undefined : db.get(`${NEWEST_EVENT} WHERE seq = ?`, mark.anchor.id)
  if (anchored !== undefined && hashOf(anchored) !== mark.anchor?.hash) return { kind: 'replaced', ...found }
  return null
}

/**
 * Compares an opened database with its mark, which was read before it, and writes down what is missing. `asLeft`: the content is
 * what the owner left. Whatever it finds is found again, with the write lock held, before anything is written.
 */
export function compareHistory(db: Database, highWater: HighWater, before: MarkRead, asLeft: boolean): void {
  const look = (read: MarkRead): FoundLoss | null => {
    // A mark that is no longer sealed as it was is of somebody who has looked, too, and changed the content since.
    const isAsBefore = asLeft || sealIn(read) !== sealIn(before)
    if (read.kind === 'mark') return lossSince(db, read.mark) ?? (isAsBefore ? null : changedSince(db, read.mark))
    const found = { expectedEventId: null, foundEventId: pointOf(db).lastEventId, markedAt: null }
    return wasMarked(db) ? { kind: 'unmarked', ...found } : null
  }
  if (db.read(() => before.kind === 'mark' && wasMarked(db) && look(before) === null)) return
  db.transaction(() => {
    const found = look(highWater.read())
    if (found) recordLoss(db, found)
    if (!wasMarked(db)) db.run('INSERT INTO history_marked (since) VALUES (?)', timestamp())
  })
  writeMark(db, highWater)
}

/** A person put a backup in the place of what the mark was of. */
export function noteRestore(db: Database, highWater: HighWater): void {
  db.transaction(() => {
    const read = highWater.read()
    const expected = read.kind === 'mark' ? read.mark : null
    const found = { expectedEventId: expected?.lastEventId ?? null, foundEventId: pointOf(db).lastEventId }
    recordLoss(db, { kind: 'restored', ...found, markedAt: expected?.at ?? null })
  })
  writeMark(db, highWater)
}

function changedSince(db: Database, { seal, lastEventId, at }: Mark): FoundLoss | null {
  if (seal === null || lastEventId === 0) return null
  return { kind: 'changed', expectedEventId: lastEventId, foundEventId: pointOf(db).lastEventId, markedAt: at }
}

const sealIn = (read: MarkRead): string | null => (read.kind === 'mark' ? read.mark.seal : null)

const wasMarked = (db: Database): boolean => db.get('SELECT 1 FROM history_marked LIMIT 1') !== undefined

/** The write lock is held, nothing is open: what is read is what is committed, by whatever process. */
function writeMark(db: Database, highWater: HighWater, seal: string | null = null): void {
  db.transaction(() => highWater.write({ ...pointOf(db), at: timestamp(), seal }))
}

/**
 * Costs a commit at most one comparison; each mark 0.09 ms for a write of 512 bytes with its fdatasync, beside 0.13 ms for a commit
 * of one event (the disk of a virtual machine, Node 24.21; a laptop's flush takes 5 to 30 ms, in both).
 */
export function keepHistory(
  db: Database,
  highWater: HighWater,
  { setTimer, onError, onMarked }: HistoryOptions,
): History {
  let isDue = false
  let isUrgent = false
  let cancelTimer: (() => void) | null = null
  const attempt = (write: () => void): void => {
    cancelTimer?.()
    cancelTimer = null
    try {
      write()
      isDue = false
      isUrgent = false
      onMarked()
    } catch (error) {
      onError(error)
    }
  }
  const mark = (): void => {
    if (isDue) attempt(() => writeMark(db, highWater))
  }
  const unsubscribe = db.subscribe(() => {
    isDue = true
    if (isUrgent) mark()
    else cancelTimer ??= setTimer(mark, MARK_WITHIN_MS)
  })
  return {
    markNext: () => {
      isUrgent = true
    },
    mark,
    seal: () => attempt(() => db.transaction(() => writeMark(db, highWater, sealOf(db)))),
    stop: () => {
      mark()
      unsubscribe()
      cancelTimer?.()
    },
  }
}

/** Before the first change to a sealed content the seal is broken, so that no change is ever mistaken for damage. */
export function breakSeal(highWater: HighWater): void {
  const read = highWater.read()
  if (read.kind === 'mark' && read.mark.seal !== null) highWater.write({ ...read.mark, seal: null })
}
