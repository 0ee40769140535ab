import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Workplace } from '../engine/git-port.ts'
import { type BytePath, splitNul } from './byte-paths.ts'
import type { GitRepository } from './git.ts'
import { GITLINK } from './raw-diff.ts'
import { rememberCommits } from './remember.ts'

/** What a commit holds. */
export interface CommitContent {
  /** Files and links. */
  readonly tracked: readonly BytePath[]
  /** Submodules, path → commit id. */
  readonly submodules: ReadonlyMap<BytePath, string>
}

interface FreshIndex extends CommitContent {
  /** The index file as `git read-tree` writes it. */
  readonly bytes: Uint8Array
}

/** A run works on its head and its base; of each repository so many commits are remembered. */
const rememberIndex = rememberCommits<FreshIndex>(2)

/**
 * Makes `indexFile` the index of a commit, which says nothing yet of any file on disk, whole or not at all; tells what the commit holds.
 * Every step of a run begins with one; the same bytes again cost no process.
 */
export async function writeFreshIndex(
  repository: GitRepository,
  place: Workplace,
  commit: string,
  indexFile: string,
): Promise<CommitContent> {
  const { bytes, ...content } = await rememberIndex(repository, commit, () => askGit(repository, place, commit))
  const aside = `${indexFile}.aside`
  await writeFile(aside, bytes, { mode: 0o600, flush: true })
  await rename(aside, indexFile)
  return content
}

/** By an index file in the run's own folder, also where the index is for the agent: what is remembered is believed later. */
async function askGit(repository: GitRepository, place: Workplace, commit: string): Promise<FreshIndex> {
  const indexFile = `${place.indexFile}.fresh`
  const remove = (): Promise<unknown> =>
    Promise.all([indexFile, `${indexFile}.lock`].map((file) => rm(file, { force: true })))
  const own = { workTree: place.worktree, indexFile }
  await mkdir(path.dirname(indexFile), { recursive: true, mode: 0o700 })
  await remove()
  try {
    await repository.run(['read-tree', commit], own)
    const { stdout } = await repository.run(['ls-files', '--stage', '-z'], own)
    return { ...readContent(stdout), bytes: await readFile(indexFile) }
  } finally {
    await remove()
  }
}

function readContent(stdout: Buffer): CommitContent {
  const entries = splitNul(stdout).map(parseStageEntry)
  const submodules = entries.filter(({ mode }) => mode === GITLINK)
  const tracked = entries.filter(({ mode }) => mode !== GITLINK).map((entry) => entry.path)
  return { tracked, submodules: new Map(submodules.map((entry) => [entry.path, entry.id])) }
}

/** A line of `git ls-files --stage`. */
export function parseStageEntry(record: string): { mode: string; id: string; path: BytePath } {
  const tab = record.indexOf('\t')
  const [mode = '', id = ''] = record.slice(0, tab).split(' ')
  return { mode, id, path: record.slice(tab + 1) }
}
