import { type ReactElement, Suspense } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { RunView as OpenRunView } from '../../../shared/views.ts'
import { useOpenRun } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { hrefOf, navigate, type Route, runRoute } from '../../route.ts'
import { Part } from '../../shell/view-failure.tsx'
import { late } from '../../ui/late.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run.ts'
import { GateBar } from './gate-bar.tsx'
import { RunHeader } from './run-header.tsx'
import { RunPanels } from './run-panels.tsx'
import { RunTabs } from './run-tabs.tsx'
import { TimelineStrip } from './timeline-strip.tsx'

const PlanTab = late(() => import('../plan/plan-tab.tsx').then((module) => module.PlanTab))
const ReviewTab = late(() => import('../review/review-tab.tsx').then((module) => module.ReviewTab))
const ArtifactsTab = late(() => import('../artifacts/artifacts-tab.tsx').then((module) => module.ArtifactsTab))
const TimelineTab = late(() => import('./timeline-tab.tsx').then((module) => module.TimelineTab))

export type RunRoute = Extract<Route, { name: 'run' }>

/** One run: its head, and one of its five parts. */
export function RunView({ route }: { route: RunRoute }): ReactElement {
  const { view, error } = useOpenRun(route.runId)
  const go = (tab: RunRoute['tab']) => () => navigate(runRoute(route.runId, tab))
  useCommands([
    { keys: 'g o', label: TEXT.runItself, group: COMMON.run, run: go('run') },
    { keys: 'g p', label: TEXT.plan, group: COMMON.run, run: go('plan') },
    { keys: 'g r', label: TEXT.review, group: COMMON.run, run: go('review') },
    { keys: 'g a', label: TEXT.artifacts, group: COMMON.run, run: go('artifacts') },
    { keys: 'g t', label: TEXT.timeline, group: COMMON.run, run: go('timeline') },
  ])
  if (view === null) return error === null ? <Loading what={TEXT.theRun} /> : <Unreadable error={error} />
  return (
    <>
      {error !== null && <Failure error={error} />}
      <RunHeader view={view}>
        <RunTabs view={view} tab={route.tab} />
      </RunHeader>
      <GateBar view={view} tab={route.tab} />
      <Part key={route.tab} what={TEXT.thisPartOfRun}>
        <Suspense fallback={<Loading what={TEXT.thisPartOfRunLower} />}>
          <Tab view={view} route={route} />
        </Suspense>
      </Part>
    </>
  )
}

/** An address that is none of a run. */
const NO_SUCH_RUN: RpcError = { code: 'not_found', message: TEXT.thereIsNoRunAtThisAddress }

function Unreadable({ error }: { error: RpcError }): ReactElement {
  return (
    <div>
      <h1 className="sr-only">{TEXT.thisRunCannotBeShown}</h1>
      <Failure error={error.code === 'bad_input' ? NO_SUCH_RUN : error} />
      <p className="p-4">
        <a href={hrefOf({ name: 'runs' })} className="text-lapis hover:underline">
          {TEXT.goToListOfRuns}
        </a>
      </p>
    </div>
  )
}

function Tab({ view, route }: { view: OpenRunView; route: RunRoute }): ReactElement {
  switch (route.tab) {
    case 'run':
      return (
        <>
          <RunPanels view={view} route={route} />
          <TimelineStrip view={view} />
        </>
      )
    case 'plan':
      return <PlanTab view={view} route={route} />
    case 'review':
      return <ReviewTab view={view} route={route} />
    case 'artifacts':
      return <ArtifactsTab view={view} route={route} />
    case 'timeline':
      return <TimelineTab view={view} route={route} />
  }
}
