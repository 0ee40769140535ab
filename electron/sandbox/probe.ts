import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { bubblewrapArguments } from './bubblewrap.ts'

export interface Bubblewrap {
  kind: 'bubblewrap'
  /** Absolute. */
  program: string
  version: string
  /** A sandbox can be made inside it, as some agents do. */
  nests: boolean
}

/** Whether children can be confined here, found out by doing it. */
export type SandboxProbe =
  | Bubblewrap
  /** `reason`: one sentence; `remedy` null where there is none. */
  | { kind: 'none'; reason: string; remedy: string | null }

/** Where distributions put it; never looked up on PATH, which a repository might be on. */
const PROGRAMS = ['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap', '/run/current-system/sw/bin/bwrap']
const PROBE_TIMEOUT_MS = 5_000
const EMPTY = {
  writable: [],
  readOnly: [],
  hiddenFolders: [],
  hiddenFiles: [],
  temporary: ['/tmp'],
  cwd: '/',
}

/** The least that agents ask of a sandbox of their own. */
const INSIDE = ['--unshare-user', '--unshare-pid', '--ro-bind', '/', '/', '--dev', '/dev', '--']

/** Starts `true` inside a sandbox: that a program is installed does not say that the kernel lets it work. */
export async function probeSandbox(platform: NodeJS.Platform = process.platform): Promise<SandboxProbe> {
  if (platform !== 'linux') {
    const reason = `Triptych has no sandbox for ${platform === 'darwin' ? 'macOS' : platform} yet.`
    return { kind: 'none', reason, remedy: null }
  }
  const program = PROGRAMS.find((file) => existsSync(file))
  if (program === undefined) {
    const remedy = 'Install bubblewrap with your package manager, for example `sudo apt install bubblewrap`.'
    return { kind: 'none', reason: 'bubblewrap is not installed.', remedy }
  }
  const run = (...args: string[]) => promisify(execFile)(program, args, { timeout: PROBE_TIMEOUT_MS, env: {} })
  try {
    await run(...bubblewrapArguments(EMPTY, isRoot()), '/bin/sh', '-c', 'exit 0')
    const { stdout } = await run('--version')
    const version = /\d+(\.\d+)+/.exec(stdout)?.[0] ?? 'unknown'
    const nested = [program, ...INSIDE, '/bin/sh', '-c', 'exit 0']
    const nests = await run(...bubblewrapArguments(EMPTY, isRoot()), ...nested).then(
      () => true,
      () => false,
    )
    return { kind: 'bubblewrap', program, version, nests }
  } catch (error) {
    const told = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    const remedy =
      'This system may forbid user namespaces to unprivileged programs; see “Sandbox” in SECURITY.md for what to allow.'
    return {
      kind: 'none',
      reason: `bubblewrap does not work here: ${told === '' ? 'it gave no reason' : told}.`,
      remedy,
    }
  }
}

/** False where there are no user numbers. */
export const isRoot = (): boolean => process.getuid?.() === 0

let working: Promise<SandboxProbe> | null = null

/** `probeSandbox`, until it has succeeded once in this process: what was repaired meanwhile counts at once. */
export async function probeUntilFound(): Promise<SandboxProbe> {
  working ??= probeSandbox()
  const probe = await working
  if (probe.kind === 'none') working = null
  return probe
}
