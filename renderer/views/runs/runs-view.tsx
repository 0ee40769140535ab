import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { useCommands } from '../../keys/commands.tsx'
import { useListKeys } from '../../keys/use-list-keys.ts'
import { hrefOf, navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { groupRuns } from '../../words/run-words.ts'
import { FirstRun } from './first-run.tsx'
import { type Removed, RemovedNotice, RemoveRun } from './remove-run.tsx'
import { RunPeek } from './run-peek.tsx'
import { linkId, RunTable } from './run-table.tsx'

/** How long typing may pause before the list is asked for. */
const SEARCH_DELAY_MS = 150

/** All runs of all repositories: what needs the person first. */
export function RunsView(): ReactElement {
  const { runs } = useAppData()
  const list = useStore(runs)
  const [selected, setSelected] = useState<string | null>(null)
  const [isPeeking, setPeeking] = useState(true)
  const [removed, setRemoved] = useState<Removed | null>(null)
  const ids = groupRuns(list.rows).flatMap(({ rows }) => rows.map(({ id }) => id))
  const shown = list.rows.find(({ id }) => id === selected) ?? list.rows.find(({ id }) => id === ids[0]) ?? null
  useListKeys({
    ids,
    selected,
    group: 'List of runs',
    noun: 'run',
    select: (id) => {
      setSelected(id)
      document.getElementById(linkId(id))?.focus()
    },
  })
  const peek = (): void => setPeeking((before) => !before)
  useCommands(shown === null ? [] : [{ keys: 'space', label: 'peek', group: 'List of runs', hint: true, run: peek }])
  const isFirst = list.state === 'ready' && list.rows.length === 0 && list.query === '' && list.error === null
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <h1 className="sr-only">Runs</h1>
        {!isFirst && <Toolbar query={list.query} onSearch={runs.search} />}
        {removed !== null && <RemovedNotice key={removed.runId} removed={removed} onClose={() => setRemoved(null)} />}
        {list.error && <Failure error={list.error} retry={runs.reload} />}
        {list.state === 'loading' && <Loading what="the runs" />}
        {isFirst && <FirstRun />}
        {list.rows.length === 0 && list.query !== '' && list.state === 'ready' && (
          <Empty title="No run matches.">Goals, repositories and branches are searched.</Empty>
        )}
        {list.rows.length > 0 && (
          <div className="min-h-0 flex-1 overflow-y-auto">
            <RunTable rows={list.rows} now={new Date()} selected={shown?.id ?? null} onSelect={setSelected} />
            {list.hasMore && (
              <div className="p-4">
                <Button onClick={runs.showMore}>Show older runs</Button>
              </div>
            )}
          </div>
        )}
      </div>
      {isPeeking && shown !== null && (
        <RunPeek row={shown} onClose={() => setPeeking(false)}>
          <RemoveRun key={shown.id} row={shown} onRemoved={setRemoved} />
        </RunPeek>
      )}
    </div>
  )
}

/** `query`: what the list is filtered by already, when the person comes back to it. */
function Toolbar({ query, onSearch }: { query: string; onSearch: (query: string) => void }): ReactElement {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(query)
  const typed = useRef(false)
  useEffect(() => {
    if (!typed.current) return
    const timer = setTimeout(() => onSearch(text), SEARCH_DELAY_MS)
    return () => clearTimeout(timer)
  }, [text, onSearch])
  useCommands([{ keys: '/', label: 'filter', group: 'List of runs', hint: true, run: () => field.current?.focus() }])
  return (
    <div className="flex min-h-13 flex-none items-center gap-3 border-line border-b px-4 py-2">
      <SearchField
        field={field}
        label="Filter by goal, repository, branch"
        value={text}
        onChange={(next) => {
          typed.current = true
          setText(next)
        }}
        className="w-72"
      />
      <a href={hrefOf({ name: 'removed' })} className="ml-auto text-12 text-ink-2 hover:underline">
        Removed runs
      </a>
      <span>
        <Button look="primary" icon="plus" keys="n" onClick={() => navigate({ name: 'new', repositoryId: null })}>
          New run
        </Button>
      </span>
    </div>
  )
}
