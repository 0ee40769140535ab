import * as TEXT from '../words/texts/viewers.ts'
import type { DiffFile, DiffHunk, DiffLine } from './diff.ts'

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

/** As many lines as the head of the hunk tells; null: there are fewer, or other ones. */
function readLines(
  body: string,
  from: number,
  counts: { oldLine: number; newLine: number; oldLines: number; newLines: number },
): { lines: DiffLine[]; next: number } | null {
  const lines: DiffLine[] = []
  let { oldLine, newLine, oldLines, newLines } = counts
  let at = from
  while (at < body.length && (oldLines > 0 || newLines > 0 || body.charCodeAt(at) === BACKSLASH)) {
    const end = endOfLine(body, at)
    // Of an unchanged empty line some programs leave the space out.
    const sign = end === at ? SPACE : body.charCodeAt(at)
    const text = body.slice(at + 1, end)
    if (sign === BACKSLASH) {
      const last = lines.at(-1)
      if (last) last.noNewline = true
    } else if (sign === PLUS) {
      lines.push({ sign: '+', text, oldLine: null, newLine: newLine++ })
      newLines--
    } else if (sign === MINUS) {
      lines.push({ sign: '-', text, oldLine: oldLine++, newLine: null })
      oldLines--
    } else if (sign === SPACE) {
      lines.push({ sign: ' ', text, oldLine: oldLine++, newLine: newLine++ })
      oldLines--
      newLines--
    } else return null
    at = end + 1
  }
  return oldLines === 0 && newLines === 0 ? { lines, next: at } : null
}
