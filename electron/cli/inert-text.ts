import { codePointName, JOINERS, withSigns } from '../../shared/visible-text.ts'

const DELETE = 0x7f
/** Where Unicode keeps the pictures of the C0 controls. */
const PICTURES = 0x2400

/** Keeps line feeds, tabs and joiners; CR LF counts as a line feed. Everything else that shows nothing by itself is shown by its sign or name. */
export function inert(text: string): string {
  return withSigns(text.toWellFormed().replaceAll('\r\n', '\n'), `\n${JOINERS}`, signOf)
}

/** As `inert`, on one line. */
export function inertLine(text: string): string {
  return inert(text).replaceAll('\n', '␊').replaceAll('\t', ' ')
}

function signOf(code: number): string {
  if (code < 0x20) return String.fromCodePoint(PICTURES + code)
  return code === DELETE ? '␡' : `<${codePointName(code)}>`
}
