import type { RunConfig } from '../../shared/config.ts'
import type { Refusal } from '../../shared/result.ts'
import { AGENT_ROLES } from '../../shared/words.ts'
import type { SandboxProbe } from './probe.ts'
import { type ConfinedAgent, confinementOf, sandboxRefusal, sandboxSentence } from './sandbox-use.ts'

/** What a run with this configuration is confined by. */
export interface RunSandbox {
  /** For people. */
  sentence: string
  /** All of its agents and commands are. */
  isSandboxed: boolean
  /** Why it cannot be started, or cannot go on; null: it can. */
  refusal: Refusal | null
}

/** Pure. `known`: all agents; those that the run does not use do not matter. */
export function runSandbox(
  { sandbox, agents }: Pick<RunConfig, 'sandbox' | 'agents'>,
  probe: SandboxProbe,
  known: readonly ConfinedAgent[],
): RunSandbox {
  const used = known.filter(({ id }) => AGENT_ROLES.some((role) => agents[role].id === id))
  return {
    sentence: sandboxSentence(sandbox, probe, used),
    isSandboxed: [null, ...used].every((agent) => confinementOf(sandbox, probe, agent).kind === 'sandbox'),
    refusal: sandboxRefusal(sandbox, probe, used),
  }
}
