import { type ReactElement, useEffect, useRef, useState } from 'react'
import { RUN_GROUPS } from '../../../shared/run-status.ts'
import { useAppData, useCall } from '../../data/app-data.tsx'
import type { RunFilter } from '../../data/run-filter.ts'
import { useStore } from '../../data/store.ts'
import { useCommands } from '../../keys/commands.tsx'
import { hrefOf, navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { RUN_GROUP_WORDS } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/runs.ts'

/** How long typing may pause before the list is asked for. */
const SEARCH_DELAY_MS = 150

/** Which runs are shown, by text, repository, state and agent. `filter`: what the list is filtered by already, when the person comes back to it. */
export function FilterBar({
  filter,
  onSearch,
}: {
  filter: RunFilter
  onSearch: (filter: RunFilter) => void
}): ReactElement {
  const field = useRef<HTMLInputElement>(null)
  const { wanted, choose, type } = useWanted(filter, onSearch)
  useCommands([
    { keys: '/', label: COMMON.filter, group: TEXT.listOfRuns, hint: true, run: () => field.current?.focus() },
  ])
  return (
    <div className="flex min-h-13 flex-none items-center gap-2 border-line border-b px-4 py-2">
      <SearchField
        field={field}
        label={TEXT.filterByGoalRepositoryBranch}
        value={wanted.query}
        onChange={type}
        className="w-72 min-w-32 shrink"
      />
      <Filters filter={wanted} onSearch={choose} />
      <a href={hrefOf({ name: 'removed' })} className="ml-auto flex-none text-12 text-ink-2 hover:underline">
        {COMMON.removedRuns}
      </a>
      <Button look="primary" icon="plus" keys="n" onClick={() => navigate({ name: 'new', repositoryId: null })}>
        {COMMON.newRun}
      </Button>
    </div>
  )
}

/**
 * What the person wants to see; the list follows. It is asked for once typing pauses, but at once for an emptied field, and for one
 * that is left: the list must be what the person left when they come back.
 */
function useWanted(filter: RunFilter, onSearch: (filter: RunFilter) => void) {
  const [wanted, setWanted] = useState(filter)
  const sent = useRef(filter)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<(() => void) | null>(null)
  const choose = (next: RunFilter): void => {
    clearTimeout(timer.current)
    pending.current = null
    sent.current = next
    setWanted(next)
    onSearch(next)
  }
  const type = (query: string): void => {
    const next = { ...wanted, query }
    clearTimeout(timer.current)
    setWanted(next)
    pending.current = () => choose(next)
    if (query === '') pending.current()
    else timer.current = setTimeout(pending.current, SEARCH_DELAY_MS)
  }
  useEffect(() => () => pending.current?.(), [])
  // Another than this bar asked for, for example by the button where nothing matches.
  useEffect(() => {
    if (JSON.stringify(filter) === JSON.stringify(sent.current)) return
    sent.current = filter
    setWanted(filter)
  }, [filter])
  return { wanted, choose, type }
}

/** Native lists, because they do what people know, on every system and for every reader of screens. */
function Filters({ filter, onSearch }: { filter: RunFilter; onSearch: (filter: RunFilter) => void }): ReactElement {
  const hasRuns = useStore(useAppData().runs).unfiltered.length > 0
  const repositories = useCall('repositories.list', hasRuns ? {} : null).value ?? []
  const agents = (useCall('agents.list', hasRuns ? {} : null).value ?? []).filter(
    ({ id, state }) => state !== 'missing' || id === filter.agentId,
  )
  const word = (value: string): string | null => (value === '' ? null : value)
  return (
    <div className="grid w-96 min-w-60 shrink grid-cols-[4fr_3fr_3fr] gap-2">
      <Select
        label={COMMON.repository}
        labelHidden
        value={filter.repositoryId ?? ''}
        options={[
          { value: '', text: COMMON.allRepositories },
          ...repositories.map(({ id, name }) => ({ value: id, text: name })),
        ]}
        onChange={(value) => onSearch({ ...filter, repositoryId: word(value) })}
      />
      <Select
        label={COMMON.state}
        labelHidden
        value={filter.group ?? ''}
        options={[
          { value: '', text: TEXT.allStates },
          ...RUN_GROUPS.map((group) => ({ value: group, text: RUN_GROUP_WORDS[group] })),
        ]}
        onChange={(value) => onSearch({ ...filter, group: RUN_GROUPS.find((group) => group === value) ?? null })}
      />
      <Select
        label={COMMON.agent}
        labelHidden
        value={filter.agentId ?? ''}
        options={[{ value: '', text: TEXT.allAgents }, ...agents.map(({ id, name }) => ({ value: id, text: name }))]}
        onChange={(value) => onSearch({ ...filter, agentId: word(value) })}
      />
    </div>
  )
}
