import { type ReactElement, useMemo } from 'react'
import { dataUrl } from './image.ts'

/**
 * A page that somebody else wrote, in a frame that can do nothing: no script, no form, no link out of it, no origin of its own. The
 * policy of this page holds in it, because its address holds all of it: nothing is loaded from anywhere, and no style or script of its
 * own is obeyed. Its own policy says the same again.
 */
export function HtmlFrame({ text, label = 'Page' }: { text: string; label?: string }): ReactElement {
  const url = useMemo(() => dataUrl(new TextEncoder().encode(BEFORE + text), 'text/html;charset=utf-8'), [text])
  return (
    <div className="flex h-full min-h-0 flex-col bg-lit">
      <p className="flex-none border-line border-b px-4 py-1 text-12 text-ink-3">
        Its own styles, scripts and pictures from elsewhere are left out. Open it in a browser to see it as it is meant.
      </p>
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

/** Before everything else of the page, so that nothing of it comes first. */
const BEFORE = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; form-action 'none'; base-uri 'none'"><meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer">`
