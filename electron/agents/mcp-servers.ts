import path from 'node:path'
import { err, ok, type Result } from '../../shared/result.ts'
import type { McpServerEntry, McpSettings } from '../../shared/settings/mcp-settings.ts'
import type { McpServerLaunch } from '../engine/agents-port.ts'
import type { McpPort, McpServer } from '../engine/ports.ts'
import type { ChildMarkers } from '../process/child-markers.ts'
import { childEnvironment, type Environment } from '../process/environment.ts'
import { createRedactor, type NamedSecret, type Redactor } from '../secrets/redactor.ts'
import { findExecutable } from './executable.ts'
import { MCP_LIMITS, type McpBounds, type McpLimits, watchBounds } from './mcp-bounds.ts'
import { describeServer, type McpTool, pretender, serverHash } from './mcp-facts.ts'
import { askAddress } from './mcp-http.ts'
import { askProgram } from './mcp-stdio.ts'

export interface McpServersOptions {
  /** The data folder. */
  home: string
  /** The application's own environment. */
  environment: Environment
  markers: ChildMarkers
  /** Asked for every turn, so that a correction counts at once. */
  settings(): McpSettings
  limits?: Partial<McpLimits>
}

/** The person's own MCP servers: each is started or called only to be asked for its tools, all at the same time. */
export function createMcpServers(options: McpServersOptions): McpPort {
  return {
    async serversFor(role, signal) {
      const entries = Object.entries(options.settings()).filter(([, { roles }]) => roles.includes(role))
      const found = await Promise.all(
        entries.map(async ([name, entry]) => ({ name, server: await lookAt(name, entry, options, signal) })),
      )
      return {
        servers: found.flatMap(({ server }) => (server.ok ? [server.value] : [])),
        failed: found.flatMap(({ name, server }) => (server.ok ? [] : [{ name, problem: server.error }])),
      }
    },
  }
}

async function lookAt(
  name: string,
  entry: McpServerEntry,
  options: McpServersOptions,
  signal: AbortSignal,
): Promise<Result<McpServer, string>> {
  const launch = launchOf(name, entry, options.environment)
  if (!launch.ok) return launch
  const redactor = createRedactor(valuesOf(entry))
  const bounds = watchBounds(signal, { ...MCP_LIMITS, ...options.limits })
  try {
    const tools = await askForTools(launch.value, redactor, options, bounds)
    const ours = pretender(tools)
    if (ours !== null) return err(`its tool ${ours} calls itself one of Triptych’s own`)
    return ok({
      name,
      hash: serverHash(entry, tools),
      commandLine: describeServer(entry),
      tools: tools.map((tool) => tool.name),
      launch: launch.value,
    })
  } catch (error) {
    return err(redactor.text(bounds.problem() ?? messageOf(error)))
  } finally {
    bounds.release()
  }
}

/** Whatever a person gives a server is nobody else's business. */
const valuesOf = (entry: McpServerEntry): NamedSecret[] =>
  Object.entries('url' in entry ? entry.headers : entry.env).map(([name, value]) => ({ name, value }))

/** `fetch` hides in the cause why it failed. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

function askForTools(
  launch: McpServerLaunch,
  redactor: Redactor,
  { home, markers }: McpServersOptions,
  bounds: McpBounds,
): Promise<McpTool[]> {
  if (launch.kind === 'http') return askAddress(launch, bounds)
  // Never the repository: a program must not find there what it looks for.
  const cwd = path.join(home, 'mcp', launch.name)
  return askProgram(launch, { cwd, markers, redactor }, bounds)
}

/** How agents, too, start or reach it: an absolute program and a whole environment. */
function launchOf(name: string, entry: McpServerEntry, environment: Environment): Result<McpServerLaunch, string> {
  if ('url' in entry) return ok({ kind: 'http', name, url: entry.url, headers: entry.headers })
  const executable = findExecutable(entry.command, { ...environment, ...entry.env })
  if (executable === null) return err(`its program ${entry.command} was not found`)
  // In the desktop application our own executable is Electron, which is Node only when told so.
  const asNode = executable.command === process.execPath && 'electron' in process.versions
  const env = childEnvironment(environment, { ...entry.env, ...(asNode ? { ELECTRON_RUN_AS_NODE: '1' } : {}) })
  return ok({ kind: 'stdio', name, command: executable.command, args: [...executable.leadingArgs, ...entry.args], env })
}
