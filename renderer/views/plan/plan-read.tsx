import type { ReactElement } from 'react'
import type { PlanRecord } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import type { Route } from '../../route.ts'
import { Panel } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import { panelIds } from '../gates/three-panels.tsx'
import { AboutPlan } from './about-plan.tsx'
import { taskSummary } from './plan-covers.ts'
import { PlanPanels, planName } from './plan-panels.tsx'
import { TaskList } from './task-list.tsx'
import { TaskReader, TaskTitle } from './task-reader.tsx'
import { triedSteps, triedWarning } from './tried-steps.ts'
import { useSelectedTask } from './use-selected-task.ts'

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
  const { selected, select } = useSelectedTask(view.runId, route.item, tasks.length)
  const task = tasks[selected]
  const tried = triedSteps(view, revision)
  const name = planName(revision)
  const listed = tasks.map((each, index) => ({
    key: String(index),
    title: each.title,
    summary: taskSummary({
      criteria: each.acceptanceCriteria.length,
      steps: each.verificationSteps.length,
      paths: each.allowedPaths.length,
    }),
    isTouched: false,
    warning: triedWarning(each, tried),
    hasProblem: false,
  }))
  return (
    <PlanPanels
      revision={revision}
      selected={selected}
      count={tasks.length}
      left={
        <Panel id={IDS.left} name={name} head={<h2 className="font-strong">{name}</h2>}>
          <TaskList tasks={listed} selected={selected} onSelect={select} />
        </Panel>
      }
      centre={
        <Panel
          id={IDS.centre}
          name={COMMON.task(selected + 1)}
          head={<TaskTitle number={selected + 1} title={task?.title} />}
        >
          {task && <TaskReader task={task} tried={tried} />}
        </Panel>
      }
      right={<AboutPlan view={view} plan={plan} onShowTask={select} />}
    />
  )
}
