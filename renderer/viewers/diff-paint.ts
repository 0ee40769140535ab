import type { DiffFile, DiffHunk, DiffLine } from './diff.ts'
import type { DiffLines } from './diff-lines.ts'
import { wordDifferences } from './diff-words.ts'
import { languageOf, MAX_HIGHLIGHTED } from './language.ts'
import { markRanges, type Piece } from './pieces.ts'

/** Lines are painted in blocks of this many: what is in view takes a few of them. */
const BLOCK = 100
/** Blocks that are painted before anybody sees them: whoever reads on meets colours. */
const AHEAD = 2
/** A run of changes is painted together, or half of it would have nothing to be compared with; longer runs are not compared. */
const MAX_REACH = 120

/** What is needed of a line to paint it. */
export type PaintedLine = Pick<DiffLine, 'sign' | 'text'>
type Highlight = (text: string, language: string) => Piece[][]

/** Pure. The pieces of each line: toned, and with the words marked that differ. `language` null: plain text. */
export function paintLines(lines: readonly PaintedLine[], language: string | null, highlight: Highlight): Piece[][] {
  const whole = lines.map((line): DiffLine => ({ ...line, oldLine: null, newLine: null }))
  const rangesOf = wordDifferences(whole)
  const tones = language === null ? new Map<DiffLine, Piece[]>() : toneLines(whole, language, highlight)
  return whole.map((line) => {
    const pieces = tones.get(line) ?? [{ text: line.text, tone: null }]
    return line.sign === ' ' ? pieces : [...markRanges(pieces, rangesOf(line))]
  })
}

/** The old and the new text, each highlighted as a whole; unchanged lines are taken from the new one. */
function toneLines(lines: readonly DiffLine[], language: string, highlight: Highlight): Map<DiffLine, Piece[]> {
  const tones = new Map<DiffLine, Piece[]>()
  for (const sign of ['-', '+'] as const) {
    const side = lines.filter((each) => each.sign === ' ' || each.sign === sign)
    if (sign === '-' && !side.some((each) => each.sign === sign)) continue
    const toned = highlight(side.map(({ text }) => text).join('\n'), language)
    for (const [at, line] of side.entries()) {
      const pieces = toned[at]
      if (pieces && (sign === '+' || line.sign === '-')) tones.set(line, pieces)
    }
  }
  return tones
}

/** Paints lines somewhere else. */
export type PaintWork = (lines: readonly PaintedLine[], language: string | null) => Promise<Piece[][]>

/** The pieces of lines, painted block by block when they are first seen; plain text until then. The same object until they are painted. */
export interface DiffPainter {
  /** `isHurried`: as it was shown last, else as plain text; nothing is painted for whom it goes by. */
  piecesOf(file: DiffFile, hunk: DiffHunk, line: DiffLine, isHurried?: boolean): readonly Piece[]
  /** Has a line painted that nobody sees yet. */
  ahead(file: DiffFile, hunk: DiffHunk, line: DiffLine): void
}

/** `onPainted` is called whenever lines have been painted that were seen plain. What could not be painted stays plain. */
export function diffPainter(paint: PaintWork, onPainted: () => void): DiffPainter {
  const painted = new WeakMap<DiffLine, readonly Piece[]>()
  const plain = new WeakMap<DiffLine, readonly Piece[]>()
  /** Shown painted. */
  const seen = new WeakSet<DiffLine>()
  const asked = new WeakMap<DiffHunk, Set<number>>()
  const languages = new WeakMap<DiffFile, { name: string | null }>()

  const languageFor = (file: DiffFile): string | null => {
    const known = languages.get(file) ?? { name: isHighlighted(file) ? languageOf(file.path) : null }
    languages.set(file, known)
    return known.name
  }
  const ask = (file: DiffFile, hunk: DiffHunk, block: number): void => {
    const known = asked.get(hunk) ?? new Set()
    asked.set(hunk, known)
    if (known.has(block)) return
    known.add(block)
    const lines = hunk.lines.slice(...blockOf(hunk.lines, block * BLOCK))
    const sent = lines.map(({ sign, text }) => ({ sign, text }))
    paint(sent, languageFor(file)).then(
      (pieces) => {
        for (const [at, line] of lines.entries()) painted.set(line, pieces[at] ?? [])
        if (lines.some((line) => plain.has(line))) onPainted()
      },
      (error: unknown) => console.error('Lines could not be painted:', error),
    )
  }
  const ahead = (file: DiffFile, hunk: DiffHunk, line: DiffLine): void => {
    if (painted.has(line)) return
    const block = Math.floor(Math.max(0, hunk.lines.placeOf(line)) / BLOCK)
    const last = Math.min(block + AHEAD, Math.ceil(hunk.lines.length / BLOCK) - 1)
    for (let next = block; next <= last; next += 1) ask(file, hunk, next)
  }
  return {
    ahead,
    piecesOf(file, hunk, line, isHurried = false) {
      const pieces = painted.get(line)
      if (pieces && (!isHurried || seen.has(line))) {
        seen.add(line)
        return pieces
      }
      if (!isHurried) ahead(file, hunk, line)
      const known = plain.get(line) ?? [{ text: line.text, tone: null }]
      plain.set(line, known)
      return known
    },
  }
}

/** From where to where the block that begins at `start` reaches: to the ends of the runs of changes at its ends. */
export function blockOf(lines: DiffLines, start: number): [from: number, to: number] {
  let [from, to] = [start, Math.min(start + BLOCK, lines.length)]
  const isChanged = (at: number): boolean => (lines.at(at)?.sign ?? ' ') !== ' '
  while (from > Math.max(0, start - MAX_REACH) && isChanged(from) && isChanged(from - 1)) from--
  while (to < Math.min(lines.length, start + BLOCK + MAX_REACH) && isChanged(to) && isChanged(to - 1)) to++
  return [from, to]
}

const isHighlighted = ({ hunks }: DiffFile): boolean =>
  hunks.reduce((size, { lines }) => size + lines.size, 0) <= MAX_HIGHLIGHTED
