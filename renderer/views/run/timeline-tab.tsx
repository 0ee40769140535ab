import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { useCommands } from '../../keys/commands.tsx'
import { replaceRoute, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { MovableTriptych, Panel } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { eventFilter, NO_FILTER } from './event-filter.ts'
import { EventList, EventListHead } from './event-list.tsx'
import { steppedTo } from './event-steps.ts'
import { HistoryLists } from './history-lists.tsx'
import type { RunRoute } from './run-view.tsx'
import { TimelineDetails } from './timeline-details.tsx'
import { TimelinePlot } from './timeline-plot.tsx'
import { TimelineTable } from './timeline-table.tsx'
import { useEventIndex } from './use-event-index.ts'
import { useScrub } from './use-scrub.ts'
import { momentOf, useSelected } from './use-selected.ts'

const COLUMNS = 'minmax(220px, 2.6fr) minmax(360px, 5.4fr) minmax(260px, 3.6fr)'

/** What happened when: the turns over time, and below checkpoints and approvals, the events, and all of what is selected. */
export function TimelineTab({ view, route }: { view: RunView; route: RunRoute }): ReactElement {
  const [chosen, setChosen] = useState(NO_FILTER)
  const filter = useMemo(() => eventFilter(chosen), [chosen])
  const shown = useEventIndex(view, filter)
  const [isTable, setTable] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const { item } = route
  const eventId = item !== null && /^\d{1,15}$/.test(item) ? Number(item) : null
  const selected = useSelected(view, shown.index, item, eventId)

  const { runId } = view
  const select = useCallback((id: string): void => replaceRoute(runRoute(runId, 'timeline', id)), [runId])
  const selectEvent = useCallback((id: number): void => select(String(id)), [select])
  const scrub = useScrub(runId, (event) => select(String(event)))
  useEffect(() => scrub.release(item), [scrub.release, item])
  const at = scrub.moment ?? (selected === null ? null : momentOf(selected))
  const backToNow = (): void => {
    scrub.release(null)
    replaceRoute(runRoute(runId, 'timeline'))
  }
  const step = (by: number): void => {
    const id = steppedTo(shown, eventId, by)
    if (id !== undefined) select(String(id))
  }
  const stepCheckpoint = (by: number) => (): void => {
    const { checkpoints } = view
    const place = checkpoints.findIndex(({ id }) => id === item)
    const next = checkpoints[place < 0 ? (by < 0 ? checkpoints.length - 1 : 0) : place + by]
    if (next) select(next.id)
  }
  const group = COMMON.timeline
  useCommands([
    { keys: 'left', label: TEXT.eventBefore, group, hint: true, run: () => step(-1) },
    { keys: 'right', label: TEXT.nextEvent, group, hint: true, run: () => step(1) },
    { keys: '[', label: TEXT.checkpointBefore, group, hint: true, run: stepCheckpoint(-1) },
    { keys: ']', label: TEXT.nextCheckpoint, group, hint: true, run: stepCheckpoint(1) },
    { keys: '/', label: TEXT.searchEventsLower, group, hint: true, run: () => search.current?.focus() },
    ...(at === null ? [] : [{ keys: '0', label: TEXT.backToNowLower, group, hint: true, run: backToNow }]),
    { keys: 't', label: isTable ? TEXT.plotLower : TEXT.table, group, hint: true, run: () => setTable(!isTable) },
  ])
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <section aria-label={TEXT.turnsOverTime} className="relative flex-none">
        {isTable && <div className="h-8 bg-lit" />}
        {isTable ? (
          <TimelineTable view={view} />
        ) : (
          <TimelinePlot view={view} selectedId={item} at={at} onScrub={scrub.to} />
        )}
        <span className="absolute top-0.5 left-1.5 flex gap-1">
          <Button look="quiet" keys="t" onClick={() => setTable(!isTable)}>
            {isTable ? TEXT.plot : COMMON.table}
          </Button>
          {at !== null && (
            <Button look="quiet" keys="0" title={TEXT.backToNow} onClick={backToNow}>
              {TEXT.now}
            </Button>
          )}
        </span>
      </section>
      <MovableTriptych view="timeline" columns={COLUMNS}>
        <Panel
          name={TEXT.checkpointsAndApprovals}
          head={<h2 className="truncate font-strong">{TEXT.checkpointsAndApprovals}</h2>}
        >
          <HistoryLists view={view} selectedId={item} onSelect={select} />
        </Panel>
        <Panel name={TEXT.eventsFiltered} head={<EventListHead shown={shown} />}>
          <EventList
            shown={shown}
            filter={chosen}
            onFilter={setChosen}
            selectedId={eventId}
            onSelect={selectEvent}
            onStep={step}
            filterRef={search}
          />
        </Panel>
        <Panel name={COMMON.details} head={<h2 className="font-strong">{COMMON.details}</h2>}>
          <TimelineDetails view={view} selected={selected} at={at} error={scrub.error} />
        </Panel>
      </MovableTriptych>
    </div>
  )
}
