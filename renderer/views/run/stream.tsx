import { type ReactElement, type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/run-panels.ts'
import type { StreamItem } from './stream-items.ts'
import { StreamRow } from './stream-row.tsx'
import type { LiveLog } from './use-event-log.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

/** Rows drawn at first, and with each "earlier"; while the end is followed, older ones are let go again. */
const PAGE = 300
/** A scrolled region must take the focus, or the keyboard could not scroll it. */
const FOCUSABLE = { tabIndex: 0 }

export interface StreamProps {
  label: string
  items: readonly StreamItem[]
  agent: string
  log: Pick<LiveLog, 'hasOlder' | 'isReading' | 'error' | 'isNew' | 'older'>
  /** Something is being written now. */
  isLive: boolean
  empty: string
  /** Begins at the end, and follows it. */
  follows?: boolean
  before?: ReactNode
  after?: ReactNode
}

/** What an agent says and does, as it comes. The end is followed until the person scrolls up; then nothing moves. */
export function Stream({
  label,
  items,
  agent,
  log,
  isLive,
  empty,
  follows = true,
  before,
  after,
}: StreamProps): ReactElement {
  /** The first row that is drawn, while the end is not followed. */
  const [from, setFrom] = useState<string | null>(null)
  const known = from === null ? -1 : items.findIndex(({ key }) => key === from)
  const first = known < 0 ? Math.max(0, items.length - PAGE) : known
  const lines = items.reduce((sum, item) => sum + item.lines, 0)
  const { box, content, isStuck, newLines, onScroll, toEnd, hold } = useStickToEnd(lines, items[first]?.key, follows)
  const keyAt = (index: number): string | null => items[Math.max(0, index)]?.key ?? null
  const shown = items.slice(first)
  const hasEarlier = first > 0 || log.hasOlder
  const showEarlier = (): void => {
    hold()
    // Where older events are read, the rows before the first one are drawn with the next press.
    setFrom(keyAt(first - PAGE))
    if (first === 0) log.older()
  }
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <section
        ref={box}
        aria-label={label}
        onScroll={() => setFrom(onScroll() ? null : (from ?? keyAt(first)))}
        className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
        {...FOCUSABLE}
      >
        <div ref={content} className="px-4 py-2">
          {before}
          {log.error !== null && <Failure error={log.error} />}
          {hasEarlier && (
            <Button look="quiet" disabled={log.isReading} onClick={showEarlier}>
              {log.isReading ? TEXT.readingEarlierEvents : TEXT.showEarlier}
            </Button>
          )}
          {shown.length === 0 && !log.isReading && !log.isNew && <p className="py-1 text-12 text-ink-3">{empty}</p>}
          {shown.map((item, index) => (
            <StreamRow
              key={item.key}
              item={item}
              agent={agent}
              isWriting={isLive && index === shown.length - 1 && item.kind === 'text'}
            />
          ))}
          {after}
        </div>
      </section>
      {!isStuck && (isLive || newLines > 0) && (
        <Button className="absolute right-4 bottom-3 shadow-float" icon="chevron_down" onClick={toEnd}>
          {newLines > 0 ? TEXT.newLines(newLines, newLines === 1 ? 'line' : 'lines') : TEXT.toEnd}
        </Button>
      )}
    </div>
  )
}
