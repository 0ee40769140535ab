import { codePointName, JOINERS, withSigns } from '../../shared/visible-text.ts'

/** Longer lines are cut when they are drawn. */
export const MAX_LINE = 2000

/** Lines without their ends (`\n`, `\r\n`); an end of line at the end of the text begins no further line. Empty text: no lines. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/**
 * The text with every character that hides, turns or moves text as a visible sign: `⟨ESC⟩`, `⟨U+202E⟩`. A file could show one thing to
 * a reader and another to a compiler. Tab is left alone.
 */
export const showHidden = (text: string): string => withSigns(text, '', signOf)

/** The same for prose: line ends and the joiners are kept. Code, commands, paths and addresses take `showHidden`. */
export const showLines = (text: string): string => withSigns(text, `\n${JOINERS}`, signOf)

const NAMES: Readonly<Record<number, string>> = { 0: 'NUL', 7: 'BEL', 8: 'BS', 13: 'CR', 27: 'ESC', 127: 'DEL' }

/** In characters that every font has. */
const signOf = (code: number): string => `⟨${NAMES[code] ?? codePointName(code)}⟩`
