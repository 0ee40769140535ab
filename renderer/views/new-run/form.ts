import type { RunConfig } from '../../../shared/config.ts'
import { MAX_GOAL_CHARACTERS } from '../../../shared/text-limits.ts'
import type { AgentRow, Check } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole, type PolicyName } from '../../../shared/words.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'

/** What the person has filled in. Null: as proposed for the repository. */
export interface NewRunForm {
  goal: string
  /** Whose `base` and `setup` these are. */
  repositoryId: string | null
  /** '' is the checked-out commit. */
  base: string
  agents: Record<AgentRole, { id: string; model: string } | null>
  policy: PolicyName
  /** One command per line; null: as proposed. */
  setup: string | null
  limits: Partial<Record<LimitName, string>>
}

/** The limits that the form shows. Cost in dollars, time in minutes; empty is none (attempts and replans: as proposed). */
export const LIMIT_NAMES = ['attemptsPerTask', 'replans', 'turns', 'cost', 'wallMinutes'] as const
export type LimitName = (typeof LIMIT_NAMES)[number]

export const EMPTY_FORM: NewRunForm = {
  goal: '',
  repositoryId: null,
  base: '',
  agents: { strategy: null, implementation: null, checker: null },
  policy: 'supervised',
  setup: null,
  limits: {},
}

/**
 * A stored draft, for this repository: a branch and commands of another one mean nothing in it. Anything that is no form any more is an
 * empty one.
 */
export function parseForm(text: string | null, repositoryId: string | null): NewRunForm {
  const stored = storedForm(text)
  return stored.repositoryId === repositoryId ? stored : { ...stored, repositoryId, base: '', setup: null }
}

function storedForm(text: string | null): NewRunForm {
  if (text === null) return EMPTY_FORM
  try {
    const stored: unknown = JSON.parse(text)
    return typeof stored === 'object' && stored !== null ? { ...EMPTY_FORM, ...stored } : EMPTY_FORM
  } catch {
    return EMPTY_FORM
  }
}

/** The largest numbers a limit takes; the main process has the last word. */
const MOST: Readonly<Record<LimitName, number>> = {
  attemptsPerTask: 100,
  replans: 100,
  turns: 1_000_000,
  cost: 1_000_000,
  wallMinutes: 1_000_000,
}

export function goalProblem(goal: string): string | null {
  if (goal.trim() === '') return 'Say in a sentence or more what is to be done.'
  if (goal.length <= MAX_GOAL_CHARACTERS) return null
  return `The goal has ${goal.length} characters; ${MAX_GOAL_CHARACTERS} is the limit. Put long material into the repository and point to it.`
}

export function limitProblem(name: LimitName, text: string): string | null {
  if (text.trim() === '') return null
  const value = Number(text.trim().replace(',', '.'))
  const least = name === 'replans' ? 0 : name === 'cost' ? 0.01 : 1
  const isWhole = name === 'cost' || Number.isInteger(value)
  if (Number.isFinite(value) && isWhole && value >= least && value <= MOST[name]) return null
  return name === 'cost' ? 'An amount in dollars, such as 6.00.' : `A whole number from ${least} to ${MOST[name]}.`
}

/** The agent that would play a role. */
export function agentOf(form: NewRunForm, proposed: RunConfig, role: AgentRole): { id: string; model: string } {
  return form.agents[role] ?? { id: proposed.agents[role].id, model: proposed.agents[role].model ?? '' }
}

/** What the person's choices add to the repository's own checks. */
export function formChecks(form: NewRunForm, proposed: RunConfig | null, agents: readonly AgentRow[]): Check[] {
  const goal = goalProblem(form.goal)
  return [
    ...(goal === null ? [] : [{ id: 'goal', level: 'error', text: 'The goal is not ready.', remedy: goal } as const]),
    ...(proposed === null
      ? []
      : AGENT_ROLES.flatMap((role) => agentCheck(role, agentOf(form, proposed, role).id, agents))),
    ...LIMIT_NAMES.flatMap((name) => {
      const problem = limitProblem(name, form.limits[name] ?? '')
      return problem === null
        ? []
        : [
            {
              id: `limit ${name}`,
              level: 'error',
              text: 'A limit is not a number it can be.',
              remedy: problem,
            } as const,
          ]
    }),
  ]
}

function agentCheck(role: AgentRole, id: string, agents: readonly AgentRow[]): Check[] {
  const agent = agents.find((known) => known.id === id)
  const whose = `${ROLE_NAMES[role]}: `
  if (!agent)
    return [
      { id: `agent ${role}`, level: 'error', text: `${whose}there is no agent “${id}”.`, remedy: 'Choose another.' },
    ]
  if (agent.state === 'missing')
    return [
      { id: `agent ${role}`, level: 'error', text: `${whose}${agent.name} is not installed.`, remedy: agent.remedy },
    ]
  if (agent.state === 'login_unknown') {
    const remedy = agent.remedy === null ? null : `If it asks: ${agent.remedy}`
    return [
      {
        id: `agent ${role}`,
        level: 'info',
        text: `${whose}whether ${agent.name} is logged in shows when it is used.`,
        remedy,
      },
    ]
  }
  return []
}

/** The configuration that the run starts with. The form has no problems. */
export function configOf(form: NewRunForm, proposed: RunConfig): RunConfig {
  const agents = Object.fromEntries(
    AGENT_ROLES.map((role) => {
      const { id, model } = agentOf(form, proposed, role)
      const mode = id === proposed.agents[role].id ? proposed.agents[role].mode : undefined
      const choice = {
        id,
        ...(model.trim() === '' ? {} : { model: model.trim() }),
        ...(mode === undefined ? {} : { mode }),
      }
      return [role, choice]
    }),
  )
  const number = (name: LimitName): number | null => {
    const text = form.limits[name]?.trim().replace(',', '.') ?? ''
    return text === '' ? null : Number(text)
  }
  const cost = number('cost')
  return {
    ...proposed,
    agents: { ...proposed.agents, ...agents },
    policy: form.policy,
    setup: form.setup === null ? proposed.setup : { ...proposed.setup, commands: linesOf(form.setup) },
    delivery: form.policy === 'unattended' ? { kind: 'branch' } : proposed.delivery,
    limits: {
      ...proposed.limits,
      attemptsPerTask: number('attemptsPerTask') ?? proposed.limits.attemptsPerTask,
      replans: number('replans') ?? proposed.limits.replans,
      turns: number('turns') ?? proposed.limits.turns,
      costMicros: cost === null ? null : Math.round(cost * 1_000_000),
      wallMinutes: number('wallMinutes'),
    },
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const POLICY_TEXTS: readonly { value: PolicyName; title: string; text: string }[] = [
  { value: 'supervised', title: 'Supervised', text: 'Asks for the plan, for permissions, and for the result.' },
  {
    value: 'review_at_end',
    title: 'Review at the end',
    text: 'Works alone inside its limits; asks once, for the result.',
  },
  { value: 'every_task', title: 'Every task', text: 'As Supervised, and after each verified task.' },
  {
    value: 'unattended',
    title: 'Unattended',
    text: 'Asks nobody: refuses what no rule allows, ends as failed where a person is needed, keeps the result on its own branch.',
  },
]
