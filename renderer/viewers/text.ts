/** Longer lines are cut when they are drawn. */
export const MAX_LINE = 2000

/** Lines without their ends (`\n`, `\r\n`); an end of line at the end of the text begins no further line. Empty text: no lines. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/**
 * Control characters, and those that turn or hide text: a file could show one thing to a reader and another to a compiler. Tab is
 * left alone.
 */
const HIDDEN = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{115f}\u{1160}\u{3164}\u{ffa0}]--\t]/gv

/** The text with every hidden character as a visible sign: `⟨ESC⟩`, `⟨U+202E⟩`. */
export const showHidden = (text: string): string => text.replace(HIDDEN, signOf)

/** Line ends, and the two joiners: Persian and many Indic words need them, and so do the emoji made of several. */
const KEPT_IN_PROSE = '\n\u200c\u200d'

/** The same for prose: line ends, U+200C and U+200D are kept. Code, commands, paths and addresses take `showHidden`. */
export const showLines = (text: string): string =>
  text.replace(HIDDEN, (character) => (KEPT_IN_PROSE.includes(character) ? character : signOf(character)))

const NAMES: Readonly<Record<number, string>> = { 0: 'NUL', 7: 'BEL', 8: 'BS', 13: 'CR', 27: 'ESC', 127: 'DEL' }

/** In characters that every font has. */
function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `⟨${NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`}⟩`
}

/** "1 line", "2,400 lines". */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
