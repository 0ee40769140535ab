import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { TurnRequest } from '../engine/agents-port.ts'
import { childEnvironment, type Environment } from '../process/environment.ts'
import type { AgentLaunch } from './agent-process.ts'
import type { AgentSpec } from './catalog.ts'
import { findExecutable } from './executable.ts'

export interface LaunchContext {
  /** The data folder. */
  home: string
  /** The application's own environment. */
  environment: Environment
}

/** The exact command of an agent for a turn; null if its program is not there. `secrets`: variables that only this agent gets. */
export function launchOf(
  spec: AgentSpec,
  { agent, worktree }: Pick<TurnRequest, 'agent' | 'worktree'>,
  { home, environment }: LaunchContext,
  secrets: Readonly<Record<string, string>>,
): Omit<AgentLaunch, 'marker' | 'redactor'> | null {
  const executable = findExecutable(spec.command, { ...environment, ...spec.env }, spec.preset?.npmPackage)
  if (executable === null) return null
  // Otherwise the system would say "no such file" of the agent's program.
  if (!statSync(worktree).isDirectory()) throw new Error(`Not a directory: ${worktree}`)
  const additions = {
    ...ownVariables(spec, environment, secrets),
    ...(spec.home === 'private' && spec.env['HOME'] === undefined ? privateHome(home, spec.id) : {}),
    // Our own programs start in half the time with their compiled form kept.
    ...(spec.home === 'private'
      ? { NODE_COMPILE_CACHE: environment['NODE_COMPILE_CACHE'] ?? path.join(home, 'agents', spec.id, 'compile-cache') }
      : {}),
    // In the desktop application our own executable is Electron, which is Node only when told so.
    ...(executable.command === process.execPath && 'electron' in process.versions ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
  }
  const modelArgs = spec.modelFlag !== null && agent.model !== undefined ? [spec.modelFlag, agent.model] : []
  return {
    command: executable.command,
    args: [...executable.leadingArgs, ...spec.args, ...modelArgs],
    cwd: worktree,
    env: childEnvironment(environment, additions),
  }
}

/** What an agent gets besides what every child gets: what is set for it, what is passed on to it where it is set, its secrets. */
export function ownVariables(
  { env, passed, preset }: AgentSpec,
  environment: Environment,
  secrets: Environment = {},
): Environment {
  const values = passed.map((name) => [name, environment[name]] as const).filter(([, value]) => value !== undefined)
  const own: Environment = { ...env, ...Object.fromEntries(values), ...secrets }
  const keyUse = preset?.keyUse ?? null
  return keyUse === null || !own[keyUse.key] ? own : { ...keyUse.env, ...own }
}

function privateHome(home: string, agentId: string): Environment {
  const folder = path.join(home, 'agents', agentId)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return { HOME: folder, USERPROFILE: folder, XDG_CONFIG_HOME: undefined, XDG_DATA_HOME: undefined }
}
