import { type ReactElement, useMemo } from 'react'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/viewers.ts'
import { dataUrl } from './image.ts'
import { inertHtml } from './inert-html.ts'

/**
 * Text and structure of a page that somebody else wrote (`inertHtml`), in a frame that can do nothing either: no script, no form, no
 * origin of its own, and the policy of this page holds in it, because its address holds all of it.
 */
export function HtmlFrame({ text, label = COMMON.page }: { text: string; label?: string }): ReactElement {
  const url = useMemo(
    () => dataUrl(new TextEncoder().encode(BEFORE + inertHtml(text)), 'text/html;charset=utf-8'),
    [text],
  )
  return (
    <div className="flex h-full min-h-0 flex-col bg-lit">
      <p className="flex-none border-line border-b px-4 py-1 text-12 text-ink-3">{TEXT.onlyItsTextAndStructure}</p>
      <iframe
        className="min-h-0 w-full flex-1 bg-[#fff] [color-scheme:light]"
        src={url}
        title={label}
        sandbox=""
        referrerPolicy="no-referrer"
      />
    </div>
  )
}

const BEFORE = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'">`
