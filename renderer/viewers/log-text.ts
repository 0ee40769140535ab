import { type ColoursOn, type LogLine, linesFrom, shownWidth, TAB, turnAll } from './ansi.ts'

/** A log that is read where it is looked at: of a long one only the ends of its lines are looked for at once. */
export interface LogText {
  readonly count: number
  /** From 0; with the colours that are still on where it begins. */
  line(index: number): LogLine | undefined
  /** The width of the widest line in characters, at most `limit`. */
  width(limit: number): number
}

/** Lines that are read together. */
const BLOCK = 500

/** One line for each `\n`, so that numbers agree with what evidence cites. An end at the end of the text begins no further line. */
export function logText(text: string): LogText {
  const starts = startsOf(text)
  const count = starts.length - 1
  const startOf = (line: number): number => starts[Math.min(line, count)] ?? 0
  const blocks: LogLine[][] = []
  /** What is on where each block begins. */
  const on: ColoursOn[] = [new Map()]
  const onAt = (block: number): ColoursOn => {
    let last = on.at(-1) ?? new Map()
    while (on.length <= block) {
      last = turnAll(last, text.slice(startOf((on.length - 1) * BLOCK), startOf(on.length * BLOCK)))
      on.push(last)
    }
    return on[block] ?? last
  }
  const read = (block: number): LogLine[] => {
    const known = blocks[block]
    if (known) return known
    const part = text.slice(startOf(block * BLOCK), startOf((block + 1) * BLOCK) - 1)
    const lines = linesFrom(part.split('\n'), onAt(block))
    blocks[block] = lines
    return lines
  }
  return {
    count,
    line: (index) => (index < 0 || index >= count ? undefined : read(Math.floor(index / BLOCK))[index % BLOCK]),
    width: (limit) => widest(text, starts, limit),
  }
}

/** Where each line begins, and one past the end of the last one. */
function startsOf(text: string): number[] {
  const starts: number[] = []
  let at = 0
  while (at < text.length) {
    starts.push(at)
    const end = text.indexOf('\n', at)
    at = end < 0 ? text.length + 1 : end + 1
  }
  starts.push(at)
  return starts
}

function widest(text: string, starts: readonly number[], limit: number): number {
  let found = 0
  let tab = text.indexOf('\t')
  for (let line = 0; line < starts.length - 1 && found < limit; line += 1) {
    const [from, end] = [starts[line] ?? 0, (starts[line + 1] ?? 1) - 1]
    if (tab >= 0 && tab < from) tab = text.indexOf('\t', from)
    const atMost = (end - from) * (tab >= 0 && tab < end ? TAB : 1)
    if (atMost > found) found = Math.max(found, shownWidth(text.slice(from, end)))
  }
  return Math.min(found, limit)
}
