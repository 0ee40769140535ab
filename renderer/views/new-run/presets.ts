import type { RunConfig } from '../../../shared/config.ts'
import type { AgentRow, Check } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import * as TEXT from '../../words/texts/new-run.ts'
import { agentOf, EMPTY_FORM, type NewRunForm } from './form.ts'

/** Who plays the roles, by one choice. */
export interface AgentPreset {
  id: string
  title: string
  /** What it means, in a sentence. */
  text: string
  agents: NewRunForm['agents']
}

/** Of agents that play all roles: the first ones. */
const MAX_ALONE = 4

/** What is proposed for the repository, then each agent that can play all roles alone, then the demo agents. */
export function agentPresets(proposed: RunConfig, agents: readonly AgentRow[]): AgentPreset[] {
  const nameOf = (id: string): string => agents.find((agent) => agent.id === id)?.name ?? id
  const names = AGENT_ROLES.map((role) => nameOf(proposed.agents[role].id))
  const usable = agents.filter(({ id, state }) => id !== 'demo' && (state === 'ready' || state === 'login_unknown'))
  const [plans = '', works = '', checks = ''] = names
  return [
    {
      id: 'proposed',
      title: TEXT.asProposed,
      text: TEXT.plansWorksChecks(plans, works, checks),
      agents: EMPTY_FORM.agents,
    },
    ...usable.slice(0, MAX_ALONE).map(({ id, name }) => ({
      id: `all ${id}`,
      title: TEXT.alone(name),
      text: TEXT.playsAllThreeRoles(name),
      agents: everywhere(id),
    })),
    ...(agents.some(({ id }) => id === 'demo')
      ? [
          {
            id: 'demo',
            title: TEXT.demoAgents,
            text: TEXT.theyPlayScriptWithoutModel,
            agents: everywhere('demo'),
          },
        ]
      : []),
  ]
}

/** The demo agents, where an agent that was chosen cannot work and they can: a way to go on at once. Null: nothing keeps an agent from working. */
export function standIns(
  checks: readonly Pick<Check, 'id' | 'level'>[],
  agents: readonly AgentRow[],
): NewRunForm['agents'] | null {
  const isMissing = checks.some(({ id, level }) => level === 'error' && id.startsWith('agent '))
  return isMissing && agents.some(({ id }) => id === 'demo') ? everywhere('demo') : null
}

const everywhere = (id: string): NewRunForm['agents'] => ({
  strategy: { id },
  implementation: { id },
  checker: { id },
})

/** The preset that the form is at; null: the person chose otherwise. */
export function presetOf(form: NewRunForm, proposed: RunConfig, presets: readonly AgentPreset[]): AgentPreset | null {
  const chosen = (agents: NewRunForm['agents'], role: AgentRole): string =>
    JSON.stringify(agentOf({ ...form, agents }, proposed, role))
  return (
    presets.find(({ agents }) => AGENT_ROLES.every((role) => chosen(form.agents, role) === chosen(agents, role))) ??
    null
  )
}
