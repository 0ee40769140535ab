import type { ReactElement } from 'react'
import { FROM_TEXTS, SETTING_NOTES } from '../../../shared/settings/notes.ts'
import type { ShownSettings } from '../../../shared/views.ts'
import { useCall } from '../../data/app-data.tsx'
import { hrefOf } from '../../route.ts'
import { Checkbox } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import { Status } from '../../ui/status.tsx'
import { agentLook } from '../../words/agent-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings.ts'
import { SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

/** Which agents there are, which of them may leave the sandbox, and what the file says of agents and servers. */
export function AgentsSection({ form }: { form: SettingsForm }): ReactElement {
  const agents = useCall('agents.list', {})
  const here = (agents.value ?? []).filter(({ id, state }) => id !== 'demo' && state !== 'missing')
  const { values } = form
  const isOutside = (id: string): boolean => values.agents.find((own) => own.id === id)?.sandbox === false
  return (
    <>
      <SettingsGroup
        title={COMMON.installedAgents}
        text={
          <>
            {TEXT.whereToInstallOthersLog}{' '}
            <a href={hrefOf({ name: 'agents' })} className="text-lapis underline">
              {COMMON.agents}
            </a>
            {TEXT.agentThatCannotWorkInSandbox(FROM_TEXTS.next_turn)}
          </>
        }
      >
        {agents.error !== null && <Failure error={agents.error} retry={agents.reload} />}
        {agents.value !== null && here.length === 0 && (
          <p className="border-line border-b py-2 text-ink-3">{TEXT.onlyDemoAgentsAreHere}</p>
        )}
        {here.length > 0 && (
          <ul aria-label={COMMON.installedAgents} className="divide-y divide-line border-line border-b">
            {here.map((agent) => (
              <li key={agent.id} className="flex min-h-9 items-center gap-4 py-1">
                <span className="min-w-0 flex-1 font-medium wrap-anywhere">
                  {agent.name} <span className="font-regular text-12 text-ink-2">{agent.version}</span>
                </span>
                <Status look={agentLook(agent, new Date())} />
                <Checkbox
                  label={TEXT.mayLeaveSandbox(agent.name)}
                  checked={isOutside(agent.id)}
                  disabled={form.isLocked}
                  onChange={(isOut) =>
                    void form.change([{ path: ['agents', agent.id, 'sandbox'], ...(isOut ? { value: false } : {}) }])
                  }
                />
              </li>
            ))}
          </ul>
        )}
      </SettingsGroup>
      <OwnAgents agents={values.agents} />
      <Servers servers={values.mcpServers} />
    </>
  )
}

/** Programs are named in the file only: a window that was taken over must not choose what is started. */
function OwnAgents({ agents }: { agents: ShownSettings['agents'] }): ReactElement {
  return (
    <SettingsGroup
      title={TEXT.yourOwnAgents}
      text={TEXT.agentsAreWrittenIntoFile(SETTING_NOTES.agents.what, FROM_TEXTS.next_turn)}
    >
      {agents.length === 0 && <p className="border-line border-b py-2 text-ink-3">{TEXT.noneIsInFile}</p>}
      <ul aria-label={TEXT.yourOwnAgents} className="divide-y divide-line border-line border-b empty:hidden">
        {agents.map(({ id, command, args, variables, writable }) => (
          <li key={id} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 py-2">
            <code className="wrap-anywhere">{id}</code>
            <span className="wrap-anywhere">
              {command === null ? TEXT.asTriptychKnowsIt : <code>{[command, ...args].join(' ')}</code>}
              {variables.length > 0 && (
                <span className="block text-12 text-ink-2">{TEXT.withVariables(variables.join(', '))}</span>
              )}
              {writable.length > 0 && (
                <span className="block text-12 text-ink-2">{TEXT.mayWrite(writable.join(', '))}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </SettingsGroup>
  )
}

function Servers({ servers }: { servers: ShownSettings['mcpServers'] }): ReactElement {
  return (
    <SettingsGroup
      title={TEXT.mcpServers}
      text={TEXT.mcpServersAreWrittenIntoFile(SETTING_NOTES.mcpServers.what, FROM_TEXTS.next_turn)}
    >
      {servers.length === 0 && <p className="border-line border-b py-2 text-ink-3">{TEXT.noneIsInFile}</p>}
      <ul aria-label={TEXT.mcpServers} className="divide-y divide-line border-line border-b empty:hidden">
        {servers.map(({ name, where, variables, roles }) => (
          <li key={name} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 py-2">
            <code className="wrap-anywhere">{name}</code>
            <span className="wrap-anywhere">
              <code>{where}</code>
              <span className="block text-12 text-ink-2">
                {COMMON.forAgent(roles.join(', '))}
                {variables.length > 0 && TEXT.andWithVariables(variables.join(', '))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </SettingsGroup>
  )
}
