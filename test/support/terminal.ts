/** `triptych` as a child process, the way a person or a script runs it: real files, real processes, an explicit environment. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { cliProgram } from './programs.ts'

export interface Terminal {
  /** The data folder. */
  home: string
  env: Record<string, string>
}

export interface Finished {
  exitCode: number | null
  signal: string | null
  stdout: string
  stderr: string
}

export interface RunningCommand {
  child: ChildProcess
  /** Everything printed so far, both streams in order of arrival. */
  output(): string
  finished: Promise<Finished>
}

/** A terminal with a data folder and a HOME of its own under `folder`; nothing of this machine's environment but PATH. */
export function openTerminal(folder: string, extra: Record<string, string> = {}): Terminal {
  const home = path.join(folder, 'home')
  const userHome = path.join(folder, 'user')
  mkdirSync(userHome, { recursive: true })
  const nodeFirst = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`
  const cached = { NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../node_modules/.cache/compile') }
  const env = {
    PATH: nodeFirst,
    HOME: userHome,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    TRIPTYCH_HOME: home,
    ...cached,
    ...extra,
  }
  return { home, env }
}

export function start({ env }: Terminal, args: readonly string[]): RunningCommand {
  const child = spawn(process.execPath, [cliProgram(), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let all = ''
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    all += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    all += text
  })
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }))
  })
  return { child, output: () => all, finished }
}

export const triptych = (terminal: Terminal, ...args: string[]): Promise<Finished> => start(terminal, args).finished
