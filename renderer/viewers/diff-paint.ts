import type { DiffFile, DiffHunk, DiffLine } from './diff.ts'
import { wordDifferences } from './diff-words.ts'
import { languageOf, MAX_HIGHLIGHTED } from './language.ts'
import { markRanges, type Piece, type Range } from './pieces.ts'

/** Lines are highlighted in blocks of this many, so that no single frame waits long. */
const BLOCK = 100

/** Turns lines into pieces, hunk by hunk, when they are first seen. `highlight` null: plain text. */
export interface DiffPainter {
  piecesOf(file: DiffFile, hunk: DiffHunk, line: DiffLine): readonly Piece[]
}

export function diffPainter(highlight: ((text: string, language: string) => Piece[][]) | null): DiffPainter {
  const words = new WeakMap<DiffHunk, (line: DiffLine) => readonly Range[]>()
  const tones = new WeakMap<DiffLine, readonly Piece[]>()
  const languages = new WeakMap<DiffFile, { name: string | null }>()

  const wordsOf = (hunk: DiffHunk): ((line: DiffLine) => readonly Range[]) => {
    const known = words.get(hunk) ?? wordDifferences(hunk.lines)
    words.set(hunk, known)
    return known
  }
  const languageFor = (file: DiffFile): string | null => {
    const known = languages.get(file) ?? { name: isHighlighted(file) ? languageOf(file.path) : null }
    languages.set(file, known)
    return known.name
  }
  const tonesOf = (file: DiffFile, hunk: DiffHunk, line: DiffLine): readonly Piece[] => {
    const language = highlight === null ? null : languageFor(file)
    if (highlight === null || language === null) return [{ text: line.text, tone: null }]
    if (!tones.has(line)) for (const [of, pieces] of toneBlock(hunk, line, language, highlight)) tones.set(of, pieces)
    return tones.get(line) ?? [{ text: line.text, tone: null }]
  }
  return {
    piecesOf(file, hunk, line) {
      const pieces = tonesOf(file, hunk, line)
      return line.sign === ' ' ? pieces : markRanges(pieces, wordsOf(hunk)(line))
    },
  }
}

function isHighlighted(file: DiffFile): boolean {
  let length = 0
  for (const hunk of file.hunks) for (const line of hunk.lines) length += line.text.length
  return length <= MAX_HIGHLIGHTED
}

/** The old and the new text of the block that holds the line, each highlighted as a whole; unchanged lines are taken from the new one. */
function toneBlock(
  hunk: DiffHunk,
  line: DiffLine,
  language: string,
  highlight: (text: string, language: string) => Piece[][],
): [DiffLine, readonly Piece[]][] {
  const start = Math.floor(hunk.lines.indexOf(line) / BLOCK) * BLOCK
  const block = hunk.lines.slice(start, start + BLOCK)
  return (['+', '-'] as const).flatMap((sign) => {
    const side = block.filter((each) => each.sign === ' ' || each.sign === sign)
    if (!side.some((each) => each.sign === sign) && sign === '-') return []
    const toned = highlight(side.map(({ text }) => text).join('\n'), language)
    return side.flatMap((each, at): [DiffLine, readonly Piece[]][] => {
      const pieces = toned[at]
      return pieces && (sign === '+' || each.sign === '-') ? [[each, pieces]] : []
    })
  })
}
