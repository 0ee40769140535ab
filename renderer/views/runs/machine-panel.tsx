import type { ReactElement } from 'react'
import type { AgentRow, Check } from '../../../shared/views.ts'
import { useCall } from '../../data/app-data.tsx'
import { Button } from '../../ui/button.tsx'
import { Coded } from '../../ui/coded.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import type { Tone } from '../../ui/status.tsx'
import { agentLook } from '../../words/agent-words.ts'
import { CHECK_LOOKS } from '../../words/check-looks.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/first-visit.ts'
import { CopyButton } from './copy-button.tsx'
import { commandIn, machineLines } from './machine-lines.ts'

/** What is on this machine: what is needed, and which agents there are, each with what to do about it. */
export function MachinePanel(): ReactElement {
  const checks = useCall('system.doctor', {})
  const agents = useCall('agents.list', {})
  const isLooking = checks.isLoading || agents.isLoading
  const lookAgain = (): void => {
    checks.reload()
    agents.reload()
  }
  return (
    <aside
      aria-label={TEXT.whatIsOnThisMachine}
      className="flex w-[380px] flex-none flex-col overflow-y-auto border-line-strong border-l bg-lit"
    >
      <header className="flex min-h-11 items-center gap-2 border-line border-b px-4">
        <h2 className="font-strong">{TEXT.whatIsOnThisMachine}</h2>
        <span className="ml-auto">
          <Button look="quiet" disabled={isLooking} onClick={lookAgain}>
            {isLooking ? COMMON.looking : TEXT.checkAgain}
          </Button>
        </span>
      </header>
      <section className="px-4 py-4">
        <h3 className="text-12 font-strong text-ink-2">{TEXT.needed}</h3>
        {checks.error !== null && <Failure error={checks.error} retry={checks.reload} />}
        {checks.value === null && checks.error === null && <Loading what={TEXT.thisMachine} />}
        {checks.value !== null && <Needed checks={checks.value} />}
      </section>
      <section className="border-line border-t px-4 py-4">
        <h3 className="text-12 font-strong text-ink-2">{TEXT.agentsOfWhichOneIsEnough}</h3>
        {agents.error !== null && <Failure error={agents.error} retry={agents.reload} />}
        {agents.value === null && agents.error === null && <Loading what={COMMON.theAgents} />}
        {agents.value !== null && <Agents agents={agents.value} />}
      </section>
    </aside>
  )
}

/** What is as it should be is folded: it asks for nothing. */
function Needed({ checks }: { checks: readonly Check[] }): ReactElement {
  // Who has the data folder: this application, or the top bar says so. Agents stand below.
  const shown = checks.filter(({ id }) => !/^(?:agent |agents$|other agents$|owner$)/.test(id))
  const open = shown.filter(({ level }) => level === 'error' || level === 'warning')
  const fine = shown.filter((check) => !open.includes(check))
  return (
    <>
      {open.length > 0 && <Checks label={TEXT.toBeDone} checks={open} />}
      <details className="mt-1">
        <summary className="min-h-6 w-fit hover:text-ink">
          <span className="inline-flex items-center gap-2 align-middle">
            {open.length === 0 && (
              <span className="text-pass">
                <Icon name="done" />
              </span>
            )}
            {open.length === 0 ? TEXT.everythingIsThere : TEXT.asItShouldBeWith(fine.length)}
          </span>
        </summary>
        <Checks label={TEXT.asItShouldBe} checks={fine} />
      </details>
    </>
  )
}

const Checks = ({ label, checks }: { label: string; checks: readonly Check[] }): ReactElement => (
  <ul aria-label={label} className="divide-y divide-line">
    {checks.map((check) => (
      <CheckLine key={check.id} check={check} />
    ))}
  </ul>
)

function Agents({ agents }: { agents: readonly AgentRow[] }): ReactElement {
  const { here, missing } = machineLines(agents)
  return (
    <>
      <ul aria-label={COMMON.agents} className="divide-y divide-line">
        {here.map((agent) => (
          <AgentLine key={agent.id} agent={agent} />
        ))}
      </ul>
      {missing.length > 0 && (
        <details className="mt-1" open={here.length <= 1}>
          <summary className="min-h-6 w-fit text-12 text-ink-2 hover:text-ink">
            {COMMON.notInstalled(missing.length)}
          </summary>
          <ul aria-label={COMMON.agentsThatAreNotInstalled} className="divide-y divide-line">
            {missing.map((agent) => (
              <AgentLine key={agent.id} agent={agent} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const AGENT_COLOURS: Readonly<Partial<Record<Tone, string>>> = { proved: 'text-pass', warning: 'text-gold' }

function AgentLine({ agent }: { agent: AgentRow }): ReactElement {
  const { icon, tone, word } = agentLook(agent, new Date())
  const command = commandIn(agent.remedy)
  return (
    <li className="flex items-start gap-3 py-2">
      <span className={`mt-0.5 ${AGENT_COLOURS[tone] ?? 'text-ink-3'}`}>
        <Icon name={icon} />
      </span>
      <span className="min-w-0 flex-1 wrap-anywhere">
        {agent.name} {agent.version !== null && <span className="text-12 text-ink-2">{agent.version}</span>}
        <span className="block text-12 text-ink-2">
          {word}. {agent.remedy !== null && agent.state !== 'ready' && <Coded text={agent.remedy} />}
        </span>
      </span>
      {command !== null && agent.state !== 'ready' && <CopyButton text={command} />}
    </li>
  )
}

function CheckLine({ check }: { check: Check }): ReactElement {
  const { icon, colour, word } = CHECK_LOOKS[check.level]
  const command = commandIn(check.remedy)
  return (
    <li className="flex items-start gap-3 py-2">
      <span className={`mt-0.5 ${colour}`}>
        <Icon name={icon} />
      </span>
      <span className="sr-only">{word}:</span>
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span className="block first-letter:uppercase">{check.id}</span>
        <span className="block text-12 text-ink-2">
          {check.text} {check.remedy !== null && <Coded text={check.remedy} />}
        </span>
      </span>
      {command !== null && <CopyButton text={command} />}
    </li>
  )
}
