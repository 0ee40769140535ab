import { Lexer, type Token, Tokenizer, type Tokens, type TokensList } from 'marked'

/** Deeper lists, quotes and emphasis are shown as they are written. */
const MAX_DEPTH = 24
/** A longer paragraph is shown as it is written: some rules look ahead from each sign to the end. */
const MAX_INLINE = 4_000
/** As the lexer's own rule, but that it does not look for addresses of mail, which takes the square of the length. */
const TEXT = /^([`~]+|[^`~])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<![`*~_]|https?:\/\/|$)|[^ ](?= {2,}\n)))/
const ADDRESS = /^https?:\/\/[^\s<>"']{1,2000}/i

/** Without links that nobody wrote as links, but for addresses of the web. */
class PlainTokenizer extends Tokenizer {
  override url(text: string): Tokens.Link | undefined {
    const raw = /^.*?(?=[?!.,:*_~)]*$)/s.exec(ADDRESS.exec(text)?.[0] ?? '')?.[0] ?? ''
    if (raw === '') return undefined
    return { type: 'link', raw, text: raw, href: raw, tokens: [{ type: 'text', raw, text: raw, escaped: true }] }
  }
  override inlineText(text: string): Tokens.Text | undefined {
    const raw = TEXT.exec(text)?.[0]
    return raw === undefined ? undefined : { type: 'text', raw, text: raw, escaped: false }
  }
}

const asWritten = (raw: string): Tokens.HTML => ({ type: 'html', block: true, pre: false, raw, text: raw })

/** Reads what an agent wrote in a time that grows with its length, whatever it wrote. */
export class BoundedLexer extends Lexer {
  #depth = 0

  constructor() {
    super({ gfm: true, tokenizer: new PlainTokenizer() })
  }

  override blockTokens(text: string, tokens?: Token[], isClipped?: boolean): Token[]
  override blockTokens(text: string, tokens?: TokensList, isClipped?: boolean): TokensList
  override blockTokens(text: string, tokens: Token[] = [], isClipped?: boolean): Token[] {
    return this.#deeper(text, tokens, () => super.blockTokens(text, tokens, isClipped))
  }

  override inlineTokens(text: string, tokens: Token[] = []): Token[] {
    const isLong = text.length > MAX_INLINE
    return this.#deeper(text, tokens, isLong ? null : () => super.inlineTokens(text, tokens))
  }

  #deeper(text: string, tokens: Token[], read: (() => Token[]) | null): Token[] {
    if (read === null || this.#depth >= MAX_DEPTH) {
      tokens.push(asWritten(text))
      return tokens
    }
    this.#depth += 1
    try {
      return read()
    } finally {
      this.#depth -= 1
    }
  }
}
