import { createHash } from 'node:crypto'
import { closeSync, fdatasyncSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { newerMark } from './file-kind.ts'

/**
 * What the history was known to hold, kept outside the database: SQLite opens a shortened or missing log, and an older copy of the
 * file, without any error.
 */
export interface Mark {
  /** The largest id that an event ever had here. */
  lastEventId: number
  /** The newest event that was there, and the hash of its row; null: there was none. */
  anchor: { id: number; hash: string } | null
  /** When it was written, for people. */
  at: string
  /**
   * The hash of the whole content at a clean end of the owner; null since somebody wrote. A content that has another one was
   * changed while no Triptych had it open.
   */
  seal: string | null
}

export type MarkRead = { kind: 'mark'; mark: Mark } | { kind: 'none' } | { kind: 'damaged' }

/**
 * The file `<database>-high-water`: one block of 4096 bytes with two places for a mark, written in turns, so that a write that is
 * torn by a power cut leaves the one before it. Overwritten in place and flushed (fdatasync); the block is there from the start, so
 * that a full disk does not keep a mark from being written. Plain text: a checksum, then JSON.
 *
 * Whoever writes it holds the database's write lock, and marks only what is committed, which `synchronous=FULL` has flushed. So no
 * mark claims more than the database durably holds, and no process puts an older mark over a newer one.
 */
export interface HighWater {
  readonly file: string
  /** Throws `NewerDatabase` for a mark in a format of a later version. */
  read(): MarkRead
  /** Durable when it returns. Never over a mark of a later version. */
  write(mark: Mark): void
}

const BLOCK_BYTES = 4_096
const PLACE_BYTES = 512
const CHECKSUM_DIGITS = 32

const markSchema = z.object({
  v: z.literal(1),
  /** Counts the writes: the place with the larger number is the newer one. */
  n: z.int().nonnegative(),
  lastEventId: z.int().nonnegative(),
  anchor: z.object({ id: z.int().positive(), hash: z.string() }).nullable(),
  at: z.string(),
  seal: z.string().nullable(),
})
type Numbered = z.infer<typeof markSchema>

export const highWaterFile = (database: string): string => `${database}-high-water`

export function openHighWater(database: string): HighWater {
  const file = highWaterFile(database)
  return {
    file,
    read: () => {
      const block = readBlock(file)
      if (block === null) return { kind: 'none' }
      const newest = newestOf(file, block)
      return newest === null ? { kind: 'damaged' } : { kind: 'mark', mark: markOf(newest) }
    },
    write: (mark) => {
      const block = readBlock(file)
      const n = (block === null ? 0 : (newestOf(file, block)?.n ?? 0)) + 1
      const place = encode({ v: 1, n, ...mark })
      if (block?.length === BLOCK_BYTES) overwrite(file, place, (n % 2) * PLACE_BYTES)
      else make(file, place)
    },
  }
}

/** Null: there is none. What is there and cannot be read holds no mark. */
function readBlock(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : Buffer.alloc(0)
  }
}

function newestOf(file: string, block: Buffer): Numbered | null {
  const places = [0, PLACE_BYTES].map((from) => decode(file, block.subarray(from, from + PLACE_BYTES)))
  return places.reduce((newest, place) => (place && (!newest || place.n > newest.n) ? place : newest), null)
}

const markOf = ({ lastEventId, anchor, at, seal }: Numbered): Mark => ({ lastEventId, anchor, at, seal })

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, CHECKSUM_DIGITS)

function encode(mark: Numbered): Buffer {
  const text = JSON.stringify(mark)
  const line = `${checksum(text)} ${text}`
  if (Buffer.byteLength(line) >= PLACE_BYTES) throw new Error(`A mark of ${line.length} bytes fits no place`)
  return Buffer.from(`${line.padEnd(PLACE_BYTES - 1)}\n`)
}

/** Null where no whole mark is. One that is whole and of another format can only be a later version's. */
function decode(file: string, place: Buffer): Numbered | null {
  const text = place
    .toString('utf8')
    .slice(CHECKSUM_DIGITS + 1)
    .trimEnd()
  if (text === '' || place.toString('latin1', 0, CHECKSUM_DIGITS) !== checksum(text)) return null
  const read = markSchema.safeParse(JSON.parse(text))
  if (read.success) return read.data
  throw newerMark(file)
}

function overwrite(file: string, place: Buffer, from: number): void {
  const descriptor = openSync(file, 'r+')
  try {
    writeSync(descriptor, place, 0, place.length, from)
    fdatasyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Whole at once, and its name durable with it. */
function make(file: string, place: Buffer): void {
  const partial = `${file}.${process.pid}`
  const descriptor = openSync(partial, 'w', 0o600)
  try {
    writeSync(descriptor, Buffer.concat([place, place], BLOCK_BYTES))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(partial, file)
  if (process.platform === 'win32') return
  const folder = openSync(path.dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
