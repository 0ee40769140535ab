import path from 'node:path'
import type { TurnRequest } from '../engine/agents-port.ts'
import { childEnvironment, type Environment } from '../process/environment.ts'
import { runBriefly } from '../process/run-briefly.ts'
import type { AgentSpec } from './catalog.ts'
import { findExecutable } from './executable.ts'

const TIMEOUT_MS = 3_000
const MAX_CHARACTERS = 16 * 1024

/**
 * Asks a program that no package.json describes for its version; null if it does not tell. Only a preset is asked: what a person's
 * own program does with `--version` is not known.
 */
export async function askVersion(
  { command, env, preset }: AgentSpec,
  environment: Environment,
): Promise<string | null> {
  const executable = preset === null ? null : findExecutable(command, { ...environment, ...env }, preset.npmPackage)
  if (executable === null) return null
  const output = await runBriefly({
    command: executable.command,
    args: [...executable.leadingArgs, '--version'],
    cwd: path.dirname(executable.file),
    env: childEnvironment(environment, { ...env, ELECTRON_RUN_AS_NODE: '1' }),
    timeoutMs: TIMEOUT_MS,
    maxCharacters: MAX_CHARACTERS,
  })
  return 'text' in output ? versionIn(output.text) : null
}

/** Pure. The first thing in a text that looks like a version: `goose 1.50.1` and `v2026.10.01-e373342` have one. */
export function versionIn(text: string): string | null {
  return /\d+\.\d+[0-9A-Za-z.+-]*/.exec(text)?.[0] ?? null
}

/** Pure. Another version than the run has worked with; null where it is the same, or one of them is not known. */
export function changedVersion({ expectedVersion: from }: Pick<TurnRequest, 'expectedVersion'>, to: string | null) {
  return from === null || to === null || from === to ? null : ({ kind: 'changed', from, to } as const)
}
