import type { ReactElement } from 'react'
import type { AgentRow } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import { useCall } from '../../data/app-data.tsx'
import { Select } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings.ts'
import { POLICY_TEXTS } from '../new-run/form.ts'
import { ChoiceSetting } from './choice-setting.tsx'
import { NumberSetting } from './number-setting.tsx'
import { SettingRow, SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

const SANDBOX_TEXTS = [
  {
    value: 'auto',
    title: TEXT.whereThereIsOne,
    text: TEXT.confinedOnLinuxWithBubblewrap,
  },
  { value: 'require', title: TEXT.required, text: TEXT.nothingIsStartedWhereNothingCanBeConfined },
  { value: 'off', title: TEXT.off, text: TEXT.agentsAndCommandsRunAsYouDo },
] as const

/** What new runs are proposed with. */
export function NewRunsSection({ form }: { form: SettingsForm }): ReactElement {
  const { values } = form
  const agents = useCall('agents.list', {})
  return (
    <>
      <SettingsGroup title={TEXT.whoDecidesAndWhatConfines}>
        <ChoiceSetting
          setting="policy"
          title={COMMON.whenToAskYou}
          form={form}
          value={values.policy}
          options={POLICY_TEXTS}
        />
        <ChoiceSetting
          setting="sandbox"
          title={COMMON.sandbox}
          form={form}
          value={values.sandbox}
          options={SANDBOX_TEXTS}
        />
      </SettingsGroup>
      <SettingsGroup title={TEXT.whoPlaysRole}>
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
    text: state === 'missing' ? TEXT.notInstalled(name) : name,
  }))
  const isKnown = chosen === '' || agents.some(({ id }) => id === chosen)
  return (
    <SettingRow setting={`roles.${role}`} title={ROLE_NAMES[role]} form={form}>
      <Select
        label={COMMON.agentFor(ROLE_NAMES[role].toLowerCase())}
        labelHidden
        value={chosen}
        options={[
          { value: '', text: TEXT.noPreference },
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
      <SettingsGroup title={TEXT.budgets} text={COMMON.at80YouAreTold}>
        <NumberSetting setting="limits.turns" title={COMMON.turns} value={limits.turns} form={form} />
        <NumberSetting setting="limits.costMicros" title={COMMON.cost} value={limits.costMicros} form={form} />
        <NumberSetting setting="limits.tokens" title={COMMON.tokens} value={limits.tokens} form={form} />
        <NumberSetting setting="limits.wallMinutes" title={TEXT.timeOfWork} value={limits.wallMinutes} form={form} />
      </SettingsGroup>
      <SettingsGroup title={COMMON.limits}>
        <NumberSetting
          setting="limits.attemptsPerTask"
          title={COMMON.attemptsPerTask}
          value={limits.attemptsPerTask}
          form={form}
        />
        <NumberSetting setting="limits.replans" title={COMMON.replans} value={limits.replans} form={form} />
        <NumberSetting setting="limits.turnMinutes" title={TEXT.lengthOfTurn} value={limits.turnMinutes} form={form} />
        <NumberSetting
          setting="limits.turnIdleMinutes"
          title={TEXT.silenceInTurn}
          value={limits.turnIdleMinutes}
          form={form}
        />
        <NumberSetting
          setting="limits.verificationMinutes"
          title={TEXT.lengthOfVerificationStep}
          value={limits.verificationMinutes}
          form={form}
        />
        <NumberSetting
          setting="limits.permissionMinutes"
          title={TEXT.timeToAnswerPermission}
          value={limits.permissionMinutes}
          form={form}
        />
        <NumberSetting
          setting="limits.sessionTurns"
          title={TEXT.turnsInSession}
          value={limits.sessionTurns}
          form={form}
        />
        <NumberSetting
          setting="limits.contextPercent"
          title={TEXT.contextInUse}
          value={limits.contextPercent}
          form={form}
        />
      </SettingsGroup>
    </>
  )
}
