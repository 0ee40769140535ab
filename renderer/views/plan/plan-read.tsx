import type { ReactElement } from 'react'
import type { PlanRecord } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import { type Route, replaceRoute, runRoute } from '../../route.ts'
import { Panel } from '../../ui/panel.tsx'
import { panelIds, ThreePanels } from '../gates/three-panels.tsx'
import { AboutPlan } from './about-plan.tsx'
import { selectedIndex, taskSummary } from './plan-covers.ts'
import { TaskList } from './task-list.tsx'
import { TaskReader, TaskTitle } from './task-reader.tsx'
import { usePlanKeys } from './use-plan-keys.ts'

const IDS = panelIds('plan')

/** A plan that nobody is asked about: its tasks, and who accepted it. */
export function PlanRead({
  view,
  route,
  plan,
}: {
  view: RunView
  route: Extract<Route, { name: 'run' }>
  plan: PlanRecord
}): ReactElement {
  const { tasks, revision } = plan
  const selected = selectedIndex(route.item, tasks.length)
  const task = tasks[selected]
  const select = (index: number): void => replaceRoute(runRoute(view.runId, 'plan', String(index + 1)))
  usePlanKeys(selected, tasks.length, select)
  const name = `Plan, version ${revision}`
  const listed = tasks.map((each, index) => ({
    key: String(index),
    title: each.title,
    summary: taskSummary({
      criteria: each.acceptanceCriteria.length,
      steps: each.verificationSteps.length,
      paths: each.allowedPaths.length,
    }),
    isTouched: false,
    hasProblem: false,
  }))
  return (
    <ThreePanels
      view="plan"
      columns="312px minmax(380px,1fr) 372px"
      wing={{ name, icon: 'list', note: `${selected + 1}/${tasks.length}` }}
      left={
        <Panel id={IDS.left} name={name} head={<h2 className="font-strong">{name}</h2>}>
          <TaskList tasks={listed} selected={selected} onSelect={select} />
        </Panel>
      }
      centre={
        <Panel
          id={IDS.centre}
          name={`Task ${selected + 1}`}
          head={<TaskTitle number={selected + 1} title={task?.title} />}
        >
          {task && <TaskReader task={task} />}
        </Panel>
      }
      right={<AboutPlan view={view} plan={plan} />}
    />
  )
}
