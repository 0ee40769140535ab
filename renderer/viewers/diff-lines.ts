import type { DiffLine } from './diff.ts'

/** The lines of a hunk, in order. A line is the same object whenever it is asked for. */
export interface DiffLines extends Iterable<DiffLine> {
  readonly length: number
  /** UTF-16 units of the longest one, and of all together. */
  readonly longest: number
  readonly size: number
  /** The places, from 0 and rising, of lines without an end of line. */
  readonly unended: readonly number[]
  at(place: number): DiffLine | undefined
  /** Of the line at a place, which is not made for it. */
  signAt(place: number): DiffLine['sign'] | undefined
  /** Where a line is; -1: it is none of these. */
  placeOf(line: DiffLine): number
  /** From a place to before another one. */
  slice(from: number, to: number): DiffLine[]
}

/** What is known of lines as long as nobody looks at them. */
export interface UnreadLines extends Pick<DiffLines, 'longest' | 'size' | 'unended'> {
  count: number
  lineAt(place: number): DiffLine
  signAt(place: number): DiffLine['sign']
  /** Where a line with these numbers would be. */
  placeFor(line: DiffLine): number
}

/** Lines that are made when they are first asked for: of a long diff nobody looks at most. */
export function unreadLines({ count, lineAt, signAt, placeFor, ...known }: UnreadLines): DiffLines {
  const made = new Map<number, DiffLine>()
  const at = (place: number): DiffLine | undefined => {
    const there = made.get(place)
    if (there !== undefined || place < 0 || place >= count) return there
    const line = lineAt(place)
    made.set(place, line)
    return line
  }
  const slice = (from: number, to: number): DiffLine[] => {
    const lines: DiffLine[] = []
    for (let place = from; place < Math.min(to, count); place += 1) {
      const line = at(place)
      if (line) lines.push(line)
    }
    return lines
  }
  return {
    ...known,
    length: count,
    at,
    signAt: (place) => (place < 0 || place >= count ? undefined : signAt(place)),
    placeOf: (line) => {
      const place = placeFor(line)
      return made.get(place) === line ? place : -1
    },
    slice,
    [Symbol.iterator]: () => slice(0, count)[Symbol.iterator](),
  }
}

export function linesOf(lines: readonly DiffLine[]): DiffLines {
  let places: Map<DiffLine, number> | null = null
  return {
    length: lines.length,
    longest: lines.reduce((longest, { text }) => Math.max(longest, text.length), 0),
    size: lines.reduce((size, { text }) => size + text.length, 0),
    unended: lines.flatMap(({ noNewline }, place) => (noNewline ? [place] : [])),
    at: (place) => lines[place],
    signAt: (place) => lines[place]?.sign,
    placeOf: (line) => {
      places ??= new Map(lines.map((each, place) => [each, place]))
      return places.get(line) ?? -1
    },
    slice: (from, to) => lines.slice(from, to),
    [Symbol.iterator]: () => lines[Symbol.iterator](),
  }
}
