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
  /** From a place to before another one. */
  slice(from: number, to: number): DiffLine[]
}

/** What a list of lines is made of, as long as nobody looks at them. */
export interface UnreadLines extends Pick<DiffLines, 'longest' | 'size' | 'unended'> {
  count: number
  lineAt(place: number): DiffLine
}

/** Lines that are made when they are first asked for: of a long diff nobody looks at most. */
export function unreadLines({ count, lineAt, ...known }: UnreadLines): DiffLines {
  const made = new Map<number, DiffLine>()
  const at = (place: number): DiffLine | undefined => {
    if (place < 0 || place >= count) return undefined
    const line = made.get(place) ?? lineAt(place)
    made.set(place, line)
    return line
  }
  return {
    ...known,
    length: count,
    at,
    slice: (from, to) =>
      Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, place) => at(from + place)).flatMap(
        (line) => line ?? [],
      ),
    *[Symbol.iterator]() {
      for (let place = 0; place < count; place += 1) {
        const line = at(place)
        if (line) yield line
      }
    },
  }
}

export function linesOf(lines: readonly DiffLine[]): DiffLines {
  return {
    length: lines.length,
    longest: lines.reduce((longest, { text }) => Math.max(longest, text.length), 0),
    size: lines.reduce((size, { text }) => size + text.length, 0),
    unended: lines.flatMap(({ noNewline }, place) => (noNewline ? [place] : [])),
    at: (place) => lines[place],
    slice: (from, to) => lines.slice(from, to),
    [Symbol.iterator]: () => lines[Symbol.iterator](),
  }
}
