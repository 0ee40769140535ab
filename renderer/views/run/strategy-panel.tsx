import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { Panel, Section } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { shortTime } from '../../words/times.ts'
import { AgentText } from './agent-text.tsx'
import { PanelHead } from './panel-head.tsx'
import { roleDock } from './role-dock.tsx'
import { isOver, roleLook } from './role-look.ts'
import type { TaskFacts } from './task-facts.ts'
import { TaskList } from './task-list.tsx'
import { TurnList } from './turn-list.tsx'
import type { AgentNames } from './use-agent-names.ts'

/** What was promised: the tasks with their attempts, why the plan is as it is, and strategy's turns. */
export function StrategyPanel({
  view,
  names,
  lit,
  facts,
  selectedId,
  onSelect,
}: {
  view: RunView
  names: AgentNames
  lit: AgentRole | null
  facts: readonly TaskFacts[]
  selectedId: string | null
  onSelect: (taskId: string) => void
}): ReactElement {
  const look = roleLook(view, 'strategy')
  const { plan } = view
  return (
    <Panel
      id="panel-strategy"
      name={TEXT.strategyWith(look.word)}
      light={lit === 'strategy' ? 'working' : 'none'}
      head={<PanelHead of="strategy" agent={names.name.strategy} look={look} />}
      dock={roleDock(view, 'strategy', names.name.strategy) ?? undefined}
    >
      {facts.length === 0 ? (
        <p className="px-4 py-3 text-12 text-ink-3">{emptyText(view)}</p>
      ) : (
        <TaskList facts={facts} selectedId={selectedId} onSelect={onSelect} />
      )}
      {plan !== null && (
        <Section
          title={plan.revision > 1 && plan.reason !== 'first' ? COMMON.whyPlanChanged : COMMON.thePlan}
          aside={shortTime(plan.createdAt, new Date())}
        >
          <p className="max-w-[72ch] text-ink-2">
            <AgentText text={plan.summary} />
          </p>
        </Section>
      )}
      <div className={facts.length === 0 && plan === null ? '' : 'mt-auto'}>
        <TurnList view={view} of="strategy" agent={names.name.strategy} />
      </div>
    </Panel>
  )
}

function emptyText({ plan, row }: RunView): string {
  if (plan?.state === 'proposed') return TEXT.tasksStandHereOncePlanIsAccepted
  if (row.status === 'planning') return TEXT.strategyReadsRepositoryAndProposesTasks
  return isOver(row) ? TEXT.thereAreNoTasks : TEXT.thereIsNoPlanYet
}
