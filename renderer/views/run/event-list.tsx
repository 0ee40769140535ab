import { type KeyboardEvent, type ReactElement, type RefObject, useMemo } from 'react'
import type { EventRecord } from '../../../shared/domain.ts'
import { EVENT_GROUPS } from '../../../shared/event-filter.ts'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { FixedRows } from '../../viewers/rows.tsx'
import type { ScrollTarget } from '../../viewers/rows-window.ts'
import { counted } from '../../viewers/text.ts'
import { EVENT_GROUP_WORDS, eventKindWords, roleOfSource, sourceWords } from '../../words/event-words.ts'
import { clockText, fullTime } from '../../words/times.ts'
import type { ChosenEvents } from './event-filter.ts'
import { inertText } from './inert.ts'
import type { ShownEvents } from './use-event-index.ts'

const SOURCES = ['', 'system', 'strategy', 'implementation', 'checker'] as const

export interface EventListProps {
  shown: ShownEvents
  filter: ChosenEvents
  onFilter: (filter: ChosenEvents) => void
  selectedId: number | null
  onSelect: (id: number) => void
  /** Moves the selection by so many events. */
  onStep: (by: number) => void
  filterRef: RefObject<HTMLInputElement | null>
}

/** How many events pass the filter, of those that were looked through so far. */
export function EventListHead({ shown: { count, isSearching } }: { shown: ShownEvents }): ReactElement {
  const events = counted(count, 'event')
  return (
    <>
      <h2 className="font-strong">Events</h2>
      <span className="min-w-0 truncate text-12 text-ink-3 tabular-nums">
        {isSearching ? `${events} so far, older ones are looked through` : events}
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
      <Filters {...props} />
      {error !== null && <Failure error={error} retry={index.retry} />}
      {count === 0 && !isSearching && error === null && (
        <p className="px-4 py-3 text-ink-2">
          {isFiltered(props.filter) ? 'No event passes the filter.' : 'Nothing has happened yet.'}
        </p>
      )}
      {count === 0 && isSearching && <Loading what="the events" />}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <FixedRows
          className="min-h-0 flex-1"
          label="Events"
          count={count}
          rowsBefore={before}
          rowHeight={28}
          stickToEnd={selectedId === null}
          scrollToRow={target}
          onRows={index.want}
          onKeyDown={onKeyDown}
          renderRow={(row) => <EventRowAt {...props} row={row} />}
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

function EventRowAt({ shown: { index }, selectedId, onSelect, row }: EventListProps & { row: number }): ReactElement {
  const event = index.eventAt(row)
  // Being read: the row is there, so that nothing moves when its text comes.
  if (event === undefined) return <p className="flex h-full items-center px-4 text-ink-3">…</p>
  return <EventRow event={event} isSelected={event.id === selectedId} onSelect={onSelect} />
}

function Filters({ filter, onFilter, filterRef }: EventListProps): ReactElement {
  return (
    <div className="flex flex-none flex-wrap items-end gap-2 border-line border-b px-4 py-2">
      <div className="min-w-40 flex-1">
        <TextField
          label="Search the events"
          labelHidden
          type="search"
          placeholder="Search the events"
          value={filter.text}
          inputRef={filterRef}
          onChange={(text) => onFilter({ ...filter, text })}
        />
      </div>
      <label className="text-12">
        <span className="sr-only">Source</span>
        <select
          value={filter.source}
          onChange={(event) => onFilter({ ...filter, source: event.target.value })}
          className="min-h-7 rounded-control border border-line-control bg-lit px-1.5"
        >
          {SOURCES.map((source) => (
            <option key={source} value={source}>
              {source === '' ? 'All sources' : sourceWords(source)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="inline-flex overflow-hidden rounded-control border border-line-strong bg-lit">
        <legend className="sr-only">Kinds</legend>
        {EVENT_GROUPS.map((group) => (
          <button
            key={group}
            type="button"
            aria-pressed={filter.group === group}
            onClick={() => onFilter({ ...filter, group })}
            className={`min-h-6.5 border-line px-2 text-12 outline-offset-[-2px] not-first:border-l ${filter.group === group ? 'bg-pressed font-medium text-ink' : 'text-ink-2 hover:bg-hover'}`}
          >
            {EVENT_GROUP_WORDS[group]}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

function EventRow({
  event,
  isSelected,
  onSelect,
}: {
  event: EventRecord
  isSelected: boolean
  onSelect: (id: number) => void
}): ReactElement {
  const role = roleOfSource(event.source)
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-current={isSelected ? 'true' : undefined}
      onClick={() => onSelect(event.id)}
      className={`flex h-full w-[100cqw] min-w-0 items-center gap-3 px-4 text-left outline-offset-[-2px] ${isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : 'hover:bg-hover'}`}
    >
      <span className={`flex-none tabular-nums ${isSelected ? 'text-ink-2' : 'text-ink-3'}`} title={fullTime(event.ts)}>
        {clockText(event.ts)}
      </span>
      <span className="grid w-5 flex-none place-items-center" title={sourceWords(event.source)}>
        {role === null ? <Icon name="terminal" className="size-4 text-ink-3" /> : <RoleMark role={role} />}
        <span className="sr-only">{sourceWords(event.source)}</span>
      </span>
      <span className="w-32 flex-none truncate text-ink-2">{eventKindWords(event.kind)}</span>
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {inertText(event.message.replaceAll('\n', ' '))}
      </span>
    </button>
  )
}
