import type { ReactElement } from 'react'
import type { PlanRecord } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import { type Route, replaceRoute, runRoute } from '../../route.ts'
import { Panel, Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/status.tsx'
import { fullTime, shortTime } from '../../words/times.ts'
import { panelIds, ThreePanels } from '../gates/three-panels.tsx'
import { planAcceptance } from './plan-acceptance.ts'
import { selectedIndex, taskSummary } from './plan-covers.ts'
import { PlanNotes } from './plan-notes.tsx'
import { TaskList } from './task-list.tsx'
import { TaskReader } from './task-reader.tsx'
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
  const { tasks, revision, summary, hash } = plan
  const selected = selectedIndex(route.item, tasks.length)
  const task = tasks[selected]
  const select = (index: number): void => replaceRoute(runRoute(view.runId, 'plan', String(index + 1)))
  usePlanKeys(selected, tasks.length, select)
  const acceptance = planAcceptance(view, plan, new Date())
  const left = (
    <Panel
      id={IDS.left}
      name={`Plan, version ${revision}`}
      head={<h2 className="font-strong">Plan, version {revision}</h2>}
    >
      <TaskList
        tasks={tasks.map((each, index) => ({
          key: String(index),
          title: each.title,
          summary: taskSummary({
            criteria: each.acceptanceCriteria.length,
            steps: each.verificationSteps.length,
            paths: each.allowedPaths.length,
          }),
          isTouched: false,
          hasProblem: false,
        }))}
        selected={selected}
        onSelect={select}
      />
    </Panel>
  )
  const centre = (
    <Panel
      id={IDS.centre}
      name={`Task ${selected + 1}`}
      head={
        <h2 className="min-w-0 truncate font-strong" title={task?.title} dir="auto">
          <span className="font-regular text-ink-3 tabular-nums">{selected + 1}</span> {task?.title}
        </h2>
      }
    >
      {task && <TaskReader task={task} />}
    </Panel>
  )
  const right = (
    <Panel
      id={IDS.right}
      name="About this plan"
      head={
        <>
          <h2 className="font-strong">About this plan</h2>
          <span className="ml-auto">
            <Tag title={hash}>{`plan ${hash.replace('sha256:', '').slice(0, 6)}`}</Tag>
          </span>
        </>
      }
    >
      <Section title="State">
        <p>{acceptance.text}</p>
        {acceptance.rationale !== '' && (
          <p className="mt-1 text-12 text-ink-2 wrap-anywhere" dir="auto">
            “{acceptance.rationale}”
          </p>
        )}
        <p className="mt-1 text-12 text-ink-3" title={fullTime(plan.createdAt)}>
          Proposed {shortTime(plan.createdAt, new Date())}
        </p>
      </Section>
      <Section title={plan.reason === 'first' ? 'What strategy says' : 'Why the plan changed'}>
        <p className="wrap-anywhere whitespace-pre-wrap" dir="auto">
          “{summary}”
        </p>
      </Section>
      <PlanNotes risks={plan.risks} questions={plan.questions} setup={view.run.config.setup.commands} />
    </Panel>
  )
  return (
    <ThreePanels
      view="plan"
      columns="312px minmax(380px,1fr) 372px"
      wing={{ name: `Plan, version ${revision}`, icon: 'list', note: `${selected + 1}/${tasks.length}` }}
      left={left}
      centre={centre}
      right={right}
    />
  )
}
