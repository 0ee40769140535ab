import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { AgentSettings } from '../../shared/settings/agent-settings.ts'
import type { AgentsPort } from '../engine/agents-port.ts'
import type { ChildMarkers } from '../process/child-markers.ts'
import type { Environment } from '../process/environment.ts'
import { type AgentSpec, agentSpecs } from './catalog.ts'
import type { DriverOptions } from './one-turn.ts'

export interface AgentsOptions {
  /** The data folder. */
  home: string
  /** The application's own environment. */
  environment: Environment
  markers: ChildMarkers
  /** Read anew for every turn. */
  secrets: DriverOptions['secrets']
  /** Asked for every turn, so that a correction counts at once. */
  settings(): Result<AgentSettings, Refusal>
  /** Asked for every turn. */
  probeSandbox: DriverOptions['probeSandbox']
}

/** Loaded with the first turn of their kind: commands that only read start twice as fast without the protocol's library. */
const DRIVERS: Record<AgentSpec['driver'], (options: DriverOptions) => Promise<AgentsPort>> = {
  acp: async (options) => (await import('./acp.ts')).createAcpAgents(options),
  command: async (options) => (await import('./command.ts')).createCommandAgents(options),
}

/** The agents of a data folder. */
export function createAgents(options: AgentsOptions): AgentsPort {
  const find = (id: string): Result<AgentSpec, string> => findSpec(options.settings(), id)
  const made = new Map<AgentSpec['driver'], Promise<AgentsPort>>()
  return {
    runTurn: async (request) => {
      const spec = find(request.agent.id)
      const driver = spec.ok ? spec.value.driver : 'acp'
      const agents = made.get(driver) ?? DRIVERS[driver]({ ...options, findSpec: find })
      made.set(driver, agents)
      return (await agents).runTurn(request)
    },
  }
}

function findSpec(settings: Result<AgentSettings, Refusal>, id: string): Result<AgentSpec, string> {
  const specs = settings.ok ? agentSpecs(settings.value) : settings
  if (!specs.ok) return err(`${specs.error.message} ${specs.error.remedy}`)
  const spec = specs.value.find((candidate) => candidate.id === id)
  return spec ? ok(spec) : err(`Triptych knows no agent “${id}”; add it to settings.json, or choose another.`)
}
