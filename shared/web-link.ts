import { decodeLabel } from './punycode.ts'
import { codePointName, withSigns } from './visible-text.ts'

/** A link that a person may open after they have seen where it leads. */
export interface WebLink {
  /** As it is opened: what the standard makes of the text, in ASCII. */
  href: string
  /** The host as it is dialled, with a port that is not the usual one. */
  host: string
  /** The host as browsers may show it; null where that is the same. */
  shownAs: string | null
  /** What could mislead about it, one sentence each. */
  warnings: string[]
}

export const MAX_LINK_LENGTH = 2_000

/**
 * The one gate to whatever lies outside: null for everything but https. A link's text decides nothing here; what is opened is `href`
 * alone, and neither host hands anything to the system that has not come through this.
 */
export function webLink(text: string): WebLink | null {
  // Control characters would be dropped by the standard: what is dialled would not be what was looked at.
  if (text.length > MAX_LINK_LENGTH || withSigns(text, '', () => '\n') !== text || /\s/.test(text)) return null
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'https:' || url.hostname === '' || url.href.length > MAX_LINK_LENGTH) return null
  // The standard repairs `https:host` and back-slashes; who writes so wants to be read as something else.
  if (!/^https:\/\/[^/\\]/i.test(text) || /^[^?#]*\\/.test(text)) return null
  const shown = shownHost(url.hostname)
  const isOther = shown !== url.hostname
  return {
    href: url.href,
    host: url.host,
    shownAs: isOther ? withSigns(shown, '', (code) => `⟨${codePointName(code)}⟩`) : null,
    warnings: warningsOf(url, shown),
  }
}

const shownHost = (host: string): string =>
  host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.')

function warningsOf(url: URL, shown: string): string[] {
  const warnings: string[] = []
  if (url.username !== '' || url.password !== '')
    warnings.push('What stands before the @ is a user name. The page does not belong to it.')
  if (url.port !== '') warnings.push(`It is not the usual port of a web page, but port ${url.port}.`)
  if (/^[\d.]+$|^\[/.test(url.hostname)) warnings.push('It is a number of a machine, not the name of a site.')
  if (/(?:^|\.)localhost$|^127\.|^\[::1\]$/.test(url.hostname)) warnings.push('It is a program on this machine.')
  const foreign = foreignLetters(shown)
  if (foreign.length > 0)
    warnings.push(
      `It has letters that can be taken for others: ${foreign.join(', ')}. The name that counts is the one with xn--.`,
    )
  return warnings
}

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic', 'Han', 'Hiragana', 'Katakana', 'Hangul']
const SCRIPT_PATTERNS = SCRIPTS.map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }))
const MAX_LETTERS = 12

/** `а (Cyrillic, U+0430)` for each letter beyond ASCII, in the order they come. */
function foreignLetters(host: string): string[] {
  const letters = [...new Set(host)].filter((letter) => (letter.codePointAt(0) ?? 0) > 0x7f)
  const named = letters.slice(0, MAX_LETTERS).map((letter) => {
    const script = SCRIPT_PATTERNS.find(({ pattern }) => pattern.test(letter))?.name
    const visible = withSigns(letter, '', () => '�')
    return `${visible} (${script === undefined ? '' : `${script}, `}${codePointName(letter.codePointAt(0) ?? 0)})`
  })
  return letters.length > MAX_LETTERS ? [...named, `and ${letters.length - MAX_LETTERS} more`] : named
}
