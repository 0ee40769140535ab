import { inert } from './inert-text.ts'

/** What a formatter makes: pieces of text with a tone. Colour and control characters are the business of `renderLine` alone. */
export type Tone = 'dim' | 'bold' | 'good' | 'bad' | 'warn' | 'accent'
export type Span = string | { readonly tone: Tone; readonly text: string }
export type Line = readonly Span[]

export const tone =
  (name: Tone) =>
  (text: string): Span => ({ tone: name, text })
export const dim = tone('dim')
export const bold = tone('bold')
export const good = tone('good')
export const bad = tone('bad')
export const warn = tone('warn')
export const accent = tone('accent')

const CODES: Record<Tone, string> = { dim: '2', bold: '1', good: '32', bad: '31', warn: '33', accent: '36' }

/**
 * One line as the terminal gets it, without the line feed at its end. Line feeds inside a text begin a further line that is indented
 * as the first one was. Every text is made inert here, so that no formatter can forget it.
 */
export function renderLine(line: Line, colour: boolean): string {
  const indent = /^ */.exec(textOf(line))?.[0] ?? ''
  return line
    .map((span) => {
      const text = inert(typeof span === 'string' ? span : span.text).replaceAll('\n', `\n${indent}`)
      return typeof span === 'string' || !colour ? text : `\u001b[${CODES[span.tone]}m${text}\u001b[0m`
    })
    .join('')
}

export function textOf(line: Line): string {
  return line.map((span) => (typeof span === 'string' ? span : span.text)).join('')
}

/** Each line of a longer text, indented. */
export function block(text: string, indent: string, paint: (text: string) => Span = (plain) => plain): Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => [paint(`${indent}${line}`)])
}

/** At most `max` characters, with a sign where something is left out. */
export function shortened(text: string, max: number): string {
  const characters = [...text]
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`
}

/** `1 task`, `2 tasks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
