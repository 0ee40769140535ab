import { memo, type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import * as TEXT from '../words/texts/viewers.ts'
import { blockTokens, type MarkdownBlock } from './markdown.ts'
import { Blocks } from './markdown-blocks.tsx'
import { useMarkdownBlocks } from './use-markdown-blocks.ts'

/** So many blocks are drawn at first, and more each time the end of those comes near. */
const AT_FIRST = 30
const MORE = 40
const FOCUSABLE = { tabIndex: 0 }

/** A Markdown document as text: no HTML, no images from elsewhere, no links that lead anywhere. */
export function MarkdownViewer({ text, label = TEXT.text }: { text: string; label?: string }): ReactElement {
  const { blocks } = useMarkdownBlocks(text)
  const [drawn, setDrawn] = useState(AT_FIRST)
  const box = useRef<HTMLElement>(null)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current || drawn >= blocks.length) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setDrawn((count) => count + MORE)
      },
      { root: box.current, rootMargin: '2000px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [drawn, blocks.length])
  return (
    <section
      ref={box}
      className="h-full overflow-auto bg-lit px-6 py-4 focus-visible:-outline-offset-2"
      aria-label={label}
      {...FOCUSABLE}
    >
      <div className="max-w-[72ch]">
        {blocks.length === 0 && <p className="text-ink-3">{TEXT.empty}</p>}
        {blocks.slice(0, drawn).map((block) => (
          <Block key={block.at} block={block} />
        ))}
        <div ref={end} />
      </div>
    </section>
  )
}

const Block = memo(function Block({ block }: { block: MarkdownBlock }): ReactElement {
  const tokens = useMemo(() => blockTokens(block), [block])
  return (
    <div className="[contain-intrinsic-size:auto_3rem] [content-visibility:auto]">
      <Blocks tokens={tokens} />
    </div>
  )
})
