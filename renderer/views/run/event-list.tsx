import type { KeyboardEvent, ReactElement, RefObject } from 'react'
import type { EventRecord } from '../../../shared/domain.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Failure } from '../../ui/notice.tsx'
import { FixedRows } from '../../viewers/rows.tsx'
import type { ScrollTarget } from '../../viewers/rows-window.ts'
import { EVENT_GROUP_WORDS, EVENT_GROUPS, eventKindWords, roleOfSource, sourceWords } from '../../words/event-words.ts'
import { fullTime } from '../../words/times.ts'
import type { EventFilter } from './event-filter.ts'
import { inertText } from './inert.ts'
import type { LiveLog } from './use-event-log.ts'

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const SOURCES = ['', 'system', 'strategy', 'implementation', 'checker'] as const

export interface EventListProps {
  log: LiveLog
  /** Those that the filter lets through. */
  events: readonly EventRecord[]
  filter: EventFilter
  onFilter: (filter: EventFilter) => void
  selectedId: number | null
  onSelect: (id: number) => void
  /** Moves the selection by so many events. */
  onStep: (by: number) => void
  scrollTo: ScrollTarget | undefined
  filterRef: RefObject<HTMLInputElement | null>
}

/** How many events are shown, and the way to earlier ones. */
export function EventListHead({ log, shown }: { log: LiveLog; shown: number }): ReactElement {
  return (
    <>
      <h2 className="font-strong">Events</h2>
      <span className="min-w-0 truncate text-12 text-ink-3">
        {shown} of {log.events.length} read
      </span>
      {log.hasOlder && (
        <span className="ml-auto">
          <Button look="quiet" disabled={log.isReading} onClick={log.older}>
            {log.isReading ? 'Reading…' : 'Show earlier'}
          </Button>
        </span>
      )}
    </>
  )
}

/** The events of a run with a filter; older ones are read on demand. Only the rows in view are drawn. */
export function EventList(props: EventListProps): ReactElement {
  const { log, events, selectedId, onStep, onSelect, scrollTo } = props
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onStep(by)
  }
  return (
    <>
      <Filters {...props} />
      {log.error !== null && <Failure error={log.error} />}
      {events.length === 0 && !log.isReading && (
        <p className="px-4 py-3 text-ink-2">
          {log.events.length === 0 ? 'Nothing has happened yet.' : 'No event that was read passes the filter.'}
        </p>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <FixedRows
          className="min-h-0 flex-1"
          label="Events"
          count={events.length}
          rowHeight={28}
          stickToEnd={selectedId === null}
          scrollToRow={scrollTo}
          onKeyDown={onKeyDown}
          renderRow={(index) => {
            const event = events[index]
            return event === undefined ? null : (
              <EventRow event={event} isSelected={event.id === selectedId} onSelect={() => onSelect(event.id)} />
            )
          }}
        />
      </div>
    </>
  )
}

function Filters({ filter, onFilter, filterRef }: EventListProps): ReactElement {
  return (
    <div className="flex flex-none flex-wrap items-end gap-2 border-line border-b px-4 py-2">
      <div className="min-w-40 flex-1">
        <TextField
          label="Filter the events"
          labelHidden
          type="search"
          placeholder="Filter the events"
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
  onSelect: () => void
}): ReactElement {
  const role = roleOfSource(event.source)
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-current={isSelected ? 'true' : undefined}
      onClick={onSelect}
      className={`flex h-full w-[100cqw] min-w-0 items-center gap-3 px-4 text-left outline-offset-[-2px] ${isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : 'hover:bg-hover'}`}
    >
      <span className={`flex-none tabular-nums ${isSelected ? 'text-ink-2' : 'text-ink-3'}`} title={fullTime(event.ts)}>
        {CLOCK.format(new Date(event.ts))}
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
