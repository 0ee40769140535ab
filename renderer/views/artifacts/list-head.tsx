import { type ReactElement, useRef } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'
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
  useCommands([{ keys: '/', label: COMMON.filter, group: COMMON.artifacts, run: () => field.current?.focus() }])
  return (
    <div className="-mx-1 flex min-w-0 flex-1 items-center gap-2">
      <h2 className="sr-only">{COMMON.artifacts}</h2>
      <SearchField
        field={field}
        label={TEXT.filterByTitleCommandRoleFile}
        placeholder={TEXT.filterArtifacts(count)}
        value={filter.text}
        onChange={(text) => onFilter({ ...filter, text })}
        className="min-w-0 flex-1"
      />
      <select
        aria-label={COMMON.kind}
        value={filter.kind}
        className="h-7 w-24 flex-none rounded-control border border-line-control bg-lit px-1.5"
        onChange={(event) => onFilter({ ...filter, kind: event.target.value })}
      >
        <option value="">{TEXT.allKinds}</option>
        {kinds.map(({ word, count: some }) => (
          <option key={word} value={word}>
            {word} ({some})
          </option>
        ))}
      </select>
    </div>
  )
}
