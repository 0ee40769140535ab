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

/** The exact command of an agent for a turn; null if its program is not there. */
export function launchOf(
  spec: AgentSpec,
  { agent, worktree }: Pick<TurnRequest, 'agent' | 'worktree'>,
  { home, environment }: LaunchContext,
): Omit<AgentLaunch, 'marker'> | null {
  const executable = findExecutable(spec.command, { ...environment, ...spec.env })
  if (executable === null) return null
  // Otherwise the system would say "no such file" of the agent's program.
  if (!statSync(worktree).isDirectory()) throw new Error(`Not a directory: ${worktree}`)
  const passed = Object.fromEntries(spec.passed.map((name) => [name, environment[name]]))
  const additions = {
    ...spec.env,
    ...definedOnly(passed),
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

const definedOnly = (values: Environment): Environment =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

function privateHome(home: string, agentId: string): Environment {
  const folder = path.join(home, 'agents', agentId)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return { HOME: folder, USERPROFILE: folder, XDG_CONFIG_HOME: undefined, XDG_DATA_HOME: undefined }
}
