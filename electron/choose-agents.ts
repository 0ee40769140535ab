import type { AgentChoice, RunConfig } from '../shared/config.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import { whoChecks } from '../shared/who-checks.ts'
import type { AgentRole } from '../shared/words.ts'
import type { FoundAgent } from './agents/found-agents.ts'

export type RoleAgents = RunConfig['agents']

/** `all` is for the roles that are not named. */
export interface ByRole {
  all: string | null
  roles: Partial<Record<AgentRole, string>>
}

/** What a person says for one run: agent ids, and the agents' own words for the rest. */
export interface AgentWish {
  agent: ByRole
  model: ByRole
  mode: ByRole
  effort: ByRole
}
export const noWish = (): AgentWish => ({
  agent: { all: null, roles: {} },
  model: { all: null, roles: {} },
  mode: { all: null, roles: {} },
  effort: { all: null, roles: {} },
})

/** What is looked at where nothing is named, the repository's own files never being among it. */
export interface AgentSources {
  known: readonly FoundAgent[]
  /** Of the repository's newest run on this machine; null: it had none. */
  lastRun: RoleAgents | null
  /** `roles` of settings.json. */
  settings: { readonly [Role in AgentRole]?: AgentChoice | undefined }
}

/**
 * Who plays which role: who is named, else who played it in the repository's last run, else who the settings say, else an installed
 * agent, a logged-in one first; for the checker one of another family where there is one, because agents of one family share blind
 * spots. Who is named is taken as it is. The demo agent plays only where it is named.
 */
export function chooseAgents(wish: AgentWish, sources: AgentSources): Result<RoleAgents, Refusal> {
  const { known } = sources
  const chosen = (role: AgentRole): AgentChoice | undefined => chosenFor(role, wish, sources)
  const candidates = candidatesOf(known)
  const implementation = chosen('implementation') ?? choiceOf(candidates[0])
  if (implementation === undefined) return err(noAgent(known))
  const family = known.find(({ id }) => id === implementation.id)?.family
  const other = implementation.id === 'demo' ? undefined : candidates.find((agent) => agent.family !== family)
  const agents: RoleAgents = {
    strategy: chosen('strategy') ?? { id: implementation.id },
    implementation,
    checker: chosen('checker') ?? choiceOf(other) ?? { id: implementation.id },
  }
  return ok({
    strategy: withWords(agents.strategy, 'strategy', wish),
    implementation: withWords(agents.implementation, 'implementation', wish),
    checker: withWords(agents.checker, 'checker', wish),
  })
}

const wishOf = ({ all, roles }: ByRole, role: AgentRole): string | undefined => roles[role] ?? all ?? undefined
const choiceOf = (agent: FoundAgent | undefined): AgentChoice | undefined => agent && { id: agent.id }

function chosenFor(
  role: AgentRole,
  wish: AgentWish,
  { known, lastRun, settings }: AgentSources,
): AgentChoice | undefined {
  const named = wishOf(wish.agent, role)
  if (named !== undefined) return { id: named }
  const earlier = lastRun?.[role]
  const playsAgain =
    earlier && earlier.id !== 'demo' && known.some(({ id, state }) => id === earlier.id && state !== 'missing')
  return playsAgain ? earlier : settings[role]
}

/** Installed agents in the order in which they are taken: those that are not logged in only where there is no other. */
function candidatesOf(known: readonly FoundAgent[]): FoundAgent[] {
  const installed = known.filter(({ id, state }) => id !== 'demo' && state !== 'missing')
  const ready = installed.filter(({ state }) => state === 'ready')
  const unknown = installed.filter(({ state }) => state === 'login_unknown')
  const usable = [...ready, ...unknown]
  return usable.length > 0 ? usable : installed
}

function withWords(choice: AgentChoice, role: AgentRole, wish: AgentWish): AgentChoice {
  const [model, mode, effort] = [wishOf(wish.model, role), wishOf(wish.mode, role), wishOf(wish.effort, role)]
  return {
    ...choice,
    ...(model === undefined ? {} : { model }),
    ...(mode === undefined ? {} : { mode }),
    ...(effort === undefined ? {} : { effort }),
  }
}

/** Who checks whom, in a sentence; null for the demo agents, who have no model. */
export const checkerText = ({ implementation, checker }: RoleAgents, known: readonly FoundAgent[]): string | null =>
  whoChecks(implementation.id, checker.id, known)

function noAgent(known: readonly FoundAgent[]): Refusal {
  const ids = known.map(({ id }) => id).filter((id) => id !== 'demo')
  return {
    code: 'agent_missing',
    message: `No agent is installed (looked for ${ids.join(', ')}).`,
    remedy: 'Install one (`triptych doctor` says how), or take the scripted one, which uses no model: --agent demo',
  }
}
