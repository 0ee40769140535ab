import { type ReactElement, useMemo, useRef, useState } from 'react'
import type { EventRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { useCommands } from '../../keys/commands.tsx'
import { replaceRoute, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, Triptych } from '../../ui/panel.tsx'
import { type EventFilter, filterEvents, NO_FILTER, stepFrom } from './event-filter.ts'
import { EventList, EventListHead } from './event-list.tsx'
import { HistoryLists } from './history-lists.tsx'
import type { RunRoute } from './run-view.tsx'
import { type Selected, TimelineDetails } from './timeline-details.tsx'
import { TimelinePlot } from './timeline-plot.tsx'
import { TimelineTable } from './timeline-table.tsx'
import { useEventLog } from './use-event-log.ts'

const COLUMNS = 'minmax(220px, 2.6fr) minmax(360px, 5.4fr) minmax(260px, 3.6fr)'

/** What happened when: the turns over time, and below checkpoints and approvals, the events, and all of what is selected. */
export function TimelineTab({ view, route }: { view: RunView; route: RunRoute }): ReactElement {
  const log = useEventLog(view, null)
  const [filter, setFilter] = useState<EventFilter>(NO_FILTER)
  const [isTable, setTable] = useState(false)
  const filterField = useRef<HTMLInputElement>(null)
  const events = useMemo(() => filterEvents(log.events, filter), [log.events, filter])
  const { item } = route
  const eventId = item !== null && /^\d+$/.test(item) ? Number(item) : null
  const row = events.findIndex(({ id }) => id === eventId)
  const scrollTo = useMemo(() => (row < 0 ? undefined : ({ row, at: 'nearest' } as const)), [row])

  const select = (id: string): void => replaceRoute(runRoute(view.runId, 'timeline', id))
  const step = (by: number): void => {
    const event = stepFrom(events, eventId, by)
    if (event !== null) select(String(event.id))
  }
  const stepCheckpoint = (by: number) => (): void => {
    const { checkpoints } = view
    const at = checkpoints.findIndex(({ id }) => id === item)
    const next = checkpoints[at < 0 ? (by < 0 ? checkpoints.length - 1 : 0) : at + by]
    if (next) select(next.id)
  }
  const group = 'Timeline'
  useCommands([
    { keys: 'left', label: 'event before', group, hint: true, run: () => step(-1) },
    { keys: 'right', label: 'next event', group, hint: true, run: () => step(1) },
    { keys: '[', label: 'checkpoint before', group, hint: true, run: stepCheckpoint(-1) },
    { keys: ']', label: 'next checkpoint', group, hint: true, run: stepCheckpoint(1) },
    { keys: '/', label: 'filter the events', group, hint: true, run: () => filterField.current?.focus() },
    { keys: 't', label: isTable ? 'plot' : 'table', group, hint: true, run: () => setTable(!isTable) },
  ])
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <section aria-label="Turns over time" className="relative flex-none">
        {isTable && <div className="h-8 bg-lit" />}
        {isTable ? <TimelineTable view={view} /> : <TimelinePlot view={view} selectedId={item} />}
        <span className="absolute top-0.5 left-1.5">
          <Button look="quiet" keys="t" onClick={() => setTable(!isTable)}>
            {isTable ? 'Plot' : 'Table'}
          </Button>
        </span>
      </section>
      <Triptych columns={COLUMNS}>
        <Panel
          name="Checkpoints and approvals"
          head={<h2 className="truncate font-strong">Checkpoints and approvals</h2>}
        >
          <HistoryLists view={view} selectedId={item} onSelect={select} />
        </Panel>
        <Panel name="Events, filtered" head={<EventListHead log={log} shown={events.length} />}>
          <EventList
            log={log}
            events={events}
            filter={filter}
            onFilter={setFilter}
            selectedId={eventId}
            onSelect={(id) => select(String(id))}
            onStep={step}
            scrollTo={scrollTo}
            filterRef={filterField}
          />
        </Panel>
        <Panel name="Details" head={<h2 className="font-strong">Details</h2>}>
          <TimelineDetails selected={selectedOf(view, log.events, item)} />
        </Panel>
      </Triptych>
    </div>
  )
}

function selectedOf(view: RunView, events: readonly EventRecord[], item: string | null): Selected | null {
  const event = events.find(({ id }) => String(id) === item)
  if (event) return { kind: 'event', event }
  const checkpoint = view.checkpoints.find(({ id }) => id === item)
  if (checkpoint) return { kind: 'checkpoint', checkpoint }
  const approval = view.approvals.find(({ id }) => id === item)
  return approval ? { kind: 'approval', approval } : null
}
