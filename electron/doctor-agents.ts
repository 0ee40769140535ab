import type { Settings } from '../shared/settings/settings.ts'
import type { Check } from '../shared/views.ts'
import { AGENT_ROLES } from '../shared/words.ts'
import { askVersion } from './agents/agent-version.ts'
import { agentSpecs } from './agents/catalog.ts'
import { findExecutable } from './agents/executable.ts'
import type { FoundAgent } from './agents/found-agents.ts'
import type { LoginShellReport } from './desktop-environment.ts'
import type { Secrets } from './secrets/secrets.ts'
import { listAgents, type Surroundings } from './start-run.ts'

/** The agents of this machine. Those without a readable version are asked for it, 3 s at most. */
export async function checkAgents(
  around: Surroundings,
  settings: Settings,
  secrets: Pick<Secrets, 'view'>,
): Promise<Check[]> {
  const listed = listAgents(around, secrets)
  const specs = agentSpecs(settings.agents)
  if (!listed.ok) return [{ id: 'agents', level: 'error', text: listed.error.message, remedy: listed.error.remedy }]
  const found = await Promise.all(
    listed.value.map(async (agent): Promise<FoundAgent> => {
      const spec = specs.ok ? specs.value.find(({ id }) => id === agent.id) : undefined
      if (agent.version !== null || agent.state === 'missing' || spec === undefined) return agent
      return { ...agent, version: await askVersion(spec, around.environment) }
    }),
  )
  return [...agentChecks(found, Object.keys(settings.agents)), ...roleChecks(settings, found)]
}

/** Pure. Roles of the settings that nobody can play. */
export function roleChecks({ roles }: Pick<Settings, 'roles'>, found: readonly FoundAgent[]): Check[] {
  return AGENT_ROLES.flatMap((role): Check[] => {
    const id = roles[role]?.id
    const agent = found.find((candidate) => candidate.id === id)
    if (id === undefined || (agent !== undefined && agent.state !== 'missing')) return []
    const what = agent === undefined ? 'there is no such agent' : 'it is not installed'
    const remedy = `Correct roles.${role} in settings.json, ${agent === undefined ? `or add agents.${id}` : 'or install it'}.`
    return [{ id: `role ${role}`, level: 'warning', text: `settings.json says ${id}; ${what}.`, remedy }]
  })
}

/** Pure. Agents that are neither installed nor tried nor in the settings share one line. */
export function agentChecks(found: readonly FoundAgent[], configured: readonly string[]): Check[] {
  const isQuiet = ({ id, state, verified }: FoundAgent): boolean =>
    state === 'missing' && verified === null && !configured.includes(id)
  const quiet = found.filter(isQuiet)
  const checks = found.filter((agent) => !isQuiet(agent)).map(agentCheck)
  if (quiet.length > 0) {
    const names = quiet.map(({ name }) => name).join(', ')
    const text = `Known too, but not installed here and not tried with Triptych: ${names}.`
    const remedy = `How one is installed: triptych doctor --try ${quiet.map(({ id }) => id).join('|')}`
    checks.push({ id: 'other agents', level: 'ok', text, remedy })
  }
  if (found.some(({ id, state }) => id !== 'demo' && state !== 'missing')) return checks
  const text = 'No agent with a model is installed; only the scripted demo agent can play.'
  return [...checks, { id: 'agents', level: 'warning', text, remedy: 'Install one of those above.' }]
}

function agentCheck(agent: FoundAgent): Check {
  const { name, version, state, remedy, login } = agent
  const check = (level: Check['level'], text: string, what: string | null): Check => ({
    ...{ id: `agent ${agent.id}`, level },
    ...{ text: `${version === null ? name : `${name} ${version}`}: ${text}`, remedy: what },
  })
  const tried = triedText(agent)
  switch (state) {
    case 'missing':
      return check('ok', 'not installed', remedy)
    case 'login_needed':
      return check('warning', `found, not logged in${tried}`, remedy)
    case 'login_unknown': {
      const trial = `triptych doctor --try ${agent.id}`
      return check('ok', `found; a log-in shows only in use${tried}`, `Try it with one small turn: ${trial}`)
    }
    case 'ready':
      return check('ok', login === null ? 'found' : `found, logged in (by ${login})${tried}`, null)
  }
}

function triedText({ version, verified }: FoundAgent): string {
  if (verified === null) return '; not tried with Triptych'
  return version === null || version === verified ? '' : `; tried with Triptych at ${verified}`
}

/** Pure. A person's MCP servers. Whether one is trusted is asked when a run first needs it. */
export function mcpChecks({ mcpServers }: Settings, environment: Surroundings['environment']): Check[] {
  return Object.entries(mcpServers).map(([name, server]): Check => {
    const id = `mcp ${name}`
    const given = `, given to ${server.roles.join(', ')}`
    if ('url' in server) return { id, level: 'ok', text: `${server.url}${given}`, remedy: null }
    const text = `${[server.command, ...server.args].join(' ')}${given}`
    if (findExecutable(server.command, { ...environment, ...server.env }))
      return { id, level: 'ok', text, remedy: null }
    const remedy = `Install ${server.command}, or correct mcpServers.${name}.command in settings.json.`
    return { id, level: 'warning', text: `${text}: the program is not there.`, remedy }
  })
}

/** Pure. `report` null: started from a terminal, so its environment is the person's. */
export function loginShellCheck(report: LoginShellReport | null): Check {
  const id = 'login shell'
  if (report === null)
    return { id, level: 'ok', text: 'not asked: the environment is that of this terminal', remedy: null }
  const { shell, folders, problem } = report
  if (problem !== null) {
    const text = `${shell} did not tell its environment: ${problem}`
    const remedy =
      'Agents that are only on the PATH of your terminal are not found: start Triptych from a terminal, or name them by whole paths in settings.json.'
    return { id, level: 'warning', text, remedy }
  }
  if (shell === null) return { id, level: 'ok', text: 'none to ask: SHELL is not set', remedy: null }
  const added = folders.length === 0 ? 'its PATH adds nothing' : `its PATH adds ${folders.join(', ')}`
  return { id, level: 'ok', text: `${shell}: ${added}`, remedy: null }
}
