/** Tries commands as the documents have them: what must come of each is in known.ts. */
import { type ChildProcess, spawn } from 'node:child_process'
import { expect } from 'vitest'
import { noteTried } from '../../scripts/tried.mjs'
import { filled } from './commands.ts'
import { isTried, KNOWN, type Place, type Tried } from './known.ts'

export interface Around {
  cwd: string
  /** All of it. */
  env: NodeJS.ProcessEnv
  /** What a reader puts in for `<name>`. */
  values?: Readonly<Record<string, string>>
}

/** Longer than any of them takes on a busy machine. */
export const COMMAND_MS = 300_000

/** What a program ends with, or npm before it, that was asked to by Ctrl+C. */
const ENDED_WHEN_ASKED: readonly (number | string)[] = [0, 130, 'SIGINT']

/** The commands that are tried here. */
export const commandsOf = (place: Place): string[] =>
  Object.entries(KNOWN).flatMap(([command, known]) => (isTried(known) && known.by === place ? [command] : []))

/** All that it printed. Fails where it does not end as it must, or does not say what it must. */
export async function tryCommand(command: string, { cwd, env, values = {} }: Around): Promise<string> {
  const tried = KNOWN[command]
  if (!isTried(tried)) throw new Error(`${command} is not tried: see test/documents/known.ts`)
  const child = begin(filled(command, values), tried, cwd, env)
  let said = ''
  const isUp = Promise.withResolvers<void>()
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (tried.code === null && tried.says?.test(said)) isUp.resolve()
    })
  // One that has ended by then reads nothing.
  child.stdin?.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error
  })
  child.stdin?.end(tried.input ?? '')
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? String(signal))),
  )
  const timer = setTimeout(() => endGroup(child, 'SIGKILL'), COMMAND_MS)
  try {
    if (tried.code === null) await Promise.race([isUp.promise, ended])
    if (tried.code === null) endGroup(child, 'SIGINT')
    const code = await ended
    if (tried.code === null) expect(ENDED_WHEN_ASKED, `${command} ended with ${code}\n${said}`).toContain(code)
    else expect(code, `${command}\n${said}`).toBe(tried.code)
    if (tried.says !== undefined) expect(said, command).toMatch(tried.says)
  } finally {
    clearTimeout(timer)
    endGroup(child, 'SIGKILL')
  }
  noteTried(command)
  return said
}

/** In a group of its own, so that it can be ended with all that it started. */
function begin(line: string, { inTerminal = false }: Tried, cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  const options = { cwd, env, stdio: 'pipe', detached: true } as const
  if (!inTerminal) return spawn('bash', ['-c', line], options)
  // `script` gives it a terminal of its own, in which a shell ends at once.
  const inShell = { ...options, env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' } }
  return spawn('script', ['-qec', `env SHELL=/bin/true ${line}`, '/dev/null'], inShell)
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (error) {
    // It is over.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
