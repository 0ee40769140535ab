import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import os from 'node:os'
import { MARKER_VARIABLE } from '../process/environment.ts'
import { type EndedTree, endTree } from '../process/tree.ts'
import { confine, type Inside } from '../sandbox/confine.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { createLineSplitter } from './json-lines.ts'

const STDERR_LINES = 40
const STDERR_BYTES = 256 * 1024

export interface ProcessExit {
  exitCode: number | null
  signal: string | null
}

/** A started agent program: its streams, its end, and the end of everything it started. */
export interface AgentProcess {
  pid: number
  /** In the environment of all that it starts, so that it can be found. */
  marker: string
  stdin: ChildProcessWithoutNullStreams['stdin']
  stdout: ChildProcessWithoutNullStreams['stdout']
  stderr: ChildProcessWithoutNullStreams['stderr']
  /** Hides the secrets in all that it prints: whoever reads its streams passes them through this first. */
  redactor: Redactor
  /** Resolves when the program ends; whoever it started may still run. */
  exited: Promise<ProcessExit>
  hasExited(): boolean
  /** Resolves when standard output and standard error are closed and read to their end. */
  outputEnded: Promise<void>
  endTree(termGraceMs: number): Promise<EndedTree>
}

export interface AgentLaunch {
  /** Absolute. */
  command: string
  args: readonly string[]
  cwd: string
  /** The whole environment but the marker. */
  env: Record<string, string>
  redactor: Redactor
  marker: string
  /** Absent: it is started without a sandbox. */
  inside?: Inside
}

export type StartedAgent =
  | { kind: 'started'; process: AgentProcess }
  /** `code` is the system's, such as `ENOENT` or `EACCES`. */
  | { kind: 'not_started'; code: string; message: string }

/** Starts the program in a process group of its own, so that no signal of a terminal reaches it. */
export async function startAgentProcess(launch: AgentLaunch): Promise<StartedAgent> {
  const { inside } = launch
  const program = inside === undefined ? launch : confine(launch, inside)
  const child = spawn(program.command, [...program.args], {
    cwd: launch.cwd,
    env: { ...program.env, [MARKER_VARIABLE]: launch.marker },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (exitCode, signal) =>
      resolve(inside === undefined ? { exitCode, signal } : exitInside({ exitCode, signal })),
    )
  })
  const outputEnded = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const failure = await new Promise<Error | null>((resolve) => {
    child.once('spawn', () => resolve(null))
    child.on('error', resolve)
  })
  const { pid } = child
  if (failure !== null || pid === undefined) {
    const code = failure !== null && 'code' in failure ? String(failure.code) : 'UNKNOWN'
    return { kind: 'not_started', code, message: failure?.message ?? 'The program was not started.' }
  }
  // Writing to a program that has ended is an EPIPE here; its end is told by `exited`.
  child.stdin.on('error', () => undefined)
  const hasExited = (): boolean => child.exitCode !== null || child.signalCode !== null
  return {
    kind: 'started',
    process: {
      pid,
      marker: launch.marker,
      stdin: child.stdin,
      stdout: child.stdout,
      stderr: child.stderr,
      redactor: launch.redactor,
      exited,
      hasExited,
      outputEnded,
      endTree: (termGraceMs) =>
        endTree(
          { marker: launch.marker, root: { pid, exited: hasExited, isSandbox: inside !== undefined } },
          { termGraceMs },
        ),
    },
  }
}

const SIGNAL_EXIT = 128

/** A sandbox tells the signal that ended the program as a shell does: 128 and its number. */
function exitInside(exit: ProcessExit): ProcessExit {
  const number = (exit.exitCode ?? 0) - SIGNAL_EXIT
  const [signal] = Object.entries(os.constants.signals).find(([, value]) => value === number) ?? []
  return signal === undefined ? exit : { exitCode: null, signal }
}

/** The last lines of standard error. */
function createStderrTail(): { add(line: string): void; text(): string } {
  let lines: string[] = []
  return {
    add(line) {
      lines = [...lines, line.slice(-STDERR_BYTES)].slice(-STDERR_LINES)
      while (lines.length > 1 && lines.reduce((sum, kept) => sum + kept.length, 0) > STDERR_BYTES)
        lines = lines.slice(1)
    },
    text: () => lines.join('\n'),
  }
}

/** Follows standard error without its secrets: `onLine` gets each line, and the last of them are kept. */
export function readStderr({ stderr, redactor }: AgentProcess, onLine: (line: string) => void): { text(): string } {
  const tail = createStderrTail()
  const add = (line: string): void => {
    tail.add(line)
    onLine(line)
  }
  const addFragment = (text: string, bytes: number): void =>
    add(Buffer.byteLength(text) < bytes ? redactor.beginning(text) : redactor.text(text))
  const splitter = createLineSplitter({ line: (line) => add(redactor.text(line)), fragment: addFragment }, 64 * 1024)
  stderr.on('data', (chunk: Buffer) => splitter.push(chunk))
  stderr.once('close', () => splitter.end())
  return tail
}
