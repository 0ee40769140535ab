import type { ReactElement } from 'react'
import type { RunConfig } from '../../../shared/config.ts'
import type { AgentRow } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import { Coded } from '../../ui/coded.tsx'
import { Select, TextField } from '../../ui/field.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Status } from '../../ui/status.tsx'
import { agentLook } from '../../words/agent-words.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/new-run.ts'
import { agentOf, type ChosenAgent, type NewRunForm } from './form.ts'

/** Who plays each role, side by side in the order of the panels. */
export function AgentChoices({
  form,
  proposed,
  agents,
  onChange,
}: {
  form: NewRunForm
  proposed: RunConfig
  agents: readonly AgentRow[]
  onChange(agents: NewRunForm['agents']): void
}): ReactElement {
  return (
    <fieldset>
      <legend className="mb-1 text-12 font-medium text-ink-2">{COMMON.agents}</legend>
      <div className="grid grid-cols-3 divide-x divide-line-strong border border-line-strong bg-lit">
        {AGENT_ROLES.map((role) => (
          <RoleAgent
            key={role}
            role={role}
            choice={agentOf(form, proposed, role)}
            agents={agents}
            onChange={(choice) => onChange({ ...form.agents, [role]: choice })}
          />
        ))}
      </div>
    </fieldset>
  )
}

function RoleAgent({
  role,
  choice,
  agents,
  onChange,
}: {
  role: AgentRole
  choice: Required<ChosenAgent>
  agents: readonly AgentRow[]
  onChange(choice: ChosenAgent): void
}): ReactElement {
  const agent = agents.find(({ id }) => id === choice.id)
  const options = agents.map(({ id, name, version, state }) => ({
    value: id,
    text: `${name}${version === null ? '' : ` ${version}`}${state === 'missing' ? TEXT.notInstalledAfter : ''}`,
  }))
  return (
    <div className="min-w-0 space-y-2 p-3">
      <h2 className="flex items-center gap-2 font-strong">
        <RoleMark role={role} />
        {ROLE_NAMES[role]}
      </h2>
      <Select
        label={COMMON.agentFor(ROLE_NAMES[role].toLowerCase())}
        labelHidden
        value={choice.id}
        problem={agent?.state === 'missing' ? TEXT.notInstalledSo(agent.remedy ?? '') : null}
        options={agent ? options : [{ value: choice.id, text: `${choice.id} (unknown)` }, ...options]}
        onChange={(id) => onChange({ id, model: '', mode: '', effort: '' })}
      />
      {agent && agent.state !== 'missing' && <AgentState agent={agent} />}
      {choice.id !== 'demo' && <Details role={role} choice={choice} onChange={onChange} />}
    </div>
  )
}

function AgentState({ agent }: { agent: AgentRow }): ReactElement {
  const isRemedyDue = agent.state === 'login_needed' && agent.remedy !== null
  return (
    <div>
      <Status look={agentLook(agent, new Date())} />
      {isRemedyDue && (
        <p className="text-12 text-ink-2 wrap-anywhere">
          <Coded text={agent.remedy ?? ''} />
        </p>
      )}
    </div>
  )
}

const DETAILS = { model: TEXT.model, mode: TEXT.mode, effort: TEXT.effort } as const
const DETAIL_NAMES = ['model', 'mode', 'effort'] as const

/** Folded, because the agent's own defaults are mostly right; what is chosen stays in sight. */
function Details({
  role,
  choice,
  onChange,
}: {
  role: AgentRole
  choice: Required<ChosenAgent>
  onChange(choice: ChosenAgent): void
}): ReactElement {
  const chosen = DETAIL_NAMES.map((name) => choice[name]).filter((text) => text !== '')
  return (
    <details>
      <summary className="min-h-6 text-12 text-ink-2 wrap-anywhere hover:text-ink">
        {chosen.length === 0 ? TEXT.modelModeEffort : chosen.join(' · ')}
      </summary>
      <div className="mt-1 space-y-2">
        {DETAIL_NAMES.map((name) => (
          <TextField
            key={name}
            label={DETAILS[name]}
            placeholder={name === 'mode' && role !== 'implementation' ? TEXT.itsReadOnlyMode : TEXT.agentsDefault}
            value={choice[name]}
            onChange={(text) => onChange({ ...choice, [name]: text })}
          />
        ))}
      </div>
    </details>
  )
}
