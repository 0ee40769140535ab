import type { Token } from 'marked'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { webLink } from '../../shared/web-link.ts'
import * as TEXT from '../words/texts/viewers.ts'
import { useLinkOpener } from './link-opener.ts'
import { decodeEntities, isKnownToken, linkTarget } from './markdown.ts'
import { cutPieces } from './pieces.ts'
import { CutNote } from './pieces-view.tsx'
import { showHidden, showLines } from './text.ts'

/** Tokens in a line as elements; raw HTML is text, images are told, links ask before they lead anywhere. */
export function Inline({ tokens }: { tokens: readonly Token[] | undefined }): ReactElement {
  let at = 0
  return (
    <>
      {tokens?.map((token) => {
        const key = at
        at += token.raw.length
        return <Fragment key={key}>{inline(token)}</Fragment>
      })}
    </>
  )
}

function inline(token: Token): ReactNode {
  if (!isKnownToken(token)) return showLines(token.raw)
  switch (token.type) {
    case 'strong':
      return (
        <strong className="font-strong">
          <Inline tokens={token.tokens} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      )
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      )
    case 'codespan':
      return <code className="rounded-control bg-sunken px-1 text-12 break-words">{showHidden(token.text)}</code>
    case 'br':
      return <br />
    case 'link':
      return <Link href={token.href} text={token.text} tokens={token.tokens} />
    case 'image':
      return (
        <span className="text-ink-3">
          {TEXT.image(showLines(decodeEntities(token.text)))}{' '}
          <span className="wrap-anywhere">{showHidden(token.href)}</span>
        </span>
      )
    case 'text':
      return token.tokens === undefined ? showLines(decodeEntities(token.text)) : <Inline tokens={token.tokens} />
    case 'escape':
      return showLines(token.text)
    case 'checkbox':
      return null
    default:
      return <LongText text={token.raw} />
  }
}

/** More of a text that has no parts would take the browser seconds to break into lines. */
const MAX_TEXT = 20_000

/** What is shown as it was written; very long ones are cut and say so. */
export function LongText({ text }: { text: string }): ReactElement {
  const { pieces, cut } = cutPieces([{ text }], MAX_TEXT)
  return (
    <>
      {showLines(pieces[0]?.text ?? '')}
      <CutNote cut={cut} />
    </>
  )
}

function Link({ href, text, tokens }: { href: string; text: string; tokens: readonly Token[] }): ReactElement {
  const target = linkTarget(href, text)
  const open = useLinkOpener()
  const link = open === null ? null : webLink(decodeEntities(href))
  return (
    <span title={showHidden(href)}>
      {open === null || link === null ? (
        <span className="underline decoration-line-control decoration-dotted underline-offset-2">
          <Inline tokens={tokens} />
        </span>
      ) : (
        // Not an anchor: the browser's own ways to follow one would not ask.
        <button
          type="button"
          aria-haspopup="dialog"
          className="inline text-left text-lapis underline underline-offset-2 wrap-anywhere"
          onClick={() => open(link)}
        >
          <Inline tokens={tokens} />
        </button>
      )}
      {target !== null && <span className="text-ink-3"> ({showHidden(target)})</span>}
    </span>
  )
}
