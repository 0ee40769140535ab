import type { RunConfig } from '../../shared/config.ts'
import type { Refusal } from '../../shared/result.ts'
import { AGENT_ROLES } from '../../shared/words.ts'
import type { SandboxProbe } from './probe.ts'
import { confinementOf, sandboxRefusal, sandboxSentence } from './sandbox-use.ts'

/** What a run with this configuration is confined by. */
export interface RunSandbox {
  /** For people. */
  sentence: string
  /** All of its agents and commands are. */
  isSandboxed: boolean
  /** Why it cannot be started, or cannot go on; null: it can. */
  refusal: Refusal | null
}

/** Pure. `settings`: what the person says of agents, by id. */
export function runSandbox(
  config: Pick<RunConfig, 'sandbox' | 'agents'>,
  probe: SandboxProbe,
  settings: Readonly<Record<string, { sandbox?: boolean | undefined }>>,
): RunSandbox {
  const ids = [...new Set(AGENT_ROLES.map((role) => config.agents[role].id))]
  const exempt = ids.filter((id) => settings[id]?.sandbox === false)
  const { sandbox } = config
  return {
    sentence: sandboxSentence(sandbox, probe, exempt),
    isSandboxed: confinementOf(sandbox, probe, exempt[0] ?? null).kind === 'sandbox',
    refusal: sandboxRefusal(sandbox, probe, exempt),
  }
}
