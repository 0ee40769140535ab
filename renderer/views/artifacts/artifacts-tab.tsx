import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { type Command, useCommands } from '../../keys/commands.tsx'
import type { Route } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Loading } from '../../ui/notice.tsx'
import { Panel, Triptych } from '../../ui/panel.tsx'
import { Wing } from '../../ui/wing.tsx'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'
import { ArtifactList } from './artifact-list.tsx'
import { partsOf } from './comparables.ts'
import { kindCounts } from './groups.ts'
import { ListHead } from './list-head.tsx'
import { OpenArtifact } from './open-artifact.tsx'
import { type Chosen, useChosen } from './use-chosen.ts'
import { PANELS, type Panels, usePanels } from './use-panels.ts'

const NOT_FOUND = '280px minmax(380px, 1fr)'

/** Everything that was written in a run: list, content, details. */
export function ArtifactsTab({ view, route }: { view: RunView; route: Extract<Route, { name: 'run' }> }): ReactElement {
  const place = partsOf(route.item)
  const chosen = useChosen(view, place.item)
  const panels = usePanels()
  const { source, selected } = chosen
  if (source.all.length === 0) return <Nothing />
  return (
    <Triptych columns={selected === null ? NOT_FOUND : panels.columns}>
      <Keys commands={keysOf(chosen, panels)} />
      {panels.folded === 'list' && selected !== null ? (
        <Wing
          name={COMMON.artifacts}
          mark={<Icon name="list" />}
          keys="1"
          note={String(source.all.length)}
          onOpen={() => panels.focus('list')}
        />
      ) : (
        <ListPanel view={view} chosen={chosen} onOpen={() => panels.focus('content')} />
      )}
      {selected === null ? (
        <NotFound isLoading={source.isLoading} />
      ) : (
        <OpenArtifact
          view={view}
          artifact={selected}
          artifacts={source.all}
          ran={chosen.ranOf(selected)}
          factsOfLog={chosen.factsOfLog}
          line={route.line}
          compareWith={place.other}
          path={route.path}
          isDetailsFolded={panels.folded === 'details'}
          onUnfoldDetails={() => panels.focus('details')}
        />
      )}
    </Triptych>
  )
}

const keysOf = ({ move }: Chosen, { focus }: Panels): Command[] => [
  { keys: 'j', label: TEXT.nextArtifact, group: COMMON.artifacts, hint: true, run: () => move(1) },
  { keys: 'k', label: TEXT.previousArtifact, group: COMMON.artifacts, hint: true, run: () => move(-1) },
  { keys: 'enter', label: TEXT.toItsContent, group: COMMON.artifacts, run: () => focus('content') },
  { keys: '1', label: COMMON.list, group: COMMON.artifacts, run: () => focus('list') },
  { keys: '2', label: TEXT.content, group: COMMON.artifacts, run: () => focus('content') },
  { keys: '3', label: TEXT.details, group: COMMON.artifacts, run: () => focus('details') },
]

/** Before what is below, so that these keys stand first in the bar of hints. */
function Keys({ commands }: { commands: readonly Command[] }): null {
  useCommands(commands)
  return null
}

function ListPanel({ view, chosen, onOpen }: { view: RunView; chosen: Chosen; onOpen(): void }): ReactElement {
  const { source, groups, filter } = chosen
  const { all } = source
  return (
    <Panel
      id={PANELS.list}
      name={COMMON.artifacts}
      head={<ListHead filter={filter} onFilter={chosen.setFilter} kinds={kindCounts(all)} count={all.length} />}
    >
      {groups.length === 0 && <p className="p-4 text-ink-2">{TEXT.noArtifactMatches}</p>}
      <ArtifactList
        groups={groups}
        selected={chosen.selected?.id ?? null}
        onSelect={chosen.select}
        onOpen={onOpen}
        ranOf={chosen.ranOf}
        turns={view.turns}
        source={source}
      />
    </Panel>
  )
}

function NotFound({ isLoading }: { isLoading: boolean }): ReactElement {
  return (
    <Panel id={PANELS.content} name={COMMON.content} head={<h2 className="font-strong">{TEXT.notFound}</h2>}>
      {isLoading ? (
        <Loading what={TEXT.olderArtifacts} />
      ) : (
        <Empty title={TEXT.thisArtifactIsNotPart}>{TEXT.chooseAnotherOneInList}</Empty>
      )}
    </Panel>
  )
}

function Nothing(): ReactElement {
  return <Empty title={TEXT.noArtifactsYet}>{TEXT.promptsAnswersDiffsAndLogs}</Empty>
}
