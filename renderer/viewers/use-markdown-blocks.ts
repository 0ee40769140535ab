import { useEffect, useMemo, useState } from 'react'
import { type MarkdownBlock, markdownReader } from './markdown.ts'

/** The window stays free between two such stretches of reading, which begin when it has nothing else to do, or after so long. */
const STRETCH_MS = 6
const LONGEST_WAIT_MS = 100
/** What was read is told of so often, and not stretch by stretch. */
const TELL_EVERY_MS = 200

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
    let toldAt = performance.now()
    const readOn = (): void => {
      const until = performance.now() + STRETCH_MS
      while (!reader.isAtEnd && performance.now() < until) first.blocks.push(...reader.next())
      if (reader.isAtEnd || performance.now() - toldAt >= TELL_EVERY_MS) tell()
      if (!reader.isAtEnd) stop = whenIdle(readOn)
    }
    const tell = (): void => {
      toldAt = performance.now()
      // What links are called may be said at the end: what was drawn without is drawn anew.
      const isNamed = reader.isAtEnd && hasNames(first.blocks)
      const blocks = isNamed ? first.blocks.map((block) => ({ ...block })) : [...first.blocks]
      setLater({ text, read: { blocks, isAtEnd: reader.isAtEnd } })
    }
    let stop = whenIdle(readOn)
    return () => stop()
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

/** Returns its undo. Not every browser tells when it has nothing to do. */
function whenIdle(work: () => void): () => void {
  if ('requestIdleCallback' in globalThis) {
    const id = requestIdleCallback(work, { timeout: LONGEST_WAIT_MS })
    return () => cancelIdleCallback(id)
  }
  const id = setTimeout(work)
  return () => clearTimeout(id)
}
