import type { ReactElement } from 'react'
import type { AgentRow } from '../../../shared/views.ts'
import { useCall } from '../../data/app-data.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/agents.ts'
import * as COMMON from '../../words/texts/common.ts'
import { AgentTable } from './agent-table.tsx'
import { MachineChecks } from './machine-checks.tsx'
import { SecretsSection } from './secrets-section.tsx'

/** The agents of this machine, their secrets, and whether everything else that a run needs is there. */
export function AgentsView(): ReactElement {
  const agents = useCall('agents.list', {})
  const checks = useCall('system.doctor', {})
  const isLooking = agents.isLoading || checks.isLoading
  const lookAgain = (): void => {
    agents.reload()
    checks.reload()
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-4xl space-y-8 px-8 py-6">
        <header className="flex items-start gap-4">
          <div>
            <h1 className="text-18 font-strong">{COMMON.agents}</h1>
            <p className="text-ink-2">{TEXT.whatOfThisMachineCanPlayRole}</p>
          </div>
          <span className="ml-auto">
            <Button disabled={isLooking} onClick={lookAgain}>
              {isLooking ? COMMON.looking : TEXT.lookAgain}
            </Button>
          </span>
        </header>
        {agents.error !== null && <Failure error={agents.error} retry={agents.reload} />}
        {agents.value === null && agents.error === null && <Loading what={COMMON.theAgents} />}
        {agents.value !== null && <AgentLists agents={agents.value} />}
        {agents.value !== null && <SecretsSection agents={agents.value} />}
        <section>
          <h2 className="text-15 font-strong">{TEXT.thisMachine}</h2>
          {checks.error !== null && <Failure error={checks.error} retry={checks.reload} />}
          {checks.value !== null && (
            <MachineChecks checks={checks.value.filter(({ id }) => !/^(agent |owner$)/.test(id))} />
          )}
        </section>
      </div>
    </div>
  )
}

function AgentLists({ agents }: { agents: readonly AgentRow[] }): ReactElement {
  const here = agents.filter(({ state }) => state !== 'missing')
  const missing = agents.filter(({ state }) => state === 'missing')
  return (
    <section>
      <AgentTable label={COMMON.installedAgents} agents={here} />
      {missing.length > 0 && (
        <details className="mt-3" open={here.length <= 1}>
          <summary className="min-h-6 w-fit text-ink-2 hover:text-ink">{COMMON.notInstalled(missing.length)}</summary>
          <AgentTable label={COMMON.agentsThatAreNotInstalled} agents={missing} />
        </details>
      )}
    </section>
  )
}
