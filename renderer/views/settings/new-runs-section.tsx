import type { ReactElement } from 'react'
import type { AgentRow } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import { useCall } from '../../data/app-data.tsx'
import { Select } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import { ROLE_NAMES } from '../../words/run-words.ts'
import { POLICY_TEXTS } from '../new-run/form.ts'
import { ChoiceSetting } from './choice-setting.tsx'
import { NumberSetting } from './number-setting.tsx'
import { SettingRow, SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

const SANDBOX_TEXTS = [
  {
    value: 'auto',
    title: 'Where there is one',
    text: 'Confined on Linux with bubblewrap; elsewhere not, and the run says so.',
  },
  { value: 'require', title: 'Required', text: 'Nothing is started where nothing can be confined.' },
  { value: 'off', title: 'Off', text: 'Agents and commands run as you do.' },
] as const

/** What new runs are proposed with. */
export function NewRunsSection({ form }: { form: SettingsForm }): ReactElement {
  const { values } = form
  const agents = useCall('agents.list', {})
  return (
    <>
      <SettingsGroup title="Who decides, and what confines">
        <ChoiceSetting
          setting="policy"
          title="When to ask you"
          form={form}
          value={values.policy}
          options={POLICY_TEXTS}
        />
        <ChoiceSetting setting="sandbox" title="Sandbox" form={form} value={values.sandbox} options={SANDBOX_TEXTS} />
      </SettingsGroup>
      <SettingsGroup title="Who plays a role">
        {agents.error !== null && <Failure error={agents.error} retry={agents.reload} />}
        {AGENT_ROLES.map((role) => (
          <RoleSetting key={role} role={role} agents={agents.value ?? []} form={form} />
        ))}
      </SettingsGroup>
      <Limits form={form} />
    </>
  )
}

function RoleSetting({
  role,
  agents,
  form,
}: {
  role: AgentRole
  agents: readonly AgentRow[]
  form: SettingsForm
}): ReactElement {
  const chosen = form.values.roles[role]?.id ?? ''
  const known = agents.map(({ id, name, state }) => ({
    value: id,
    text: state === 'missing' ? `${name} (not installed)` : name,
  }))
  const isKnown = chosen === '' || agents.some(({ id }) => id === chosen)
  return (
    <SettingRow setting={`roles.${role}`} title={ROLE_NAMES[role]} form={form}>
      <Select
        label={`Agent for ${ROLE_NAMES[role].toLowerCase()}`}
        labelHidden
        value={chosen}
        options={[
          { value: '', text: 'No preference' },
          ...(isKnown ? [] : [{ value: chosen, text: `${chosen} (unknown)` }]),
          ...known,
        ]}
        onChange={(id) => void form.change([{ path: ['roles', role], ...(id === '' ? {} : { value: { id } }) }])}
      />
    </SettingRow>
  )
}

function Limits({ form }: { form: SettingsForm }): ReactElement {
  const { limits } = form.values
  return (
    <>
      <SettingsGroup title="Budgets" text="At 80 % you are told; at 100 % the turn stops and you are asked.">
        <NumberSetting setting="limits.turns" title="Turns" value={limits.turns} form={form} />
        <NumberSetting setting="limits.costMicros" title="Cost" value={limits.costMicros} form={form} />
        <NumberSetting setting="limits.tokens" title="Tokens" value={limits.tokens} form={form} />
        <NumberSetting setting="limits.wallMinutes" title="Time of work" value={limits.wallMinutes} form={form} />
      </SettingsGroup>
      <SettingsGroup title="Limits">
        <NumberSetting
          setting="limits.attemptsPerTask"
          title="Attempts per task"
          value={limits.attemptsPerTask}
          form={form}
        />
        <NumberSetting setting="limits.replans" title="Replans" value={limits.replans} form={form} />
        <NumberSetting setting="limits.turnMinutes" title="Length of a turn" value={limits.turnMinutes} form={form} />
        <NumberSetting
          setting="limits.turnIdleMinutes"
          title="Silence in a turn"
          value={limits.turnIdleMinutes}
          form={form}
        />
        <NumberSetting
          setting="limits.verificationMinutes"
          title="Length of a verification step"
          value={limits.verificationMinutes}
          form={form}
        />
        <NumberSetting
          setting="limits.permissionMinutes"
          title="Time to answer a permission"
          value={limits.permissionMinutes}
          form={form}
        />
        <NumberSetting
          setting="limits.sessionTurns"
          title="Turns in a session"
          value={limits.sessionTurns}
          form={form}
        />
        <NumberSetting
          setting="limits.contextPercent"
          title="Context in use"
          value={limits.contextPercent}
          form={form}
        />
      </SettingsGroup>
    </>
  )
}
