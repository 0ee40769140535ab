import { type KeyboardEvent, type ReactElement, useMemo } from 'react'
import { Failure, Loading } from '../../ui/notice.tsx'
import { FixedRows } from '../../viewers/rows.tsx'
import type { ScrollTarget } from '../../viewers/rows-window.ts'
import { countedLong } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import type { ChosenEvents } from './event-filter.ts'
import { EventFilters, type EventFiltersProps } from './event-filters.tsx'
import { EventRow } from './event-row.tsx'
import type { ShownEvents } from './use-event-index.ts'

export interface EventListProps extends EventFiltersProps {
  shown: ShownEvents
  selectedId: number | null
  onSelect: (id: number) => void
  /** Moves the selection by so many events. */
  onStep: (by: number) => void
}

/** How many events pass the filter, of those that were looked through so far. */
export function EventListHead({ shown: { count, isSearching } }: { shown: ShownEvents }): ReactElement {
  const events = countedLong(count, 'event')
  return (
    <>
      <h2 className="font-strong">{TEXT.events}</h2>
      <span className="min-w-0 truncate text-12 text-ink-3 tabular-nums">
        {isSearching ? TEXT.soFarOlderOnesAreLookedThrough(events) : events}
      </span>
    </>
  )
}

/** All events of a run that pass the filter, however many: only the rows in view are drawn, and read. */
export function EventList(props: EventListProps): ReactElement {
  const { shown, selectedId, onStep } = props
  const { index, count, before, isSearching, error } = shown
  const target = useTarget(shown, selectedId)
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onStep(by)
  }
  return (
    <>
      <EventFilters filter={props.filter} onFilter={props.onFilter} filterRef={props.filterRef} />
      {error !== null && <Failure error={error} retry={index.retry} />}
      {count === 0 && !isSearching && error === null && (
        <p className="px-4 py-3 text-ink-2">
          {isFiltered(props.filter) ? TEXT.noEventPassesFilter : TEXT.nothingHasHappenedYet}
        </p>
      )}
      {count === 0 && isSearching && <Loading what={TEXT.theEvents} />}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <FixedRows
          className="min-h-0 flex-1"
          label={TEXT.events}
          count={count}
          rowsBefore={before}
          rowHeight={28}
          isFitted
          stickToEnd={selectedId === null}
          scrollToRow={target}
          onRows={index.want}
          onKeyDown={onKeyDown}
          renderRow={(row) => eventRow(props, row)}
        />
      </div>
    </>
  )
}

const isFiltered = ({ group, source, text }: ChosenEvents): boolean => group !== 'all' || source !== '' || text !== ''

/** The selected event's row, once it is found; the same object as long as the event is the same. */
function useTarget({ index, count }: ShownEvents, selectedId: number | null): ScrollTarget | undefined {
  const isFound = count > 0 && selectedId !== null && index.has(selectedId)
  return useMemo(
    () => (isFound && selectedId !== null ? { row: index.rowOf(selectedId), at: 'nearest' } : undefined),
    [isFound, selectedId, index],
  )
}

function eventRow({ shown: { index }, selectedId, onSelect }: EventListProps, row: number): ReactElement {
  const event = index.eventAt(row)
  // Being read: the row is there, so that nothing moves when its text comes.
  if (event === undefined) return <p className="flex h-(--row) items-center px-4 text-ink-3">…</p>
  return <EventRow event={event} isSelected={event.id === selectedId} onSelect={onSelect} />
}
