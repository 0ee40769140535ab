import type { ReactElement } from 'react'
import { useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { hrefOf, type Route } from '../route.ts'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Logo } from '../ui/mark.tsx'
import { showLines } from '../viewers/text.ts'
import { baseName } from '../words/numbers.ts'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/shell.ts'

/** Where the person is, and whether the window hears from the application. */
export function TopBar({ route, onSearch }: { route: Route; onSearch: () => void }): ReactElement {
  const { lost, info } = useAppData()
  const problem = useStore(lost)
  const system = useStore(info)
  const other = system?.ok ? system.value.otherOwner : null
  return (
    <header className="col-span-2 flex min-w-0 items-center gap-3 border-line border-b pr-3">
      <span className="grid w-(--w-rail) flex-none place-items-center">
        <Logo />
      </span>
      <Place route={route} />
      <span className="ml-auto flex items-center gap-3 text-12" role="status">
        {problem !== null && (
          <span className="inline-flex items-center gap-1.5 text-gold" title={problem.remedy}>
            <Icon name="warning" className="size-3.5" />
            {problem.message} {problem.remedy}
          </span>
        )}
        {other !== null && (
          <span className="inline-flex items-center gap-1.5 text-gold">
            <Icon name="info" className="size-3.5" />
            {otherOwnerText(other.pid)}
          </span>
        )}
      </span>
      <SearchButton onClick={onSearch} />
    </header>
  )
}

/** Looks like the field that it opens. */
function SearchButton({ onClick }: { onClick: () => void }): ReactElement {
  return (
    <button
      type="button"
      className="flex min-h-7 w-72 flex-none items-center gap-2 rounded-control border border-line-control bg-lit px-2 text-left text-ink-3 hover:bg-hover max-[73.75rem]:w-56"
      onClick={onClick}
    >
      <Icon name="search" />
      <span className="min-w-0 flex-1 truncate">{COMMON.searchOrRunCommand}</span>
      <Kbd keys="mod+k" />
    </button>
  )
}

/** `pid` 0: which process it is could not be read. */
const otherOwnerText = (pid: number): string =>
  TEXT.anotherTriptychWorksOnTheseRuns(pid === 0 ? '' : TEXT.processWithId(pid))

const PLACE_NAMES: Readonly<Record<Exclude<Route['name'], 'run'>, string>> = {
  runs: COMMON.runs,
  inbox: COMMON.inbox,
  agents: COMMON.agents,
  usage: COMMON.usage,
  removed: COMMON.removedRuns,
  new: COMMON.newRun,
  settings: COMMON.settings,
  welcome: COMMON.whatTriptychIs,
}

function Place({ route }: { route: Route }): ReactElement {
  const openRun = useStore(useAppData().openRun)
  if (route.name !== 'run') {
    const name = PLACE_NAMES[route.name]
    return (
      <nav aria-label={TEXT.place} className="flex min-w-0 items-center gap-2 text-ink-2">
        {route.name !== 'runs' && (
          <>
            <RunsLink />
            <Slash />
          </>
        )}
        <span className="truncate font-medium text-ink">{name}</span>
      </nav>
    )
  }
  const run = openRun.runId === route.runId ? openRun.view?.run : undefined
  return (
    <nav aria-label={TEXT.place} className="flex min-w-0 items-center gap-2 text-ink-2">
      <RunsLink />
      <Slash />
      <span className="flex-none" title={run?.repoPath}>
        {run ? baseName(run.repoPath) : '…'}
      </span>
      <Slash />
      <span className="truncate font-medium text-ink" dir="auto">
        {run ? showLines(run.goal) : '…'}
      </span>
    </nav>
  )
}

const RunsLink = (): ReactElement => (
  <a href={hrefOf({ name: 'runs' })} className="hover:underline">
    {COMMON.runs}
  </a>
)
const Slash = (): ReactElement => (
  <span aria-hidden="true" className="text-ink-3">
    /
  </span>
)
