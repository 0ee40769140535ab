import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { bubblewrapArguments } from './bubblewrap.ts'
import { limitTools, limitWords, thisMachine } from './limits.ts'
import { namespaceRemedy, namespaceSettings } from './namespaces.ts'

export interface Bubblewrap {
  kind: 'bubblewrap'
  /** Absolute. */
  program: string
  version: string
  /** A sandbox can be made inside it, as some agents do. */
  nests: boolean
  /** The words before a program that start it limited (limits.ts); none: nothing here limits it. */
  limits: readonly string[]
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
    const system = { darwin: 'macOS', win32: 'Windows' }[String(platform)] ?? platform
    return { kind: 'none', reason: `Triptych has no sandbox that was tested on ${system}.`, remedy: null }
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
    const works = (...words: string[]): Promise<boolean> =>
      run(...bubblewrapArguments(EMPTY, isRoot()), ...words, '/bin/sh', '-c', 'exit 0').then(
        () => true,
        () => false,
      )
    return {
      ...{ kind: 'bubblewrap', program, version },
      nests: await works(program, ...INSIDE),
      limits: await workingLimits(works),
    }
  } catch (error) {
    return {
      kind: 'none',
      reason: `bubblewrap does not work here: ${whyNot(error)}.`,
      remedy: namespaceRemedy(namespaceSettings()),
    }
  }
}

/** As many limits as can be set inside; none: the words are empty. */
async function workingLimits(works: (...words: string[]) => Promise<boolean>): Promise<string[]> {
  const [tools, machine] = [limitTools(), thisMachine()]
  for (const some of [tools, { ...tools, choom: null }, { ...tools, prlimit: null }]) {
    const words = limitWords(some, machine)
    if (await works(...words)) return words
  }
  return []
}

/** As bubblewrap says it, on one line and without a full stop. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('killed' in error && error.killed === true) return `it did not end within ${PROBE_TIMEOUT_MS / 1_000} seconds`
  const told = 'stderr' in error ? String(error.stderr).trim() : error.message
  return told === ''
    ? 'it gave no reason'
    : told
        .replace(/^bwrap: /, '')
        .replaceAll(/\s+/g, ' ')
        .replace(/\.$/, '')
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
