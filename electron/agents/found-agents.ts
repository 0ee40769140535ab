import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Environment } from '../process/environment.ts'
import type { AgentSpec } from './catalog.ts'
import { findExecutable } from './executable.ts'

/** What is known of an agent without starting it. */
export interface FoundAgent {
  id: string
  name: string
  family: string
  version: string | null
  /** `login_unknown`: installed; whether it is logged in shows only when it is used. */
  state: 'ready' | 'missing' | 'login_unknown'
  /** null when there is nothing to do. */
  remedy: string | null
}

/** Looks every agent up; runs nothing. */
export function findAgents(specs: readonly AgentSpec[], environment: Environment): FoundAgent[] {
  return specs.map((spec) => {
    const { id, name, family } = spec
    const executable = findExecutable(spec.command, { ...environment, ...spec.env })
    if (executable === null) return { id, name, family, version: null, state: 'missing', remedy: spec.missingRemedy }
    const version = packageVersion(executable.file)
    if (id === 'demo') return { id, name, family, version, state: 'ready', remedy: null }
    return { id, name, family, version, state: 'login_unknown', remedy: spec.loginRemedy }
  })
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
