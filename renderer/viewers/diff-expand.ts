import type { DiffFile, DiffHunk, DiffLine } from './diff.ts'
import { linesOf } from './diff-lines.ts'

/** How many lines of a gap are shown: from its beginning on, and up to its end. */
export interface ShownOfGap {
  top: number
  bottom: number
}

/** By the index of the hunk that the gap stands before; the gap at the end of the file has the index after the last one. */
export type Expansion = ReadonlyMap<number, ShownOfGap>

/** Lines that one wish for more context shows. */
export const MORE_LINES = 20

export const canExpand = ({ change, binary, problem, hunks }: DiffFile): boolean =>
  (change === 'modified' || change === 'renamed') && !binary && problem === null && hunks.length > 0

/** The lines of a file as a diff counts them: an end of line at the end begins no line. */
export function textLines(text: string): string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** With more unchanged lines around its hunks. `lines` of the new file; null: not read yet, so nothing more is shown. */
export function expandFile(file: DiffFile, lines: readonly string[] | null, expansion: Expansion): DiffFile {
  if (!canExpand(file)) return file
  if (lines === null) return { ...file, tail: null }
  let at: Ends = { old: 0, now: 0 }
  const hunks: DiffHunk[] = []
  for (const [index, hunk] of file.hunks.entries()) {
    const shown = shownOf(expansion, index, hunk.skipped)
    const before = hunks.at(-1)
    if (before) hunks[hunks.length - 1] = withMore(before, [], contextLines(lines, at, 0, shown.top))
    const bottom = contextLines(lines, at, hunk.skipped - shown.bottom, hunk.skipped)
    hunks.push({ ...withMore(hunk, bottom, []), skipped: hunk.skipped - shown.top - shown.bottom })
    at = endsOf(hunk, { old: at.old + hunk.skipped, now: at.now + hunk.skipped })
  }
  const rest = Math.max(0, lines.length - at.now)
  const { top, bottom } = shownOf(expansion, file.hunks.length, rest)
  const last = hunks.at(-1)
  if (last) hunks[hunks.length - 1] = withMore(last, [], contextLines(lines, at, 0, top + bottom))
  return { ...file, hunks, tail: rest - top - bottom }
}

/** One wish for more of a gap of `skipped` lines. A gap that is hardly longer is shown whole. */
export function expanded(expansion: Expansion, gap: number, end: 'top' | 'bottom' | 'all', skipped: number): Expansion {
  const known = expansion.get(gap) ?? { top: 0, bottom: 0 }
  const more = end === 'all' || skipped <= MORE_LINES * 2 ? skipped : MORE_LINES
  // Before the first hunk there is none that the beginning of the gap could be shown with.
  const side = end === 'bottom' || gap === 0 ? 'bottom' : 'top'
  return new Map(expansion).set(gap, { ...known, [side]: known[side] + more })
}

interface Ends {
  old: number
  now: number
}

/** The last lines of both sides after a hunk that begins right after `at`. */
function endsOf({ lines }: DiffHunk, at: Ends): Ends {
  const count = (side: 'oldLine' | 'newLine'): number => [...lines].filter((line) => line[side] !== null).length
  return { old: at.old + count('oldLine'), now: at.now + count('newLine') }
}

function shownOf(expansion: Expansion, gap: number, skipped: number): ShownOfGap {
  const { top, bottom } = expansion.get(gap) ?? { top: 0, bottom: 0 }
  const first = Math.min(top, skipped)
  return { top: first, bottom: Math.min(bottom, skipped - first) }
}

/** Lines `from` to `to` (exclusive) after `at`, unchanged. */
function contextLines(lines: readonly string[], at: Ends, from: number, to: number): DiffLine[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => {
    const [oldLine, newLine] = [at.old + from + index + 1, at.now + from + index + 1]
    return { sign: ' ', text: lines[newLine - 1] ?? '', oldLine, newLine }
  })
}

const withMore = (hunk: DiffHunk, before: readonly DiffLine[], after: readonly DiffLine[]): DiffHunk =>
  before.length + after.length === 0 ? hunk : { ...hunk, lines: linesOf([...before, ...hunk.lines, ...after]) }
