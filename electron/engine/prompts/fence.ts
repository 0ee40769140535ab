import { boundLines, boundText, boundTexts } from './bounded.ts'
import { CAPS } from './caps.ts'

/** Longer runs of backticks are told by their number, so that a fence stays short. */
const MAX_BACKTICKS = 20

// Joiners are kept: emoji and several scripts need them.
const KEPT = new Set(['\n', '\t', '\u200c', '\u200d'])

/** Control and invisible characters as something one can see: `␛` for escape, `<U+202E>` for what has no picture. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => (KEPT.has(character) ? character : picture(character)))
    .replace(/`{21,}/g, (run) => `<${run.length} backticks>`)
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}

/** Visible and bounded. Cut before as well, because texts may be of any length and making them visible takes its time. */
export const shown = (text: string, max: number): string => boundText(visible(boundText(text, max)), max)

/** Puts visible text between fences that are longer than any run of backticks in it, so that no text ends its own block. */
function fence(content: string, info: string): string {
  const runs = content.match(/`+/g) ?? []
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 2)
  const ticks = '`'.repeat(Math.min(longest, MAX_BACKTICKS) + 1)
  return `${ticks}${info}\n${content}\n${ticks}`
}

/** A text of a person, an agent or the repository, as a block of at most `max` characters between its fences. */
export function dataBlock(text: string, max: number): string {
  return fence(shown(text, max), 'text')
}

/** Lines of data as a block; too many are left out at the end. `noun` says of what, in the singular. */
export function lineBlock(lines: readonly string[], max: number, noun: string): string {
  return fence(
    boundLines(lines, max, noun, 'start', (line) => oneLine(line, CAPS.line)),
    'text',
  )
}

/** A text as one line of at most `max` characters, its line breaks shown. */
export const oneLine = (text: string, max: number): string => shown(text, max).replaceAll('\n', '␊')

/** Texts with their marks (`1. `, `- `) as one block. Further lines are indented, so that no text can pose as the next item. */
export function itemBlock(items: readonly string[], max: number): string {
  return fence(boundTexts(items, max).join('\n'), 'text')
}

/** One item of a block. */
export function item(mark: string, text: string): string {
  return `${mark}${shown(text, CAPS.item).replaceAll('\n', `\n${' '.repeat(mark.length)}`)}`
}

/** A unified diff as a block; what does not fit is left out at its end. */
export function diffBlock(diff: string, max: number): string {
  const lines = diff.replace(/\n$/, '').split(/\r?\n/)
  return fence(
    boundLines(lines, max, 'more diff line', 'start', (line) => shown(line, CAPS.line)),
    'diff',
  )
}

/** A block of lines that were made visible and bounded already. */
export function shownBlock(lines: readonly string[]): string {
  return fence(lines.join('\n'), 'text')
}

/** A short text within a sentence: one line, in double quotes, JSON escapes. */
export function quoted(text: string, max = 160): string {
  return JSON.stringify(shown(text, max))
}
