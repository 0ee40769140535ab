import type { RunConfig } from '../../../shared/config.ts'
import { MAX_GOAL_CHARACTERS } from '../../../shared/text-limits.ts'
import type { AgentRow, Check } from '../../../shared/views.ts'
import { whoChecks } from '../../../shared/who-checks.ts'
import { AGENT_ROLES, type AgentRole, type FormKind, type PolicyName } from '../../../shared/words.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/new-run.ts'

/** Who plays a role; empty texts are the agent's own defaults. Drafts of earlier versions had no mode and effort. */
export interface ChosenAgent {
  id: string
  model?: string
  mode?: string
  effort?: string
}

/** What the person has filled in. Null: as proposed for the repository. */
export interface NewRunForm {
  goal: string
  /** Whose `base` and `setup` these are. */
  repositoryId: string | null
  /** '' is the checked-out commit. */
  base: string
  agents: Record<AgentRole, ChosenAgent | null>
  policy: PolicyName
  /** One command per line; null: as proposed. */
  setup: string | null
  limits: Partial<Record<LimitName, string>>
  /** Files that go along, uploaded already. */
  attachments: readonly Attachment[]
}

/** As it was when it was attached; the application knows whether it still is. */
export interface Attachment {
  id: string
  name: string
  bytes: number
}

/** The limits that the form shows. Cost in dollars, time in minutes; empty is none for those that may be none, else as proposed. */
export const LIMIT_NAMES = ['attemptsPerTask', 'replans', 'turns', 'cost', 'wallMinutes'] as const
/** Those that are rarely changed. */
export const MORE_LIMIT_NAMES = [
  'tokens',
  'turnMinutes',
  'permissionMinutes',
  'sessionTurns',
  'contextPercent',
] as const
const ALL_LIMIT_NAMES = [...LIMIT_NAMES, ...MORE_LIMIT_NAMES]
export type LimitName = (typeof ALL_LIMIT_NAMES)[number]

export const EMPTY_FORM: NewRunForm = {
  goal: '',
  repositoryId: null,
  base: '',
  agents: { strategy: null, implementation: null, checker: null },
  policy: 'supervised',
  setup: null,
  limits: {},
  attachments: [],
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
    if (typeof stored !== 'object' || stored === null) return EMPTY_FORM
    const form = { ...EMPTY_FORM, ...stored }
    return Array.isArray(form.attachments) ? form : { ...form, attachments: [] }
  } catch {
    return EMPTY_FORM
  }
}

/** The smallest and largest numbers a limit takes; the main process has the last word. */
const RANGES: Readonly<Record<LimitName, readonly [least: number, most: number]>> = {
  attemptsPerTask: [1, 100],
  replans: [0, 100],
  turns: [1, 1_000_000],
  cost: [0.01, 1_000_000],
  wallMinutes: [1, 1_000_000],
  tokens: [1, 1_000_000_000_000],
  turnMinutes: [1, 1_440],
  permissionMinutes: [1, 10_080],
  sessionTurns: [1, 1_000],
  contextPercent: [10, 100],
}

export function goalProblem(goal: string): string | null {
  if (goal.trim() === '') return TEXT.sayInSentenceOr
  if (goal.length <= MAX_GOAL_CHARACTERS) return null
  return TEXT.goalIsTooLong(goal.length, MAX_GOAL_CHARACTERS)
}

export function limitProblem(name: LimitName, text: string): string | null {
  if (text.trim() === '') return null
  const value = Number(text.trim().replace(',', '.'))
  const [least, most] = RANGES[name]
  const isWhole = name === 'cost' || Number.isInteger(value)
  if (Number.isFinite(value) && isWhole && value >= least && value <= most) return null
  return name === 'cost' ? TEXT.amountInDollarsSuchAs600 : TEXT.wholeNumberFromTo(least, most)
}

/** The agent that would play a role. */
export function agentOf(form: NewRunForm, proposed: RunConfig, role: AgentRole): Required<ChosenAgent> {
  const { id, model = '', mode = '', effort = '' } = form.agents[role] ?? proposed.agents[role]
  return { id, model, mode, effort }
}

/** What of the form another run may begin with: all but its place and what was said for this one only. */
export const templateOf = (form: NewRunForm): NewRunForm => ({ ...form, repositoryId: null, base: '', setup: null })

/** The form with a kept one in its place. A template says nothing of the repository, so that stays as it is. */
export function withKept(form: NewRunForm, kind: FormKind, text: string): NewRunForm {
  const kept = storedForm(text)
  return kind === 'draft' ? kept : { ...kept, repositoryId: form.repositoryId, base: form.base, setup: form.setup }
}

/** Whether anything was written that would be lost. */
export const isEmptyForm = ({ goal, attachments }: NewRunForm): boolean =>
  goal.trim() === '' && attachments.length === 0

/** `here`: ids of the attached files that the application still has; null: it was not asked yet. */
export function attachmentChecks(attachments: readonly Attachment[], here: readonly string[] | null): Check[] {
  if (here === null) return []
  return attachments
    .filter(({ id }) => !here.includes(id))
    .map(({ id, name }) => ({
      id: `attachment ${id}`,
      level: 'error',
      text: TEXT.isNotKeptAnyMore(name),
      remedy: TEXT.removeItOrAttachItAgain,
    }))
}

/** What the person's choices add to the repository's own checks. */
export function formChecks(form: NewRunForm, proposed: RunConfig | null, agents: readonly AgentRow[]): Check[] {
  const goal = goalProblem(form.goal)
  return [
    ...(goal === null ? [] : [{ id: 'goal', level: 'error', text: TEXT.goalIsNotReady, remedy: goal } as const]),
    ...(proposed === null
      ? []
      : AGENT_ROLES.flatMap((role) => agentCheck(role, agentOf(form, proposed, role).id, agents))),
    ...(proposed === null ? [] : checkerCheck(form, proposed, agents)),
    ...ALL_LIMIT_NAMES.flatMap((name) => {
      const problem = limitProblem(name, form.limits[name] ?? '')
      return problem === null
        ? []
        : [
            {
              id: `limit ${name}`,
              level: 'error',
              text: TEXT.limitIsNotNumberItCanBe,
              remedy: problem,
            } as const,
          ]
    }),
  ]
}

/** Takes the place of the repository's own, which is about the agents that were proposed. */
export const CHECKER_CHECK = 'checker'

function checkerCheck(form: NewRunForm, proposed: RunConfig, agents: readonly AgentRow[]): Check[] {
  const [maker, judge] = [agentOf(form, proposed, 'implementation'), agentOf(form, proposed, 'checker')]
  const text = whoChecks(maker.id, judge.id, agents)
  return text === null ? [] : [{ id: CHECKER_CHECK, level: 'info', text, remedy: null }]
}

function agentCheck(role: AgentRole, id: string, agents: readonly AgentRow[]): Check[] {
  const agent = agents.find((known) => known.id === id)
  const whose = `${ROLE_NAMES[role]}: `
  if (!agent)
    return [{ id: `agent ${role}`, level: 'error', text: TEXT.thereIsNoAgent(whose, id), remedy: TEXT.chooseAnother }]
  if (agent.state === 'missing')
    return [{ id: `agent ${role}`, level: 'error', text: TEXT.isNotInstalled(whose, agent.name), remedy: agent.remedy }]
  if (agent.state === 'login_needed')
    return [
      { id: `agent ${role}`, level: 'warning', text: TEXT.isNotLoggedIn(whose, agent.name), remedy: agent.remedy },
    ]
  if (agent.state === 'login_unknown') {
    const remedy = agent.remedy === null ? null : TEXT.ifItAsks(agent.remedy)
    return [
      {
        id: `agent ${role}`,
        level: 'info',
        text: TEXT.whetherIsLoggedInShows(whose, agent.name),
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
      const { id, ...own } = agentOf(form, proposed, role)
      const said = Object.entries(own).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]]))
      return [role, { id, ...Object.fromEntries(said) }]
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
      tokens: number('tokens'),
      turnMinutes: number('turnMinutes') ?? proposed.limits.turnMinutes,
      permissionMinutes: number('permissionMinutes') ?? proposed.limits.permissionMinutes,
      sessionTurns: number('sessionTurns') ?? proposed.limits.sessionTurns,
      contextPercent: number('contextPercent') ?? proposed.limits.contextPercent,
    },
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const POLICY_TEXTS: readonly { value: PolicyName; title: string; text: string }[] = [
  { value: 'supervised', title: TEXT.supervised, text: TEXT.asksForPlanForPermissions },
  {
    value: 'review_at_end',
    title: TEXT.reviewAtEnd,
    text: TEXT.worksAloneInsideItsLimits,
  },
  { value: 'every_task', title: TEXT.everyTask, text: TEXT.asSupervisedAndAfterEachVerifiedTask },
  {
    value: 'unattended',
    title: TEXT.unattended,
    text: TEXT.asksNobody,
  },
]
