import { type ReactElement, useRef } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { ArtifactFilter } from './groups.ts'

/** Filter by text and by kind. */
export function ListHead({
  filter,
  onFilter,
  kinds,
  count,
}: {
  filter: ArtifactFilter
  onFilter(filter: ArtifactFilter): void
  kinds: readonly { word: string; count: number }[]
  count: number
}): ReactElement {
  const field = useRef<HTMLInputElement>(null)
  useCommands([{ keys: '/', label: 'filter', group: 'Artifacts', run: () => field.current?.focus() }])
  return (
    <div className="-mx-1 flex min-w-0 flex-1 items-center gap-2">
      <h2 className="sr-only">Artifacts</h2>
      <div className="relative min-w-0 flex-1">
        <span className="pointer-events-none absolute top-1.5 left-2 text-ink-3">
          <Icon name="search" />
        </span>
        <input
          ref={field}
          type="search"
          aria-label="Filter by title, command, role, file"
          placeholder={`Filter ${count} artifacts`}
          value={filter.text}
          spellCheck={false}
          className="h-7 w-full rounded-control border border-line-control bg-lit py-1 pr-2 pl-8 text-ellipsis"
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            onFilter({ ...filter, text: '' })
            field.current?.blur()
          }}
        />
      </div>
      <select
        aria-label="Kind"
        value={filter.kind}
        className="h-7 w-24 flex-none rounded-control border border-line-control bg-lit px-1.5"
        onChange={(event) => onFilter({ ...filter, kind: event.target.value })}
      >
        <option value="">All kinds</option>
        {kinds.map(({ word, count: some }) => (
          <option key={word} value={word}>
            {word} ({some})
          </option>
        ))}
      </select>
    </div>
  )
}
