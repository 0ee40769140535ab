import { type ReactElement, Suspense, useState } from 'react'
import { useAppData } from '../../data/app-data.tsx'
import { useKept } from '../../data/kept.ts'
import { isFiltered, NO_FILTER } from '../../data/run-filter.ts'
import { useStore } from '../../data/store.ts'
import { useCommands } from '../../keys/commands.tsx'
import { useListKeys } from '../../keys/use-list-keys.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { groupRuns } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/runs.ts'
import { LazyFirstRun } from '../lazy.ts'
import { useMedia } from '../run/use-media.ts'
import { useNow } from '../run/use-now.ts'
import { CleanUpBar } from './clean-up-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type Removed, RemovedNotice, RemoveRun } from './remove-run.tsx'
import { RunPeek } from './run-peek.tsx'
import { linkId, RunTable } from './run-table.tsx'
import { usePickedRuns } from './use-picked-runs.ts'

/** Below it the peek gives way to the list, as in `RunPeek`. */
const PEEK_FITS = '(min-width: 1180px)'

/** All runs of all repositories: what needs the person first. */
export function RunsView(): ReactElement {
  const { runs, client } = useAppData()
  const list = useStore(runs)
  const [selected, setSelected] = useState<string | null>(null)
  const [peeking, setPeeking] = useKept('runs.peek', ['open', 'closed'], 'open')
  const [removed, setRemoved] = useState<Removed | null>(null)
  const ids = groupRuns(list.rows).flatMap(({ rows }) => rows.map(({ id }) => id))
  const shown = list.rows.find(({ id }) => id === selected) ?? list.rows.find(({ id }) => id === ids[0]) ?? null
  useListKeys({
    ids,
    selected,
    group: TEXT.listOfRuns,
    noun: TEXT.run,
    select: (id) => {
      setSelected(id)
      document.getElementById(linkId(id))?.focus()
    },
  })
  const picks = usePickedRuns(list.rows, ids, shown?.id ?? null)
  const isFiltering = isFiltered(list.filter)
  const isPeeking = peeking === 'open' && shown !== null
  const isBeside = useMedia(PEEK_FITS) && isPeeking
  const now = useNow(list.rows.some(({ turn }) => turn !== null))
  const peek = (): void => setPeeking(peeking === 'open' ? 'closed' : 'open')
  const openWindow = (): void => {
    if (shown !== null) client.openWindow(hrefOf(runRoute(shown.id)))
  }
  const commands = [
    { keys: 'space', label: TEXT.peek, group: TEXT.listOfRuns, hint: true, run: peek },
    { keys: 'mod+enter', label: TEXT.openInNewWindow, group: TEXT.listOfRuns, run: openWindow },
  ]
  useCommands(shown === null ? [] : commands)
  const isFirst = list.state === 'ready' && list.rows.length === 0 && !isFiltering && list.error === null
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <h1 className="sr-only">{COMMON.runs}</h1>
        {!isFirst && <FilterBar filter={list.filter} onSearch={runs.search} />}
        {removed !== null && (
          <RemovedNotice key={removed.runIds.join()} removed={removed} onClose={() => setRemoved(null)} />
        )}
        {picks.rows.length > 0 && <CleanUpBar rows={picks.rows} onClear={picks.clear} onRemoved={setRemoved} />}
        {list.error && <Failure error={list.error} retry={runs.reload} />}
        {list.state === 'loading' && <Loading what={TEXT.theRuns} />}
        {isFirst && (
          <Suspense fallback={<Loading what={TEXT.firstVisit} />}>
            <LazyFirstRun />
          </Suspense>
        )}
        {list.rows.length === 0 && isFiltering && list.state === 'ready' && (
          <Empty title={TEXT.noRunMatches}>
            <p>{TEXT.goalsRepositoriesAndBranchesAreSearched}</p>
            <p className="mt-3">
              <Button onClick={() => runs.search(NO_FILTER)}>{TEXT.showAllRuns}</Button>
            </p>
          </Empty>
        )}
        {list.rows.length > 0 && (
          <div className="min-h-0 flex-1 overflow-y-auto">
            <RunTable
              rows={list.rows}
              now={now}
              selected={shown?.id ?? null}
              onSelect={setSelected}
              isNarrow={isBeside}
              picked={picks.picked}
              onPick={picks.toggle}
            />
            {list.hasMore && (
              <div className="p-4">
                <Button onClick={runs.showMore}>{TEXT.showOlderRuns}</Button>
              </div>
            )}
          </div>
        )}
      </div>
      {isPeeking && (
        <RunPeek row={shown} now={now} onClose={() => setPeeking('closed')} onNewWindow={openWindow}>
          <RemoveRun key={shown.id} row={shown} onRemoved={setRemoved} />
        </RunPeek>
      )}
    </div>
  )
}
