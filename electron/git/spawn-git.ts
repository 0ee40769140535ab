import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface GitProcess {
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly stdin: Uint8Array | string
  /** More standard output than this ends the process as a failure: nothing is ever cut silently. */
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

export interface GitOutput {
  readonly exitCode: number
  readonly stdout: Buffer
  /** English (`LC_ALL=C`), at most 64 KiB. */
  readonly stderr: string
}

/** `missing`: no `git` on the PATH. `folder`: the folder to run in is gone. `killed`: a signal that nobody here sent. */
export type GitFailure = 'missing' | 'folder' | 'exit' | 'killed' | 'timeout' | 'output_cap' | 'aborted'

const STDERR_BYTES = 64 * 1024
/** Git removes its lock files on SIGTERM; only a git that does not answer within this time is killed. */
const KILL_AFTER_MS = 5_000

/** A git command that did not do what was asked. The message names the command, the folder and what git said. */
export class GitFailed extends Error {
  readonly failure: GitFailure
  readonly args: readonly string[]
  readonly folder: string
  readonly exitCode: number | null
  readonly stderr: string

  constructor(failure: GitFailure, call: GitProcess, exitCode: number | null, stderr: string) {
    super(describe(failure, call, exitCode, stderr))
    this.name = 'GitFailed'
    this.failure = failure
    this.args = call.args
    this.folder = call.cwd
    this.exitCode = exitCode
    this.stderr = stderr
  }
}

function describe(failure: GitFailure, call: GitProcess, exitCode: number | null, stderr: string): string {
  const what = `git ${call.args.join(' ')} in ${call.cwd}`
  const why: Record<GitFailure, string> = {
    missing: 'the program "git" was not found',
    folder: 'the folder does not exist',
    exit: `exit code ${exitCode}`,
    killed: 'it was killed from outside',
    timeout: `no end after ${Math.round(call.timeoutMs / 1000)} s`,
    output_cap: `more than ${call.maxBytes} bytes of output`,
    aborted: 'stopped on request',
  }
  return `git failed: ${what}: ${why[failure]}${stderr.trim() === '' ? '' : `\n${stderr.trim()}`}`
}

/** Runs git without a shell. Resolves with any exit code; rejects with `GitFailed` where there is none. */
export function spawnGit(call: GitProcess): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', call.args, { cwd: call.cwd, env: call.env, windowsHide: true })
    const stdout: Buffer[] = []
    let [stdoutBytes, stderr, stopped]: [number, string, GitFailure | null] = [0, '', null]
    let killTimer: NodeJS.Timeout | undefined
    const stop = (failure: GitFailure): void => {
      if (stopped !== null) return
      stopped = failure
      child.kill('SIGTERM')
      killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
    }
    const abort = (): void => stop('aborted')
    const timeout = setTimeout(() => stop('timeout'), call.timeoutMs)
    const finish = (settle: () => void): void => {
      clearTimeout(timeout)
      clearTimeout(killTimer)
      call.signal?.removeEventListener('abort', abort)
      settle()
    }
    child.stdout.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length
      if (stdoutBytes > call.maxBytes) stop('output_cap')
      else stdout.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < STDERR_BYTES) stderr += chunk.toString('utf8').slice(0, STDERR_BYTES - stderr.length)
    })
    // Git may end before it has read everything (EPIPE); its exit code says whether that was a failure.
    child.stdin.on('error', () => undefined)
    child.on('error', (error) => finish(() => reject(spawnFailure(call, error))))
    // A helper of a stopped git may outlive it and hold the pipes open; nobody waits for that.
    child.on('exit', () => {
      if (stopped === null) return
      child.stdout.destroy()
      child.stderr.destroy()
    })
    child.on('close', (exitCode) =>
      finish(() => {
        if (stopped !== null || exitCode === null) reject(new GitFailed(stopped ?? 'killed', call, exitCode, stderr))
        else resolve({ exitCode, stdout: Buffer.concat(stdout), stderr })
      }),
    )
    child.stdin.end(call.stdin)
    if (call.signal?.aborted) abort()
    call.signal?.addEventListener('abort', abort, { once: true })
  })
}

// A missing program and a missing folder are the same ENOENT.
function spawnFailure(call: GitProcess, error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ENOENT') return error
  return new GitFailed(existsSync(call.cwd) ? 'missing' : 'folder', call, null, '')
}
