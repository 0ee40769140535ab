import { countBefore } from './count-before.ts'
import type { DiffHunk, DiffLine } from './diff.ts'
import type { DiffRow } from './diff-rows.ts'

/** The rows of a diff, in order. What stands in a row is made when it is asked for: a long diff has a row for each of its lines. */
export interface DiffRows extends Iterable<DiffRow> {
  readonly length: number
  /** Undefined before the first row and after the last one. */
  at(index: number): DiffRow | undefined
  /** The first row that is meant; -1: there is none. */
  findIndex(isMeant: (row: DiffRow) => boolean): number
  /** The row that shows a line; -1: none does. */
  indexOf(line: DiffLine): number
  /** Whether a row shows a line that was changed. No line is made for it. */
  isChange(index: number): boolean
  /** All rows that show no line of a file, and their indexes. */
  besides(): Generator<{ index: number; row: DiffRow }>
}

/** Rows that were made, or `count` lines of a hunk from `first` on. */
type Stretch = { start: number } & (
  | { rows: DiffRow[] }
  | { rows: null; file: number; hunk: DiffHunk; first: number; count: number }
)

/** Rows that are put together one after the other. */
export interface RowsInMaking {
  add(row: DiffRow): void
  /** Lines of a hunk, from `first` to before `end`. */
  addLines(file: number, hunk: DiffHunk, first: number, end: number): void
  done(): DiffRows
}

export function makeRows(): RowsInMaking {
  const stretches: Stretch[] = []
  let length = 0
  return {
    add(row) {
      const last = stretches.at(-1)
      if (last?.rows) last.rows.push(row)
      else stretches.push({ start: length, rows: [row] })
      length += 1
    },
    addLines(file, hunk, first, end) {
      if (end <= first) return
      stretches.push({ start: length, rows: null, file, hunk, first, count: end - first })
      length += end - first
    },
    done: () => rowsOf(stretches, length),
  }
}

function rowsOf(stretches: readonly Stretch[], length: number): DiffRows {
  const at = (index: number): DiffRow | undefined => {
    if (index < 0 || index >= length) return undefined
    const stretch = stretchAt(stretches, index)
    return stretch && rowIn(stretch, index - stretch.start)
  }
  return {
    length,
    at,
    findIndex(isMeant) {
      for (let index = 0; index < length; index += 1) {
        const row = at(index)
        if (row && isMeant(row)) return index
      }
      return -1
    },
    isChange(index) {
      const stretch = index < 0 || index >= length ? undefined : stretchAt(stretches, index)
      return stretch !== undefined && changes(stretch, index - stretch.start)
    },
    indexOf(line) {
      for (const stretch of stretches) {
        const place = placeIn(stretch, line)
        if (place >= 0) return stretch.start + place
      }
      return -1
    },
    *besides() {
      for (const { start, rows } of stretches)
        for (let place = 0; place < (rows?.length ?? 0); place += 1) {
          const row = rows?.[place]
          if (row && row.kind !== 'line' && row.kind !== 'pair') yield { index: start + place, row }
        }
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index += 1) {
        const row = at(index)
        if (row) yield row
      }
    },
  }
}

function rowIn(stretch: Stretch, place: number): DiffRow | undefined {
  if (stretch.rows) return stretch.rows[place]
  const { file, hunk, first } = stretch
  const line = hunk.lines.at(first + place)
  return line && { kind: 'line', file, hunk, line }
}

function placeIn(stretch: Stretch, line: DiffLine): number {
  if (stretch.rows) return stretch.rows.findIndex((row) => shows(row, line))
  const place = stretch.hunk.lines.placeOf(line) - stretch.first
  return place < stretch.count ? place : -1
}

const shows = (row: DiffRow, line: DiffLine): boolean =>
  row.kind === 'line' ? row.line === line : row.kind === 'pair' && (row.now === line || row.old === line)

function changes(stretch: Stretch, place: number): boolean {
  if (stretch.rows === null) return (stretch.hunk.lines.signAt(stretch.first + place) ?? ' ') !== ' '
  const row = stretch.rows[place]
  return row?.kind === 'pair' ? row.old !== row.now : row?.kind === 'line' && row.line.sign !== ' '
}

/** The last stretch that begins at or before a row. */
const stretchAt = (stretches: readonly Stretch[], index: number): Stretch | undefined =>
  stretches[countBefore(stretches, ({ start }) => start <= index) - 1]
