import { stat } from 'node:fs/promises'
import path from 'node:path'
import { type ConfigPair, driverOverrides, fixedConfig, gitEnvironment, guarded } from './git-environment.ts'
import { GitFailed, type GitOutput, type GitProcess, spawnGit } from './spawn-git.ts'

export interface GitOptions {
  /** Files to work on; without it git sees no files, only the repository. */
  readonly workTree?: string
  readonly indexFile?: string
  readonly stdin?: Uint8Array | string
  /** Exit codes that are an answer. Everything else is `GitFailed`. Default: 0. */
  readonly answers?: readonly number[]
  readonly env?: Readonly<Record<string, string>>
  readonly config?: readonly ConfigPair[]
  readonly maxBytes?: number
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** A repository, and the only way in which this application runs git. */
export interface GitRepository {
  /** Absolute. The common directory, or for looking at a linked worktree its own. */
  readonly gitDir: string
  /** No repository is ever searched for: directory, files and index are given to git explicitly. */
  run(args: readonly string[], options?: GitOptions): Promise<GitOutput>
  /** The repository's own configuration; the key in git's spelling, such as `core.sparsecheckout`. */
  config(): Promise<ReadonlyMap<string, string>>
}

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024
const DEFAULT_TIMEOUT_MS = 10 * 60_000

/**
 * Opens a repository without running anything of it. Its configuration, hooks, filters and drivers are overridden by name in every call
 * (docs: reliability of opening a hostile repository); the names are read again whenever the configuration may have changed.
 * `commonDir` differs from `gitDir` in a linked worktree only.
 */
export function openGit(gitDir: string, commonDir: string = gitDir): GitRepository {
  const files = [...new Set([`${commonDir}/config`, `${gitDir}/config.worktree`, `${commonDir}/config.worktree`])]
  let known: { stamp: string; settings: Settings } | null = null

  const settings = async (): Promise<Settings> => {
    const stamp = (await Promise.all(files.map(fileStamp))).join(' ')
    if (known?.stamp === stamp) return known.settings
    const read = await readSettings(gitDir)
    // An included file can change without a trace in ours, so then nothing is kept.
    known = [...read.config.keys()].some((name) => /^include(if)?\./.test(name)) ? null : { stamp, settings: read }
    return read
  }

  return {
    gitDir,
    config: async () => (await settings()).config,
    async run(args, options = {}) {
      const { overrides } = await settings()
      return finish(gitCall(gitDir, guarded(args), options, [...overrides, ...(options.config ?? [])]), options.answers)
    },
  }
}

/** Git outside any repository: its version, and searching for the repository of a folder. */
export async function runOutside(
  cwd: string,
  args: readonly string[],
  answers: readonly number[] = [0],
): Promise<GitOutput> {
  return finish(
    { ...base(args, {}), cwd, env: gitEnvironment(process.env, fixedConfig(process.platform), {}) },
    answers,
  )
}

async function finish(call: GitProcess, answers: readonly number[] = [0]): Promise<GitOutput> {
  const output = await spawnGit(call)
  if (!answers.includes(output.exitCode)) throw new GitFailed('exit', call, output.exitCode, output.stderr)
  return output
}

const base = (args: readonly string[], options: GitOptions): Omit<GitProcess, 'cwd' | 'env'> => ({
  args,
  stdin: options.stdin ?? '',
  maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
  timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  signal: options.signal,
})

function gitCall(
  gitDir: string,
  args: readonly string[],
  options: GitOptions,
  config: readonly ConfigPair[],
): GitProcess {
  const extra = {
    GIT_DIR: gitDir,
    ...(options.workTree === undefined ? {} : { GIT_WORK_TREE: options.workTree }),
    ...(options.indexFile === undefined ? {} : { GIT_INDEX_FILE: options.indexFile }),
    ...options.env,
  }
  const env = gitEnvironment(process.env, config, extra)
  return { ...base(args, options), cwd: options.workTree ?? gitDir, env }
}

interface Settings {
  readonly config: ReadonlyMap<string, string>
  /** What goes before the configuration in every call. */
  readonly overrides: readonly ConfigPair[]
}

async function readSettings(gitDir: string): Promise<Settings> {
  const config = await readConfig(gitDir)
  const ignored = config.has('core.excludesfile') ? [] : await userIgnoreFile(gitDir)
  return { config, overrides: [...fixedConfig(process.platform), ...ignored, ...driverOverrides([...config.keys()])] }
}

/** Reading the configuration runs nothing, so it needs none of the overrides that it is read for. The last value of a key counts. */
async function readConfig(gitDir: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await finish(gitCall(gitDir, ['config', '--list', '-z'], {}, []))
  const entries = stdout.toString('utf8').split('\0').slice(0, -1)
  return new Map(
    entries.map((entry) => {
      const end = entry.indexOf('\n')
      // A key without a value means true.
      return end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)]
    }),
  )
}

/** What the person ignores everywhere (`.DS_Store`, editor files) stays ignored: the one thing taken from their own configuration. */
async function userIgnoreFile(gitDir: string): Promise<ConfigPair[]> {
  if ((process.env['HOME'] ?? process.env['USERPROFILE']) === undefined) return []
  const ask = gitCall(gitDir, ['config', '--global', '--includes', '--type=path', '--get', 'core.excludesFile'], {}, [])
  const { GIT_CONFIG_GLOBAL: _, ...env } = ask.env
  const { exitCode, stdout } = await finish({ ...ask, env }, [0, 1])
  return exitCode === 0 ? [['core.excludesFile', stdout.toString('utf8').trimEnd()]] : []
}

async function fileStamp(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path.normalize(file), { bigint: true })
    return `${ino}:${size}:${mtimeNs}:${ctimeNs}`
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'absent'
    throw error
  }
}
