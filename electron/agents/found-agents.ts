import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { childEnvironment, type Environment } from '../process/environment.ts'
import type { AgentSpec } from './catalog.ts'
import { findExecutable } from './executable.ts'
import { ownVariables } from './launch.ts'
import { type LoginPlace, loginState } from './login-traces.ts'

/** What is known of an agent without starting it. */
export interface FoundAgent {
  id: string
  name: string
  family: string
  version: string | null
  /** The version that was tried with Triptych; null: none was, or it is a person's own. */
  verified: string | null
  /** `ready`: something shows that it is logged in. `login_unknown`: installed; whether it is logged in shows only in use. */
  state: 'ready' | 'missing' | 'login_needed' | 'login_unknown'
  /** The file or the variable that shows that it is logged in; null: nothing does. */
  login: string | null
  /** null when there is nothing to do. */
  remedy: string | null
}

/** What is known of this machine; tests give their own. */
export interface Machine extends Omit<LoginPlace, 'environment'> {
  /** Names of the secrets that an agent will be given. */
  secretNames(agentId: string): readonly string[]
}
const THIS_MACHINE: Machine = { exists: existsSync, platform: process.platform, secretNames: () => [] }

/** Looks every agent up; runs nothing, and reads no secret. */
export function findAgents(
  specs: readonly AgentSpec[],
  environment: Environment,
  known: Partial<Machine> = {},
): FoundAgent[] {
  const machine = { ...THIS_MACHINE, ...known }
  return specs.map((spec) => {
    const { id, name, family, preset } = spec
    const about = { id, name, family, verified: preset?.verified ?? null }
    const surroundings = { ...environment, ...spec.env }
    const executable = findExecutable(spec.command, surroundings, preset?.npmPackage)
    if (executable === null) {
      return { ...about, version: null, state: 'missing', login: null, remedy: missingRemedy(spec, surroundings) }
    }
    const found = { ...about, version: packageVersion(executable.file) }
    if (id === 'demo') return { ...found, state: 'ready', login: null, remedy: null }
    const secrets = Object.fromEntries(machine.secretNames(id).map((name) => [name, 'set']))
    const given = childEnvironment(environment, ownVariables(spec, environment, secrets), machine.platform)
    const login = loginState(preset?.login ?? null, { ...machine, environment: given })
    if (login.state === 'ready') return { ...found, state: 'ready', login: login.by, remedy: null }
    return { ...found, state: login.state, login: null, remedy: spec.loginRemedy }
  })
}

function missingRemedy({ name, preset, missingRemedy }: AgentSpec, environment: Environment): string {
  const itself = preset?.adapterOf ?? null
  if (itself === null || findExecutable(itself, environment) === null) return missingRemedy
  return `${name} itself is here; Triptych speaks with it through its ACP adapter. ${missingRemedy}`
}

/** The version that a program's package tells; null: it has none, or is not there. */
export function programVersion({ command, env, preset }: AgentSpec, environment: Environment): string | null {
  const executable = findExecutable(command, { ...environment, ...env }, preset?.npmPackage)
  return executable === null ? null : packageVersion(executable.file)
}

const packageSchema = z.object({ name: z.string(), version: z.string() })

/** The version in the nearest package.json above a file; null if there is none within a few folders. */
function packageVersion(file: string): string | null {
  let folder = path.dirname(file)
  for (let depth = 0; depth < 5; depth++, folder = path.dirname(folder)) {
    try {
      const parsed = packageSchema.safeParse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
      if (parsed.success) return parsed.data.version
    } catch {
      // No readable package here: look one folder up.
    }
  }
  return null
}
