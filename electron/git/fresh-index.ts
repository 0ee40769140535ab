import { readFile, writeFile } from 'node:fs/promises'
import { type BytePath, splitNul } from './byte-paths.ts'
import type { GitOptions, GitRepository } from './git.ts'
import { GITLINK } from './raw-diff.ts'
import { rememberCommits } from './remember.ts'
import type { GitOutput } from './spawn-git.ts'

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
 * Writes the index of a commit to `indexFile`, which says nothing yet of any file on disk, and tells what the commit holds. `git` uses that
 * file as its index. Every step of a run begins with one; the same bytes again cost no process.
 */
export async function writeFreshIndex(
  repository: GitRepository,
  commit: string,
  indexFile: string,
  git: (args: readonly string[], options?: GitOptions) => Promise<GitOutput>,
): Promise<CommitContent> {
  const { bytes, ...content } = await rememberIndex(repository, commit, async () => {
    await git(['read-tree', commit])
    const read = readContent((await git(['ls-files', '--stage', '-z'])).stdout)
    return { ...read, bytes: await readFile(indexFile) }
  })
  await writeFile(indexFile, bytes, { mode: 0o600 })
  return content
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
