import type { RunConfig } from '../../shared/config.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { FoundAgent } from '../agents/found-agents.ts'
import type { AgentWish } from './commands.ts'

/**
 * Who plays which role. What is named is taken as it is. For the rest: an installed agent, and for the checker one of another family
 * where there is one, because agents of one family share blind spots. The demo agent plays only where it is named.
 */
export function chooseAgents(
  { all, roles }: AgentWish,
  known: readonly FoundAgent[],
): Result<RunConfig['agents'], Refusal> {
  const installed = known.filter(({ id, state }) => id !== 'demo' && state !== 'missing')
  const [usual] = installed
  const implementation = roles.implementation ?? all ?? usual?.id
  const strategy = roles.strategy ?? all ?? implementation
  const family = known.find(({ id }) => id === implementation)?.family
  const other = installed.find((agent) => agent.family !== family)
  const checker = roles.checker ?? all ?? (implementation === 'demo' ? implementation : (other?.id ?? implementation))
  if (implementation === undefined || strategy === undefined || checker === undefined) return err(noAgent(known))
  return ok({ strategy: { id: strategy }, implementation: { id: implementation }, checker: { id: checker } })
}

function noAgent(known: readonly FoundAgent[]): Refusal {
  const ids = known.map(({ id }) => id).filter((id) => id !== 'demo')
  return {
    code: 'agent_missing',
    message: `No agent is installed (looked for ${ids.join(', ')}).`,
    remedy: 'Install one (`triptych doctor` says how), or take the scripted one, which uses no model: --agent demo',
  }
}
