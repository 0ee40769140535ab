/** The four tones of code; null is plain text. */
export type Tone = 'key' | 'str' | 'fn' | 'mute'

/** A part of one line. The texts of a line's pieces, joined, are the line. */
export interface Piece {
  text: string
  tone: Tone | null
  /** The part of a changed line that differs. */
  marked?: boolean
}

/** From, to (exclusive) in UTF-16 units of a line; rising, apart from each other. */
export type Range = readonly [from: number, to: number]

/** Cuts the pieces at the ends of the ranges and marks those inside. */
export function markRanges<P extends { text: string; marked?: boolean }>(
  pieces: readonly P[],
  ranges: readonly Range[],
): readonly P[] {
  if (ranges.length === 0) return pieces
  const result: P[] = []
  let start = 0
  for (const piece of pieces) {
    const end = start + piece.text.length
    let at = start
    for (const [from, to] of ranges) {
      if (to <= at || from >= end) continue
      if (from > at) result.push({ ...piece, text: piece.text.slice(at - start, from - start) })
      const [inside, until] = [Math.max(from, at), Math.min(to, end)]
      result.push({ ...piece, text: piece.text.slice(inside - start, until - start), marked: true })
      at = until
    }
    if (at < end) result.push({ ...piece, text: piece.text.slice(at - start) })
    start = end
  }
  return result
}

/** At most `limit` characters of the line, and how many were left out. A surrogate pair is not cut. */
export function cutPieces<P extends { text: string }>(
  pieces: readonly P[],
  limit: number,
): { pieces: readonly P[]; cut: number } {
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0)
  if (length <= limit) return { pieces, cut: 0 }
  const kept: P[] = []
  let room = limit
  for (const piece of pieces) {
    const text = cutText(piece.text, room)
    if (text !== '') kept.push({ ...piece, text })
    room -= text.length
    if (text.length < piece.text.length) break
  }
  return { pieces: kept, cut: length - (limit - room) }
}

function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit)
}
