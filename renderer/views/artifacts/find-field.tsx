import type { ReactElement, RefObject } from 'react'
import { Icon } from '../../ui/icon.tsx'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'
import type { LogPlaces } from './use-log-places.ts'

/** Enter goes to the next hit, with Shift to the previous one; Escape empties it and leaves. */
export function FindField({
  field,
  find,
  onFind,
  places,
  onLeave,
}: {
  field: RefObject<HTMLInputElement | null>
  find: string
  onFind(text: string): void
  places: LogPlaces
  onLeave(): void
}): ReactElement {
  return (
    <div className="relative w-64 min-w-0">
      <span className="pointer-events-none absolute top-1.5 left-2 text-ink-3">
        <Icon name="search" />
      </span>
      <input
        ref={field}
        type="text"
        aria-label={TEXT.findInLog}
        placeholder={TEXT.findInLog}
        value={find}
        spellCheck={false}
        autoComplete="off"
        className="h-7 w-full rounded-control border border-line-control bg-lit py-1 pr-20 pl-8"
        onChange={(event) => onFind(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') places.goToHit(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') {
            onFind('')
            onLeave()
          } else return
          event.preventDefault()
        }}
      />
      <span role="status" className="absolute top-1.5 right-2 bg-lit text-12 text-ink-3 tabular-nums">
        {places.isSearching && countText(places)}
      </span>
    </div>
  )
}

function countText({ hits, shown }: LogPlaces): string {
  if (hits === null) return '…'
  const at = shown === null ? -1 : hits.indexOf(shown)
  if (hits.length === 0) return 'none'
  return at < 0 ? `${hits.length} ${hits.length === 1 ? 'line' : 'lines'}` : COMMON.of(at + 1, hits.length)
}
