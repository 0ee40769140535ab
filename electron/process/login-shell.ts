import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { childEnvironment, type Environment } from './environment.ts'
import { runBriefly } from './run-briefly.ts'

/** What the person's login shell told of its environment. */
export type LoginShellAnswer =
  | { kind: 'told'; shell: string; variables: Readonly<Record<string, string>> }
  /** `why` is a sentence. */
  | { kind: 'failed'; shell: string; why: string }
  /** There is none to ask: Windows, or `SHELL` is not set. */
  | { kind: 'none' }

const TIMEOUT_MS = 5_000
const MAX_CHARACTERS = 1024 * 1024

/**
 * Starts the person's shell once, as a terminal would, and asks for its variables: an application that was started by an icon
 * has not what the shell's start files set. Never rejects.
 */
export async function askLoginShell(
  environment: Environment,
  { timeoutMs = TIMEOUT_MS, platform = process.platform } = {},
): Promise<LoginShellAnswer> {
  const shell = environment['SHELL'] ?? ''
  if (platform === 'win32' || !path.isAbsolute(shell)) return { kind: 'none' }
  const halves = [randomUUID(), randomUUID()] as const
  const mark = halves.join('')
  const output = await runBriefly({
    command: shell,
    args: ['-l', '-i', '-c', printCommand(process.execPath, halves)],
    cwd: '/',
    env: { ...environment, TERM: 'dumb', ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: undefined },
    timeoutMs,
    maxCharacters: MAX_CHARACTERS,
    isEnough: (text) => text.split(mark).length > 2,
  })
  if ('why' in output) return { kind: 'failed', shell, why: output.why }
  const variables = variablesIn(output.text, mark)
  if (variables !== null) return { kind: 'told', shell, variables }
  return { kind: 'failed', shell, why: 'it ended without telling its environment.' }
}

/**
 * The command that prints the environment between two marks. The marks are put together only there, so that a shell which prints
 * what it runs does not print them. Quoted so that fish and POSIX shells read it alike.
 */
function printCommand(node: string, [first, second]: readonly [string, string]): string {
  const script = `const m="${first}"+"${second}";process.stdout.write(m+JSON.stringify(process.env)+m)`
  return `${quoted(node)} -e ${quoted(script)}`
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

/** Pure. What stands between the marks, whatever the start files printed around them; null: nothing that can be read. */
export function variablesIn(text: string, mark: string): Record<string, string> | null {
  const between = text.split(mark)[1]
  try {
    return between === undefined ? null : z.record(z.string(), z.string()).parse(JSON.parse(between))
  } catch {
    return null
  }
}

/**
 * Pure. What the shell's variables add to an environment: the folders of its PATH after those that are there, and of what children
 * may have, and of `names`, what is not set yet.
 */
export function shellAdditions(
  environment: Environment,
  variables: Environment,
  names: readonly string[],
): { additions: Record<string, string>; folders: string[] } {
  const there = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const told = (variables['PATH'] ?? '').split(path.delimiter).filter(path.isAbsolute)
  const folders = [...new Set(told)].filter((folder) => !there.includes(folder))
  const wanted = Object.fromEntries(names.map((name) => [name, variables[name]]))
  const { TERM: _ours, PATH: _merged, ...allowed } = childEnvironment(variables, wanted)
  const unset = Object.entries(allowed).filter(([name]) => environment[name] === undefined)
  return {
    additions: {
      ...Object.fromEntries(unset),
      ...(folders.length > 0 ? { PATH: [...there, ...folders].join(path.delimiter) } : {}),
    },
    folders,
  }
}
