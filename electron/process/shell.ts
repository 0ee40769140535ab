import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { CommandOutcome, CommandsPort } from '../engine/file-ports.ts'
import { confine, type Inside } from '../sandbox/confine.ts'
import { packageCaches } from '../sandbox/package-caches.ts'
import type { SandboxProbe } from '../sandbox/probe.ts'
import { confinementOf, sandboxRefusal } from '../sandbox/sandbox-use.ts'
import { startAwakeClock } from './awake-clock.ts'
import { createBoundedLog } from './bounded-log.ts'
import type { ChildMarkers } from './child-markers.ts'
import { childEnvironment, type Environment, MARKER_VARIABLE } from './environment.ts'
import { shellLaunch } from './shell-launch.ts'
import { endTree, TERM_GRACE_MS } from './tree.ts'

type ShellCommand = Parameters<CommandsPort['runShell']>[0]

export interface ShellOptions {
  /** Hidden from what is run. */
  dataFolder: string
  probeSandbox(): Promise<SandboxProbe>
  markers: ChildMarkers
  /** The application's own environment, of which children get the allowed part. */
  environment: Environment
  /** Where a command runs with another one than that. */
  environmentIn?: (cwd: string) => Environment
  termGraceMs?: number
}

/** Runs command lines in the platform's shell; see `CommandsPort`. */
export function createShell(options: ShellOptions): CommandsPort {
  return { runShell: (command) => runShell(command, options) }
}

async function runShell(command: ShellCommand, options: ShellOptions): Promise<CommandOutcome> {
  const startMs = performance.now()
  const log = createBoundedLog(command.maxBytes)
  const outcome = (end: ShellEnd, signal: string | null): CommandOutcome => ({
    exitCode: end.kind === 'exited' ? end.exitCode : null,
    signal,
    timedOut: end.kind === 'timed_out',
    aborted: end.kind === 'aborted',
    durationMs: Math.round(performance.now() - startMs),
    log: log.bytes(),
  })
  if (command.signal.aborted) return outcome({ kind: 'aborted' }, null)
  if (command.command.includes('\0')) {
    log.push(Buffer.from('The command holds a NUL character; no shell can run it.\n'))
    return outcome({ kind: 'not_started' }, null)
  }
  const inside = await insideOf(command, options)
  if (!inside.ok) {
    log.push(Buffer.from(`${inside.error.message} ${inside.error.remedy}\n`))
    return outcome({ kind: 'not_started' }, null)
  }
  const marker = options.markers.open()
  const environment = options.environmentIn?.(command.cwd) ?? options.environment
  const env = childEnvironment(environment, { CI: '1', [MARKER_VARIABLE]: marker })
  const child = startShell(command, env, inside.value)
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => log.push(chunk))
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.once('error', (error) => log.push(Buffer.from(`${error.message} (in ${command.cwd})\n`)))
  const end = await firstEnd(child, command)
  const { left } = await endTree(
    { marker, root: rootOf(child, inside.value !== null) },
    { termGraceMs: options.termGraceMs ?? TERM_GRACE_MS },
  )
  // Nobody holds the pipes now, so the rest of the output arrives at once; but a process stuck in the kernel must not hold us.
  if (left.length === 0) options.markers.close(marker)
  else for (const stream of [child.stdout, child.stderr]) stream?.destroy()
  if (end.kind !== 'not_started' && left.length === 0) await closed
  return outcome(end, child.signalCode)
}

/** null: without a sandbox. */
async function insideOf(
  { cwd, gitDir, sandbox }: ShellCommand,
  { probeSandbox, environment, dataFolder }: ShellOptions,
): Promise<Result<Inside | null, Refusal>> {
  const probe = await probeSandbox()
  const refusal = sandboxRefusal(sandbox, probe, [])
  if (refusal !== null) return err(refusal)
  const confinement = confinementOf(sandbox, probe)
  if (confinement.kind === 'none') return ok(null)
  const own = packageCaches(environment, cwd)
  return ok({ by: confinement.by, confined: { worktree: cwd, gitDir, dataFolder, own, needed: [process.execPath] } })
}

function startShell({ command, cwd }: ShellCommand, env: Record<string, string>, inside: Inside | null): ChildProcess {
  const launch = shellLaunch(command, env, process.platform)
  const shell = { command: launch.command, args: launch.args, env }
  const program = inside === null ? shell : confine(shell, inside)
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe']
  return spawn(program.command, [...program.args], {
    ...{ cwd, env: program.env, stdio, windowsHide: true },
    ...{ windowsVerbatimArguments: launch.isVerbatim, detached: launch.leadsGroup },
  })
}

const rootOf = (child: ChildProcess, isSandbox: boolean) =>
  child.pid === undefined
    ? null
    : { pid: child.pid, exited: () => child.exitCode !== null || child.signalCode !== null, isSandbox }

type ShellEnd =
  | { kind: 'exited'; exitCode: number | null }
  | { kind: 'timed_out' }
  | { kind: 'aborted' }
  | { kind: 'not_started' }

/** A timer that is longer fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** What happens first: the shell exits (its background children may go on), its time is over, the caller aborts, or it never started. */
function firstEnd(child: ChildProcess, { timeoutMs, signal }: ShellCommand): Promise<ShellEnd> {
  return new Promise((resolve) => {
    // A step that the machine slept through has not had its time.
    const clock = startAwakeClock()
    let timer: NodeJS.Timeout | undefined
    const finish = (end: ShellEnd): void => {
      clearTimeout(timer)
      clock.stop()
      signal.removeEventListener('abort', abort)
      resolve(end)
    }
    const abort = (): void => finish({ kind: 'aborted' })
    const look = (): void => {
      const leftMs = timeoutMs - clock.nowMs()
      if (leftMs <= 0) finish({ kind: 'timed_out' })
      else timer = setTimeout(look, Math.min(leftMs, MAX_TIMER_MS))
    }
    look()
    child.once('exit', (exitCode) => finish({ kind: 'exited', exitCode }))
    child.once('error', () => finish({ kind: 'not_started' }))
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
  })
}
