import { memo, type ReactElement, type RefObject } from 'react'
import { EVENT_GROUPS } from '../../../shared/event-filter.ts'
import { TextField } from '../../ui/field.tsx'
import { EVENT_GROUP_WORDS, sourceWords } from '../../words/event-words.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import type { ChosenEvents } from './event-filter.ts'

const SOURCES = ['', 'system', 'strategy', 'implementation', 'checker'] as const

export interface EventFiltersProps {
  filter: ChosenEvents
  onFilter: (filter: ChosenEvents) => void
  filterRef: RefObject<HTMLInputElement | null>
}

/** Which events are listed: by what they say, by whom they are from, by kind. Not drawn anew as events are found and read. */
export const EventFilters = memo(function EventFilters({
  filter,
  onFilter,
  filterRef,
}: EventFiltersProps): ReactElement {
  return (
    <div className="flex flex-none flex-wrap items-end gap-2 border-line border-b px-4 py-2">
      <div className="min-w-40 flex-1">
        <TextField
          label={TEXT.searchEvents}
          labelHidden
          type="search"
          placeholder={TEXT.searchEvents}
          value={filter.text}
          inputRef={filterRef}
          onChange={(text) => onFilter({ ...filter, text })}
        />
      </div>
      <label className="text-12">
        <span className="sr-only">{TEXT.source}</span>
        <select
          value={filter.source}
          onChange={(event) => onFilter({ ...filter, source: event.target.value })}
          className="min-h-7 rounded-control border border-line-control bg-lit px-1.5"
        >
          {SOURCES.map((source) => (
            <option key={source} value={source}>
              {source === '' ? TEXT.allSources : sourceWords(source)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="inline-flex overflow-hidden rounded-control border border-line-strong bg-lit">
        <legend className="sr-only">{TEXT.kinds}</legend>
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
})
