import { type ReactElement, useState } from 'react'
import type { UsageView as Usage } from '../../../shared/views.ts'
import { AGENT_ROLES } from '../../../shared/words.ts'
import { useAppData, useCall } from '../../data/app-data.tsx'
import { useKept } from '../../data/kept.ts'
import { useStore } from '../../data/store.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { Section } from '../../ui/panel.tsx'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/usage.ts'
import { columnsOf, figuresOf, MEASURES, type Measure, partsByAgent, partsByRole, withoutCost } from './figures.ts'
import { PLOT_COLOURS, PlotLegend, UsagePlot } from './usage-plot.tsx'
import { DayTable, DearestTasks, Limits, OpenBudgets, PartList } from './usage-tables.tsx'

const SPANS = ['7', '14', '30', 'all'] as const
type Span = (typeof SPANS)[number]
const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  cost: COMMON.cost,
  tokens: COMMON.tokens,
  time: TEXT.timeInTurns,
}
const spanText = (span: Span): string => (span === 'all' ? TEXT.allTimeLower : TEXT.days(span))

/** What was spent, on what and by whom; how the budgets stand; who has reached a limit. */
export function UsageView(): ReactElement {
  const [span, setSpan] = useKept<Span>('usage.span', SPANS, '14')
  const [measure, setMeasure] = useKept<Measure>('usage.measure', MEASURES, 'cost')
  const [repositoryId, setRepositoryId] = useState('')
  const [isTable, setTable] = useState(false)
  const rows = useStore(useAppData().runs).unfiltered
  // Whatever a turn of a run used changes its row.
  const version = rows.reduce((sum, { usage }) => sum + usage.turns + usage.activeMs, 0)
  const usage = useCall(
    'usage.get',
    {
      ...(span === 'all' ? {} : { days: Number(span) }),
      ...(repositoryId === '' ? {} : { repositoryId }),
    },
    version,
  )
  const repositories = useCall('repositories.list', {}).value ?? []
  const toggle = (): void => setTable((before) => !before)
  useCommands([
    { keys: 't', label: isTable ? TEXT.showAsPlot : TEXT.showAsTable, group: COMMON.usage, hint: true, run: toggle },
  ])
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <header className="flex min-h-13 flex-wrap items-center gap-3 border-line border-b px-6 py-2">
        <h1 className="text-18 font-strong">{COMMON.usage}</h1>
        <div className="ml-auto flex items-center gap-2">
          <Select
            label={COMMON.time}
            labelHidden
            value={span}
            options={SPANS.map((value) => ({ value, text: value === 'all' ? TEXT.allTime : TEXT.days(value) }))}
            onChange={(value) => setSpan(SPANS.find((each) => each === value) ?? '14')}
          />
          <Select
            label={TEXT.measure}
            labelHidden
            value={measure}
            options={MEASURES.map((value) => ({ value, text: MEASURE_WORDS[value] }))}
            onChange={(value) => setMeasure(MEASURES.find((each) => each === value) ?? 'cost')}
          />
          <Select
            label={COMMON.repository}
            labelHidden
            value={repositoryId}
            options={[
              { value: '', text: COMMON.allRepositories },
              ...repositories.map(({ id, name }) => ({ value: id, text: name })),
            ]}
            onChange={setRepositoryId}
          />
          <Button keys="t" pressed={isTable} onClick={toggle}>
            {COMMON.table}
          </Button>
        </div>
      </header>
      {usage.error && <Failure error={usage.error} retry={usage.reload} />}
      {usage.value === null && usage.error === null && <Loading what={TEXT.whatWasSpent} />}
      {usage.value !== null && <Spent view={usage.value} span={span} measure={measure} isTable={isTable} />}
    </div>
  )
}

function Spent({
  view,
  span,
  measure,
  isTable,
}: {
  view: Usage
  span: Span
  measure: Measure
  isTable: boolean
}): ReactElement {
  const agents = useCall('agents.list', {}).value ?? []
  const waiting = useStore(useAppData().runs).unfiltered.filter(
    ({ status, waitUntil }) => status === 'paused' && waitUntil !== null,
  )
  const nameOf = (id: string): string => agents.find((agent) => agent.id === id)?.name ?? id
  const byAgent = partsByAgent(view.spent, nameOf, measure)
  const silent = withoutCost(byAgent)
  return (
    <>
      <dl className="grid grid-cols-5 divide-x divide-line border-line border-b">
        {figuresOf(view, spanText(span)).map(({ title, value, note }) => (
          <div key={title} className="min-w-0 px-6 py-3">
            <dt className="text-12 text-ink-2">{title}</dt>
            <dd className="text-26 font-strong tabular-nums">{value}</dd>
            <dd className="text-12 text-ink-2">{note}</dd>
          </div>
        ))}
      </dl>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)] border-line border-b">
        <div className="min-w-0 border-line border-r">
          <Days view={view} measure={measure} isTable={isTable} />
        </div>
        <div className="space-y-5 px-6 py-3">
          <PartList
            title={TEXT.byRole}
            parts={partsByRole(view.spent, ROLE_NAMES, measure)}
            colours={AGENT_ROLES.map((role) => PLOT_COLOURS[role])}
          />
          {byAgent.length > 0 && <PartList title={TEXT.byAgent} parts={byAgent} />}
          {silent.length > 0 && (
            <p className="text-12 text-ink-3">{TEXT.costsAreWhatAgentReports(silent.join(', '))}</p>
          )}
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
        <div className="min-w-0 border-line border-r px-2">
          <Section title={TEXT.budgetsOfOpenRuns}>
            <OpenBudgets open={view.open} />
          </Section>
        </div>
        <div className="min-w-0 px-2">
          <Section title={TEXT.dearestTasks}>
            <DearestTasks tasks={view.tasks} />
          </Section>
          <Section title={TEXT.limitsOfAgents}>
            <Limits agents={agents} waiting={waiting} now={new Date()} />
          </Section>
        </div>
      </div>
    </>
  )
}

function Days({ view, measure, isTable }: { view: Usage; measure: Measure; isTable: boolean }): ReactElement {
  const columns = columnsOf(view)
  const title = TEXT.measurePerTime(
    MEASURE_WORDS[measure],
    columns.some(({ key }) => key.length <= 7) ? 'month' : 'day',
  )
  return (
    <section className="px-6 py-3">
      <div className="mb-2 flex items-center justify-between gap-4">
        <h2 className="text-12 font-strong text-ink-2">{title}</h2>
        <PlotLegend />
      </div>
      {view.spent.length === 0 ? (
        <Empty title={TEXT.noTurnInThisTime} />
      ) : (
        <>
          {!isTable && <UsagePlot columns={columns} measure={measure} title={title} />}
          <div className={isTable ? '' : 'sr-only'}>
            <DayTable columns={columns} measure={measure} title={title} />
          </div>
        </>
      )}
    </section>
  )
}
