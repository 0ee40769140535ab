import * as TEXT from '../words/texts/viewers.ts'
import { countBefore } from './count-before.ts'
import type { DiffFile, DiffHunk, DiffLine } from './diff.ts'
import { type DiffLines, unreadLines } from './diff-lines.ts'

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

type ReadHunks = Pick<DiffFile, 'hunks' | 'additions' | 'deletions' | 'problem'>

/** What stands after the header of a file. One look at each line: the library takes ten times as long. */
export function readHunks(body: string): ReadHunks {
  const hunks: DiffHunk[] = []
  let [at, oldEnd, additions, deletions] = [0, 1, 0, 0]
  while (at < body.length) {
    const headEnd = endOfLine(body, at)
    const head = HUNK.exec(body.slice(at, headEnd))
    if (!head) return damagedAt(body, at)
    const [oldLines, newLines] = [Number(head[2] ?? 1), Number(head[4] ?? 1)]
    // Of an empty side git tells the line before it.
    const [oldStart, newStart] = [Number(head[1]) + Number(oldLines === 0), Number(head[3]) + Number(newLines === 0)]
    const read = readLines(body, headEnd + 1, { oldLine: oldStart, newLine: newStart, oldLines, newLines })
    if (read === null) return damagedAt(body, at)
    hunks.push({ skipped: Math.max(0, oldStart - oldEnd), lines: read.lines })
    oldEnd = oldStart + oldLines
    additions += read.lines.length - oldLines
    deletions += read.lines.length - newLines
    at = read.next
  }
  return { hunks, additions, deletions, problem: null }
}

/** The place of the end of the line that begins at `from`. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

const damagedAt = (body: string, at: number): ReadHunks => {
  const line = body.slice(at, endOfLine(body, at)).slice(0, 80).trim()
  return { hunks: [], additions: 0, deletions: 0, problem: TEXT.diffIsCutOffOrDamagedHere(line) }
}

const [PLUS, MINUS, SPACE, BACKSLASH] = [43, 45, 32, 92]

interface Counts {
  /** Of the first line. */
  oldLine: number
  newLine: number
  /** So many lines of each side. */
  oldLines: number
  newLines: number
}

/** As many lines as the head of the hunk tells, found and not yet taken out; null: there are fewer, or other ones. */
function readLines(body: string, from: number, counts: Counts): { lines: DiffLines; next: number } | null {
  /** Of each line: where it begins, and the numbers that it or the next one has on each side. */
  const [starts, olds, news]: [number[], number[], number[]] = [[], [], []]
  const unended: number[] = []
  let { oldLine, newLine, oldLines, newLines } = counts
  let [at, longest, size] = [from, 0, 0]
  while (at < body.length && (oldLines > 0 || newLines > 0 || body.charCodeAt(at) === BACKSLASH)) {
    const end = endOfLine(body, at)
    const sign = signAt(body, at)
    if (sign === BACKSLASH) {
      if (starts.length > 0 && unended.at(-1) !== starts.length - 1) unended.push(starts.length - 1)
    } else {
      starts.push(at)
      olds.push(oldLine)
      news.push(newLine)
      const length = Math.max(0, end - at - 1)
      longest = Math.max(longest, length)
      size += length
      if (sign === PLUS || sign === SPACE) {
        newLine++
        newLines--
      }
      if (sign === MINUS || sign === SPACE) {
        oldLine++
        oldLines--
      }
      if (sign !== PLUS && sign !== MINUS && sign !== SPACE) return null
    }
    at = end + 1
  }
  if (oldLines !== 0 || newLines !== 0) return null
  const isUnended = new Set(unended)
  const shownSign = (place: number): DiffLine['sign'] => {
    const sign = signAt(body, starts[place] ?? 0)
    return sign === PLUS ? '+' : sign === MINUS ? '-' : ' '
  }
  // The last one that has come to a number is the line that has it: those before it on the other side come to it, too.
  const placeFor = ({ oldLine: old, newLine: now }: DiffLine): number =>
    now !== null
      ? countBefore(news, (each) => each <= now) - 1
      : countBefore(olds, (each) => old !== null && each <= old) - 1
  const lineAt = (place: number): DiffLine => {
    const start = starts[place] ?? 0
    const sign = shownSign(place)
    const line: DiffLine = {
      sign,
      text: body.slice(start + 1, endOfLine(body, start)),
      oldLine: sign === '+' ? null : (olds[place] ?? null),
      newLine: sign === '-' ? null : (news[place] ?? null),
    }
    return isUnended.has(place) ? { ...line, noNewline: true } : line
  }
  const known = { count: starts.length, longest, size, unended }
  return { lines: unreadLines({ ...known, lineAt, signAt: shownSign, placeFor }), next: at }
}

/** Of an unchanged empty line some programs leave the space out. */
const signAt = (body: string, at: number): number => {
  const code = body.charCodeAt(at)
  return code === END_OF_LINE ? SPACE : code
}
const END_OF_LINE = 10
