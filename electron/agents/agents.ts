import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { AgentsPort } from '../engine/agents-port.ts'
import type { ChildMarkers } from '../process/child-markers.ts'
import type { Environment } from '../process/environment.ts'
import type { AgentSettings } from './agent-settings.ts'
import { type AgentSpec, agentSpecs } from './catalog.ts'

export interface AgentsOptions {
  /** The data folder. */
  home: string
  /** The application's own environment. */
  environment: Environment
  markers: ChildMarkers
  /** Asked for every turn, so that a correction counts at once. */
  settings(): Result<AgentSettings, Refusal>
}

/** The agents of a data folder. */
export function createAgents(options: AgentsOptions): AgentsPort {
  // The protocol's library is loaded with the first turn: commands that only read start twice as fast. Made once, because it
  // remembers what each session has cost.
  let acp: Promise<AgentsPort> | null = null
  const load = async (): Promise<AgentsPort> => {
    const { createAcpAgents } = await import('./acp.ts')
    return createAcpAgents({ ...options, findSpec: (id) => findSpec(options.settings(), id) })
  }
  return {
    runTurn: async (request) => {
      acp ??= load()
      return (await acp).runTurn(request)
    },
  }
}

function findSpec(settings: Result<AgentSettings, Refusal>, id: string): Result<AgentSpec, string> {
  const specs = settings.ok ? agentSpecs(settings.value) : settings
  if (!specs.ok) return err(`${specs.error.message} ${specs.error.remedy}`)
  const spec = specs.value.find((candidate) => candidate.id === id)
  return spec ? ok(spec) : err(`Triptych knows no agent “${id}”; add it to settings.json, or choose another.`)
}
