import { memo, type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import * as TEXT from '../words/texts/viewers.ts'
import { blockTokens, type MarkdownBlock } from './markdown.ts'
import { Blocks } from './markdown-blocks.tsx'
import { useMarkdownBlocks } from './use-markdown-blocks.ts'

/** Blocks that come into view and leave it together: with one element each, Chromium has more work with their coming and going than with them. */
const PART = 10
/** So many parts are drawn at first, and at most so many more at once. */
const AT_FIRST = 3
const MOST = 4
/** Drawn beyond what is in view. */
const AHEAD_PX = 2_000
const FOCUSABLE = { tabIndex: 0 }

/** A Markdown document as text: no HTML, no images from elsewhere, no links that lead anywhere. */
export function MarkdownViewer({ text, label = TEXT.text }: { text: string; label?: string }): ReactElement {
  const { blocks } = useMarkdownBlocks(text)
  const [drawn, setDrawn] = useState(AT_FIRST)
  const parts = useMemo(() => partsOf(blocks, drawn), [blocks, drawn])
  const box = useRef<HTMLElement>(null)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = end.current
    if (!element || drawn * PART >= blocks.length) return
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1)
        if (!entry?.isIntersecting) return
        const missing = (entry.rootBounds?.bottom ?? 0) - entry.boundingClientRect.top
        setDrawn(drawn + moreParts(missing, element.offsetTop / drawn))
      },
      { root: box.current, rootMargin: `${AHEAD_PX}px` },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [drawn, blocks.length])
  return (
    <section
      ref={box}
      className="h-full overflow-auto bg-lit px-6 py-4 focus-visible:-outline-offset-2"
      aria-label={label}
      {...FOCUSABLE}
    >
      <div className="relative max-w-[72ch]">
        {blocks.length === 0 && <p className="text-ink-3">{TEXT.empty}</p>}
        {parts.map((part) => (
          <Part key={part[0]?.at} blocks={part} />
        ))}
        <div ref={end} />
      </div>
    </section>
  )
}

/** The parts that are missing to fill so many pixels, where one takes `partPx`. */
const moreParts = (missing: number, partPx: number): number =>
  Math.min(MOST, Math.max(1, Math.ceil(missing / Math.max(1, partPx))))

const partsOf = (blocks: readonly MarkdownBlock[], count: number): MarkdownBlock[][] =>
  Array.from({ length: Math.min(count, Math.ceil(blocks.length / PART)) }, (_, at) =>
    blocks.slice(at * PART, (at + 1) * PART),
  )

/** Until it is first drawn, taken to be so high. */
const Part = memo(
  function Part({ blocks }: { blocks: readonly MarkdownBlock[] }): ReactElement {
    return (
      <div className="[contain-intrinsic-size:auto_30rem] [content-visibility:auto]">
        {blocks.map((block) => (
          <Block key={block.at} block={block} />
        ))}
      </div>
    )
  },
  (before, after) =>
    before.blocks.length === after.blocks.length && before.blocks.every((block, at) => block === after.blocks[at]),
)

/** Margins of two blocks add up. */
const Block = memo(function Block({ block }: { block: MarkdownBlock }): ReactElement {
  const tokens = useMemo(() => blockTokens(block), [block])
  return (
    <div className="flow-root">
      <Blocks tokens={tokens} />
    </div>
  )
})
