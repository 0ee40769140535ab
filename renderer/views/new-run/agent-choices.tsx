import type { ReactElement } from 'react'
import type { RunConfig } from '../../../shared/config.ts'
import type { AgentRow } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import { Select, TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Status } from '../../ui/status.tsx'
import { ROLE_NAMES } from '../../words/run-words.ts'
import { agentOf, type NewRunForm } from './form.ts'

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
      <legend className="mb-1 text-12 font-medium text-ink-2">Agents</legend>
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
      <SameFamily ids={AGENT_ROLES.map((role) => agentOf(form, proposed, role).id)} agents={agents} />
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
  choice: { id: string; model: string }
  agents: readonly AgentRow[]
  onChange(choice: { id: string; model: string }): void
}): ReactElement {
  const agent = agents.find(({ id }) => id === choice.id)
  const options = agents.map(({ id, name, version, state }) => ({
    value: id,
    text: `${name}${version === null ? '' : ` ${version}`}${state === 'missing' ? ' (not installed)' : ''}`,
  }))
  return (
    <div className="min-w-0 space-y-2 p-3">
      <h2 className="flex items-center gap-2 font-strong">
        <RoleMark role={role} />
        {ROLE_NAMES[role]}
      </h2>
      <Select
        label={`Agent for ${ROLE_NAMES[role].toLowerCase()}`}
        labelHidden
        value={choice.id}
        problem={agent?.state === 'missing' ? `Not installed. ${agent.remedy ?? ''}` : null}
        options={agent ? options : [{ value: choice.id, text: `${choice.id} (unknown)` }, ...options]}
        onChange={(id) => onChange({ id, model: '' })}
      />
      {agent?.state === 'ready' && <Status look={{ icon: 'done', tone: 'proved', word: 'Ready' }} />}
      {agent?.state === 'login_unknown' && <Status look={{ icon: 'info', tone: 'resting', word: 'Found' }} />}
      {choice.id !== 'demo' && (
        <TextField
          label="Model"
          hint="as the agent names it"
          placeholder="the agent’s default"
          value={choice.model}
          onChange={(model) => onChange({ ...choice, model })}
        />
      )}
    </div>
  )
}

/** A checker of the same family tends to share the implementer's blind spots: said, not forbidden. */
function SameFamily({ ids, agents }: { ids: readonly string[]; agents: readonly AgentRow[] }): ReactElement | null {
  const [, implementation, checker] = ids.map((id) => agents.find((agent) => agent.id === id))
  if (!implementation || !checker || implementation.family !== checker.family || checker.id === 'demo') return null
  return (
    <p className="mt-1.5 flex items-start gap-1.5 text-12 text-ink-2">
      <Icon name="info" className="mt-px size-3.5" />
      The checker is of the same family as the implementation. It works in a session of its own; another family sees
      other mistakes.
    </p>
  )
}
