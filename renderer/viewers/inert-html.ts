import { showLines } from './text.ts'

/** They say what a text is. Nothing of them is asked for or run, and none of their attributes is kept. */
const KEPT: ReadonlySet<string> = new Set([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'span', 'br', 'hr', 'pre', 'code', 'kbd', 'samp', 'blockquote'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['em', 'strong', 'b', 'i', 'u', 's', 'sub', 'sup', 'small', 'section', 'article', 'header', 'footer', 'figure'],
])
/** What is in them is no text of the page. */
const DROPPED: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'svg',
  'math',
  'title',
  'audio',
  'video',
  'select',
])
/** What a text may name by a word; other names stay as they are written. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ', hellip: '…', mdash: '—', ndash: '–', times: '×' },
}

/**
 * Text and structure of a page that somebody else wrote, and nothing that could ask for, run or lead to anything: only names of `KEPT`
 * without attributes become tags, all else is escaped text with hidden signs shown. Whatever is malformed is text.
 */
export function inertHtml(page: string): string {
  const parts: string[] = []
  let at = 0
  while (at < page.length) {
    const open = page.indexOf('<', at)
    if (open < 0) break
    parts.push(textOf(page.slice(at, open)))
    const { markup, end } = tagAt(page, open)
    parts.push(markup)
    at = end
  }
  return parts.join('') + textOf(page.slice(at))
}

/** The tag, comment or lone sign at `open`, and where what follows begins. */
function tagAt(page: string, open: number): { markup: string; end: number } {
  if (page.startsWith('<!--', open)) return { markup: '', end: after(page, '-->', open) }
  const name = /^<(\/?)([a-z][a-z0-9]*)/i.exec(page.slice(open, open + 40))
  if (!name)
    return /^<[!?/]/.test(page.slice(open, open + 2)) ? { markup: '', end: after(page, '>', open) } : LONE(open)
  const [, slash = '', word = ''] = name
  const tag = word.toLowerCase()
  const end = after(page, '>', open)
  if (slash === '' && DROPPED.has(tag)) return { markup: '', end: afterClosing(page, tag, end) }
  if (tag === 'img') return { markup: '[picture]', end }
  return { markup: KEPT.has(tag) ? `<${slash}${tag}>` : '', end }
}

const LONE = (open: number) => ({ markup: '&lt;', end: open + 1 })

/** Behind the next `sign`; the end where there is none. */
function after(page: string, sign: string, from: number): number {
  const found = page.indexOf(sign, from)
  return found < 0 ? page.length : found + sign.length
}

function afterClosing(page: string, tag: string, from: number): number {
  const closing = new RegExp(`</${tag}`, 'gi')
  closing.lastIndex = from
  const found = closing.exec(page)
  return found === null ? page.length : after(page, '>', found.index)
}

const textOf = (text: string): string =>
  showLines(text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,10}));/gi, named))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

function named(whole: string, decimal?: string, hex?: string, word?: string): string {
  if (word !== undefined) return NAMED[word.toLowerCase()] ?? whole
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole
}
