import { logLines, plainLine } from './ansi.ts'
import { tellsOfFailure } from './failure-line.ts'
import type { Range } from './pieces.ts'

/** Lines as a reader sees them, without colours; the same lines, in the same order, as the log's view. */
export const readableLines = (text: string): string[] => logLines(text).map(plainLine)

/** Numbers, from 1, of the lines that contain the text, in any case. None for an empty text. */
export function hitLines(lowerLines: readonly string[], text: string): number[] {
  const wanted = text.toLowerCase()
  if (wanted === '') return []
  return lowerLines.flatMap((line, index) => (line.includes(wanted) ? [index + 1] : []))
}

/** Where the text occurs in a line, in any case. */
export function hitRanges(line: string, text: string): Range[] {
  const [lower, wanted] = [line.toLowerCase(), text.toLowerCase()]
  // A few letters change their length with their case: then the places would not agree.
  if (wanted === '' || lower.length !== line.length) return []
  const ranges: Range[] = []
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length))
    ranges.push([at, at + wanted.length])
  return ranges
}

/** Numbers, from 1, of the lines that say themselves that something failed; of several in a row only the first. */
export function failureLines(lines: readonly string[]): number[] {
  const tells = lines.map(tellsOfFailure)
  return tells.flatMap((does, index) => (does && tells[index - 1] !== true ? [index + 1] : []))
}

/** The next (`step` 1) or previous (-1) of the rising numbers, seen from a line; round the end. Null: there are none. */
export function nextLine(numbers: readonly number[], from: number | null, step: 1 | -1): number | null {
  if (numbers.length === 0) return null
  if (from === null) return numbers.at(step === 1 ? 0 : -1) ?? null
  const next = step === 1 ? numbers.find((number) => number > from) : numbers.findLast((number) => number < from)
  return next ?? numbers.at(step === 1 ? 0 : -1) ?? null
}

/** Answers about logs, without reading the one again that was asked about last. */
export function logSearch(): { failures(text: string): number[]; hits(text: string, wanted: string): number[] } {
  let read: { text: string; lines: string[]; lower: string[] | null } | null = null
  const reading = (text: string) => {
    if (read?.text !== text) read = { text, lines: readableLines(text), lower: null }
    return read
  }
  return {
    failures: (text) => failureLines(reading(text).lines),
    hits: (text, wanted) => {
      const known = reading(text)
      known.lower ??= known.lines.map((line) => line.toLowerCase())
      return hitLines(known.lower, wanted)
    },
  }
}
