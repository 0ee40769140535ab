import type { MarkedToken, Token, TokensList } from 'marked'
import { BoundedLexer } from './bounded-lexer.ts'

/** A block of the top level, and all that is needed to read it alone. */
export interface MarkdownBlock {
  /** Where it begins in the text: its key. */
  at: number
  raw: string
  links: TokensList['links']
}

/** A document that is read a piece at a time. */
export interface MarkdownReader {
  /** The blocks of the next piece; those of all pieces are the document. Empty where a piece has none. */
  next(): MarkdownBlock[]
  readonly isAtEnd: boolean
}

/** UTF-16 units of a piece: read in a few milliseconds; the first one is what a person waits for. */
const PIECE = 32 * 1024
const FIRST_PIECE = 4 * 1024

/** Reads blocks from the beginning on. What is inside them is only read when they are drawn. */
export function markdownReader(text: string): MarkdownReader {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const lexer = new BoundedLexer()
  let at = 0
  let piece = FIRST_PIECE
  return {
    get isAtEnd() {
      return at >= plain.length
    },
    next: () => {
      const cut = pieceEnd(plain, at + piece)
      const tokens = lexer.blockTokens(plain.slice(at, cut), [])
      // What ends a block may lie in the next piece, so the last one is read again with that.
      const whole = cut < plain.length ? tokens.slice(0, -1) : tokens
      piece = whole.length === 0 ? 2 * piece : PIECE
      return whole.flatMap((token) => {
        const block = { at, raw: token.raw, links: lexer.tokens.links }
        at += token.raw.length
        return token.type === 'space' || token.type === 'def' ? [] : [block]
      })
    },
  }
}

/** The end of the line that the place is in. */
function pieceEnd(text: string, place: number): number {
  const end = place >= text.length ? -1 : text.indexOf('\n', place)
  return end < 0 ? text.length : end + 1
}

/** All blocks of a document. */
export function markdownBlocks(text: string): MarkdownBlock[] {
  const reader = markdownReader(text)
  const blocks: MarkdownBlock[] = []
  while (!reader.isAtEnd) blocks.push(...reader.next())
  return blocks
}

/** What is inside a block. */
export function blockTokens({ raw, links }: MarkdownBlock): Token[] {
  const lexer = new BoundedLexer()
  lexer.tokens.links = links
  return lexer.lex(raw)
}

/** Every token there is, as long as the lexer has no extensions. */
const KNOWN = new Set<string>(
  'blockquote br checkbox code codespan def del em escape heading hr html image link list list_item paragraph space strong table text'.split(
    ' ',
  ),
)
export const isKnownToken = (token: Token): token is MarkedToken => KNOWN.has(token.type)

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['copy', '©'],
  ['reg', '®'],
  ['trade', '™'],
  ['hellip', '…'],
  ['mdash', '—'],
  ['ndash', '–'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bull', '•'],
  ['middot', '·'],
  ['times', '×'],
  ['rarr', '→'],
  ['larr', '←'],
])

/** `&amp;` and numbers as their characters; names that are rarely written stay as they are. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES.get(name) ?? all
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : '\ufffd'
  })

/** Where a link really leads, to stand beside its text; null: the text says it already. */
export function linkTarget(href: string, text: string): string | null {
  const plain = decodeEntities(href)
  if (text === plain) return null
  const host = URL.canParse(plain) ? new URL(plain).host : ''
  return host === '' ? plain : host
}

/** The page has the goal as h1 and the panel as h2. */
export const headingLevel = (depth: number): 3 | 4 | 5 | 6 => (depth <= 1 ? 3 : depth === 2 ? 4 : depth === 3 ? 5 : 6)
