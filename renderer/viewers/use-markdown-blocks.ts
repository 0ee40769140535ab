import { useEffect, useMemo, useState } from 'react'
import { type MarkdownBlock, markdownReader } from './markdown.ts'

/** The window stays free between two such stretches of reading. */
const STRETCH_MS = 6

interface Read {
  blocks: readonly MarkdownBlock[]
  isAtEnd: boolean
}

/** The blocks of a text: the first at once, the others as the window has time for them. */
export function useMarkdownBlocks(text: string): Read {
  const first = useMemo(() => firstRead(text), [text])
  const [later, setLater] = useState<{ text: string; read: Read } | null>(null)
  useEffect(() => {
    const { reader } = first
    if (reader.isAtEnd) return
    const readOn = (): void => {
      const until = performance.now() + STRETCH_MS
      while (!reader.isAtEnd && performance.now() < until) first.blocks.push(...reader.next())
      // What links are called may be said at the end: what was drawn without is drawn anew.
      const isNamed = reader.isAtEnd && hasNames(first.blocks)
      const blocks = first.blocks.map((block) => (isNamed ? { ...block } : block))
      setLater({ text, read: { blocks, isAtEnd: reader.isAtEnd } })
      if (!reader.isAtEnd) timer = setTimeout(readOn)
    }
    let timer = setTimeout(readOn)
    return () => clearTimeout(timer)
  }, [first, text])
  return later?.text === text ? later.read : first.read
}

function firstRead(text: string) {
  const reader = markdownReader(text)
  const blocks: MarkdownBlock[] = []
  while (blocks.length === 0 && !reader.isAtEnd) blocks.push(...reader.next())
  return { reader, blocks, read: { blocks: [...blocks], isAtEnd: reader.isAtEnd } }
}

const hasNames = (blocks: readonly MarkdownBlock[]): boolean => Object.keys(blocks[0]?.links ?? {}).length > 0
