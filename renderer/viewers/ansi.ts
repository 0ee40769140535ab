import Anser from 'anser'
import * as TEXT from '../words/texts/viewers.ts'
import { showHidden } from './text.ts'

/** A part of a line of a log. */
export interface LogPiece {
  text: string
  classes: string
  /** A colour beyond the sixteen, in CSS, made readable on light and dark. */
  color?: string
  /** A part that was searched for. */
  marked?: boolean
}

/** A log's lines as they are in the file, each with the colours that are still on where it begins. */
export interface LogLine {
  raw: string
  carried: string
}

const ESC = '\u001b'
/**
 * What changes nothing of what is read: the cursor's look, the end of a line that is blank anyway, the usual letters and keys. Whatever
 * else a terminal would obey (titles, links, the clipboard, moves, device strings) is shown as it is written.
 */
const QUIET = new RegExp(`${ESC}(?:\\[(?:\\?25[hl]|[02]?K)|\\(B|[=>])`, 'g')
const COLOURS = new RegExp(`${ESC}\\[[\\d;:]*m`, 'g')
/** The beginning of any other sequence. */
const OTHER = new RegExp(`${ESC}(?!\\[[\\d;:]*m)`, 'g')

const MAX_CARRIED = 12
export const TAB = 8

/** What is on, as the sequences that turned it on by their codes, oldest first. */
export type ColoursOn = ReadonlyMap<string, string>

/** One line for each `\n`, so that numbers agree with what evidence cites. An end at the end of the text begins no further line. */
export function logLines(text: string): LogLine[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return linesFrom(lines, new Map())
}

/** What is on after a text; the same object where the text turns nothing. */
export function turnAll(before: ColoursOn, text: string): ColoursOn {
  if (!text.includes(ESC)) return before
  const on = new Map(before)
  for (const colour of text.match(COLOURS) ?? []) turn(on, colour)
  return on
}

/** `before`: what is on where the first line begins. */
export function linesFrom(lines: readonly string[], before: ColoursOn): LogLine[] {
  const on = new Map(before)
  let carried = [...on.values()].join('')
  return lines.map((raw) => {
    const line = { raw, carried }
    // Most lines have no colour.
    if (!raw.includes(ESC)) return line
    for (const colour of raw.match(COLOURS) ?? []) turn(on, colour)
    carried = [...on.values()].join('')
    return line
  })
}

/** Each code that ends something, and the codes that begin it. */
const ENDS: Readonly<Record<string, RegExp>> = {
  39: /^(?:3[0-8]|9\d)/,
  49: /^(?:4[0-8]|10\d)/,
  22: /^[12]$/,
  23: /^3$/,
  24: /^4$/,
  27: /^7$/,
  29: /^9$/,
}

/** Keeps what is on, as the sequences that turned it on, oldest first. */
function turn(on: Map<string, string>, colour: string): void {
  const code = colour.slice(2, -1)
  if (/^0*$/.test(code)) {
    on.clear()
    return
  }
  const begins = ENDS[code]
  for (const known of on.keys()) if (known === code || (begins?.test(known) && !isSeveral(known))) on.delete(known)
  // An end is kept only where it may end a part of what one sequence turned on.
  if (begins === undefined || [...on.keys()].some(isSeveral)) on.set(code, colour)
  // A program that never ends anything: only the newest matters.
  const [oldest] = on.keys()
  if (on.size > MAX_CARRIED && oldest !== undefined) on.delete(oldest)
}

/** `1;31` turns on two things; `38;5;208` and `38;2;…` one. */
const isSeveral = (code: string): boolean => code.includes(';') && !/^[34]8;/.test(code)

/** The width of a line in characters, as it is drawn. */
export const shownWidth = (raw: string): number =>
  showHidden(withoutColours(lastState(raw))).replaceAll('\t', ' '.repeat(TAB)).length

/** The text of `paintLine`, without its colours: quick enough for every line of a long log. */
export const plainLine = ({ raw }: LogLine): string => withoutColours(lastState(raw))

const withoutColours = (text: string): string =>
  text.includes(ESC) ? text.replace(QUIET, '').replace(COLOURS, '').replaceAll(ESC, showHidden) : text

/** What a terminal would show in the end, in its colours: the last state of a progress bar, after a mark that tells of those before. */
export function paintLine({ raw, carried }: LogLine): LogPiece[] {
  const text = (carried + lastState(raw)).replace(QUIET, '').replace(COLOURS, plainColour)
  if (!text.includes(ESC)) return text === '' ? [] : [{ text, classes: '' }]
  return Anser.ansiToJson(text.replace(OTHER, showHidden), { use_classes: true, remove_empty: true }).map(styled)
}

/** Colours set in the parts that were overwritten stay on; that there were some is said, because they can hold what nobody is to see. */
function lastState(raw: string): string {
  if (!raw.includes('\r')) return raw
  const parts = raw.split('\r')
  const isSeen = parts.map((part) => withoutColours(part) !== '')
  const last = isSeen.lastIndexOf(true)
  const before = parts.slice(0, Math.max(0, last))
  const overwritten = isSeen.slice(0, Math.max(0, last)).filter(Boolean).length
  const colours = before.flatMap((part) => part.match(COLOURS) ?? []).join('')
  return overwrittenMark(overwritten) + colours + (parts[last] ?? '')
}

const overwrittenMark = (count: number): string =>
  count === 0 ? '' : count === 1 ? '⟨CR⟩ ' : TEXT.carriageReturns(count.toLocaleString('en'))

/** The form with colons (`38:2::r:g:b`, `4:3`), which the library doesn't know. */
const plainColour = (sequence: string): string =>
  sequence
    .replace(/([34]8):2:\d*:(\d+):(\d+):(\d+)/g, '$1;2;$2;$3;$4')
    .replace(/([34]8):5:(\d+)/g, '$1;5;$2')
    .replace(/:\d*/g, '')

const FOREGROUND: Readonly<Record<string, string>> = {
  black: 'text-ink-2',
  red: 'text-fail',
  green: 'text-pass',
  yellow: 'text-code-str',
  blue: 'text-lapis',
  magenta: 'text-(--plot-1)',
  cyan: 'text-code-fn',
  white: 'text-ink',
  'bright-black': 'text-ink-3',
}
const BACKGROUND: Readonly<Record<string, string>> = {
  red: 'bg-fail-soft',
  green: 'bg-pass-soft',
  yellow: 'bg-gold-soft',
  blue: 'bg-lapis-soft',
  magenta: 'bg-lapis-soft',
  cyan: 'bg-pass-soft',
}
const DECORATION: Readonly<Record<string, string>> = {
  bold: 'font-strong',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'line-through',
}

function styled(part: Anser.AnserJsonEntry): LogPiece {
  const classes = part.decorations.map((name) => DECORATION[name] ?? '')
  const color = freeColour(part.fg, part.fg_truecolor)
  const name = nameOf(part.fg)
  if (part.bg) classes.push(BACKGROUND[bright(nameOf(part.bg))] ?? 'bg-pressed')
  // On a background the quieter tones would be hard to read.
  if (part.bg && /^(?:bright-)?(?:black|white)$/.test(name)) classes.push('text-ink')
  else if (part.fg && color === null) classes.push(FOREGROUND[name] ?? FOREGROUND[bright(name)] ?? '')
  else if (part.decorations.includes('dim') && !part.bg && color === null) classes.push('text-ink-3')
  const piece = { text: part.content, classes: classes.filter((each) => each !== '').join(' ') }
  return color === null ? piece : { ...piece, color }
}

const PALETTE = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

/** `ansi-bright-red` and the palette's first sixteen: their plain names. */
function nameOf(colour: string | null): string {
  const name = (colour ?? '').replace(/^ansi-/, '')
  const number = /^palette-(\d+)$/.exec(name)?.[1]
  if (number === undefined || Number(number) > 15) return name
  return `${Number(number) > 7 ? 'bright-' : ''}${PALETTE[Number(number) % 8]}`
}

const bright = (name: string): string => name.replace(/^bright-/, '')

/** Hue and strength are kept; lightness is what each theme needs for contrast. */
function freeColour(colour: string | null, rgb: string | null): string | null {
  const number = Number(/^ansi-palette-(\d+)$/.exec(colour ?? '')?.[1] ?? -1)
  const triple = colour === 'ansi-truecolor' ? rgb : number > 15 ? paletteColour(number) : null
  if (triple === null || !/^\d+, ?\d+, ?\d+$/.test(triple)) return null
  const base = `rgb(${triple})`
  return `light-dark(oklch(from ${base} min(l, 0.47) c h), oklch(from ${base} max(l, 0.76) c h))`
}

/** The 6×6×6 cube and the greys of the 256 colours. */
function paletteColour(number: number): string {
  if (number > 231)
    return Array(3)
      .fill((number - 232) * 10 + 8)
      .join(', ')
  const level = (step: number): number => (step === 0 ? 0 : step * 40 + 55)
  const index = number - 16
  return [level(Math.floor(index / 36)), level(Math.floor(index / 6) % 6), level(index % 6)].join(', ')
}
