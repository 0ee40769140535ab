/**
 * Text of agents, repositories and goals may hold characters that move the cursor, recolour, hide or reverse what a terminal shows.
 * Whatever could do so becomes a visible sign, so that what a person reads is what is there.
 */

/** First and last code points. */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0x80, 0x9f], // C1 controls, among them an escape sequence's introducer
  [0x61c, 0x61c], // bidirectional marks, embeddings, overrides and isolates
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x206f],
  [0x200b, 0x200b], // characters without width, but joiners, which emoji and several scripts need
  [0x2060, 0x2064],
  [0xfeff, 0xfeff],
  [0x2028, 0x2029], // line and paragraph separators
  [0xfff9, 0xfffb], // annotations
  [0xe0000, 0xe007f], // invisible tags
]
const LINE_FEED = 0x0a
const TAB = 0x09
const DELETE = 0x7f
/** Where Unicode keeps the pictures of the C0 controls. */
const PICTURES = 0x2400

/** Keeps line feeds and tabs; CR LF counts as a line feed. Everything else that does not print is shown by its sign or name. */
export function inert(text: string): string {
  return Array.from(text.toWellFormed().replaceAll('\r\n', '\n'), visible).join('')
}

/** As `inert`, on one line. */
export function inertLine(text: string): string {
  return inert(text).replaceAll('\n', '␊').replaceAll('\t', ' ')
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return code === LINE_FEED || code === TAB ? character : String.fromCodePoint(PICTURES + code)
  if (code === DELETE) return '␡'
  const hidden = HIDDEN.some(([first, last]) => code >= first && code <= last)
  return hidden ? `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>` : character
}
