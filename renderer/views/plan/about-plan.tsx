import type { ReactElement } from 'react'
import type { PlanRecord } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import { Panel, Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { fullTime, shortTime } from '../../words/times.ts'
import { panelIds } from '../gates/three-panels.tsx'
import { AgentText } from '../run/agent-text.tsx'
import { ChangesSection } from './changes-section.tsx'
import { planAcceptance } from './plan-acceptance.ts'
import { PlanNotes } from './plan-notes.tsx'
import { TriedSection } from './tried-section.tsx'
import { triedSteps } from './tried-steps.ts'
import { usePlanBefore } from './use-plan-before.ts'

/** Who accepted a plan and when, and what strategy says of it. */
export function AboutPlan({
  view,
  plan,
  onShowTask,
}: {
  view: RunView
  plan: PlanRecord
  onShowTask(index: number): void
}): ReactElement {
  const now = new Date()
  const before = usePlanBefore(view, plan.revision, plan.tasks)
  const acceptance = planAcceptance(view, plan, now)
  const head = (
    <>
      <h2 className="font-strong">{TEXT.aboutThisPlan}</h2>
      <span className="ml-auto">
        <Tag title={plan.hash}>{TEXT.plan(plan.hash.replace('sha256:', '').slice(0, 6))}</Tag>
      </span>
    </>
  )
  return (
    <Panel id={panelIds('plan').right} name={TEXT.aboutThisPlan} head={head}>
      <Section title={COMMON.state}>
        <p>{acceptance.text}</p>
        {acceptance.rationale !== '' && (
          <p className="mt-1 text-12 text-ink-2">
            <AgentText text={acceptance.rationale} quoted />
          </p>
        )}
        <p className="mt-1 text-12 text-ink-3" title={fullTime(plan.createdAt)}>
          {TEXT.proposedWith(shortTime(plan.createdAt, now))}
        </p>
      </Section>
      <Section title={plan.reason === 'first' ? TEXT.whatStrategySays : COMMON.whyPlanChanged}>
        <p>
          <AgentText text={plan.summary} quoted />
        </p>
      </Section>
      <ChangesSection before={before} onShowTask={onShowTask} />
      <TriedSection tasks={plan.tasks} tried={triedSteps(view, plan.revision)} />
      <PlanNotes risks={plan.risks} questions={plan.questions} setup={view.run.config.setup.commands} />
    </Panel>
  )
}
