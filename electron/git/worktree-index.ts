import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { PathChange, Workplace } from '../engine/git-port.ts'
import { type BytePath, joinNul, onDisk, pathText, splitNul } from './byte-paths.ts'
import { foldersAbove, isInside, kindOf } from './disk.ts'
import { type CommitContent, parseStageEntry, writeFreshIndex } from './fresh-index.ts'
import type { GitOptions, GitRepository } from './git.ts'
import { GITLINK } from './raw-diff.ts'
import { GitFailed, type GitOutput } from './spawn-git.ts'

/** The private index of a run over a commit, without the submodules: what lies in their folders would be invisible otherwise. */
export interface WorktreeIndex extends CommitContent {
  /** Git over the worktree with this index; `extra` sends new objects elsewhere. */
  git(args: readonly string[], options?: GitOptions): Promise<GitOutput>
}

/** What lies in the worktree and is neither tracked nor ignored. */
export interface Untracked {
  readonly files: readonly BytePath[]
  /** Folders that are repositories of their own, in places where the commit has no submodule. */
  readonly repositories: readonly BytePath[]
  /** Submodules whose folder holds a repository, as a set-up command may have made it. */
  readonly populated: readonly BytePath[]
  /** What lies where a submodule belongs and is none, with its submodule. */
  readonly strays: readonly { readonly path: BytePath; readonly submodule: BytePath }[]
}

/**
 * A fresh index from the commit: nothing that an index file says about files (sizes, times, flags such as "assume unchanged") is
 * believed, so that the same files give the same result for ever. Costs one reading of all files later.
 */
export async function openIndex(
  repository: GitRepository,
  place: Workplace,
  commit: string,
  extra: GitOptions = {},
): Promise<WorktreeIndex> {
  await mkdir(path.dirname(place.indexFile), { recursive: true, mode: 0o700 })
  // One driver per run uses this file, so a lock is left from a process that was killed.
  await Promise.all([place.indexFile, `${place.indexFile}.lock`].map((file) => rm(file, { force: true })))
  const git: WorktreeIndex['git'] = (args, options = {}) =>
    repository.run(args, { ...extra, ...options, workTree: place.worktree, indexFile: place.indexFile })
  const index = { ...(await writeFreshIndex(repository, place, commit, place.indexFile)), git }
  await forgetPaths(index, [...index.submodules.keys()])
  return index
}

/** Takes paths out of the index; the files stay. */
export async function forgetPaths(index: WorktreeIndex, paths: readonly BytePath[]): Promise<void> {
  if (paths.length === 0) return
  await index.git(['update-index', '--force-remove', '-z', '--stdin'], { stdin: joinNul(paths) })
}

/** The places of the commit's submodules go back into the index, over whatever is there. */
export async function restoreSubmodules(index: WorktreeIndex, paths: readonly BytePath[]): Promise<void> {
  const entries = paths.map((path) => `${GITLINK} ${index.submodules.get(path)} 0\t${path}`)
  if (entries.length === 0) return
  await index.git(['update-index', '--add', '--replace', '-z', '--index-info'], { stdin: joinNul(entries) })
}

export async function findUntracked(index: WorktreeIndex, place: Workplace): Promise<Untracked> {
  const found = await listUntracked(index, place)
  const hidden = await hiddenIgnoreFiles(index, place, new Set(found))
  const populated = found.filter((path) => path.endsWith('/') && index.submodules.has(path.slice(0, -1)))
  const others = [...found, ...hidden].filter((path) => !populated.includes(path))
  const strays = others.flatMap((path) => {
    const submodule = [path, ...foldersAbove(path)].find((folder) => index.submodules.has(folder))
    return submodule === undefined ? [] : [{ path, submodule }]
  })
  const stray = new Set(strays.map(({ path }) => path))
  const rest = others.filter((path) => !stray.has(path))
  return {
    files: rest.filter((path) => !path.endsWith('/')),
    repositories: rest.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
    populated: populated.map((path) => path.slice(0, -1)),
    strays: strays.map(({ path, submodule }) => ({ path: path.replace(/\/$/, ''), submodule })),
  }
}

/** A folder that is a repository of its own ends with `/`. */
export async function listUntracked(index: WorktreeIndex, place: Workplace): Promise<BytePath[]> {
  const args = ['ls-files', '--others', '--exclude-standard', '-z']
  const output = await index.git(args)
  // Git passes over a folder that it may not read; its files would be lost silently.
  if (/could not open directory|[Pp]ermission denied/.test(output.stderr)) {
    const call = { args, cwd: place.worktree, env: {}, stdin: '', maxBytes: 0, timeoutMs: 0, signal: undefined }
    throw new GitFailed('exit', call, output.exitCode, output.stderr)
  }
  return splitNul(output.stdout)
}

/**
 * A `.gitignore` that ignores itself is invisible to git, and with it every new file that it names. In a folder of its own that is what
 * tools do with their caches; beside tracked files it would hide work, so there it counts as an untracked file.
 */
async function hiddenIgnoreFiles(
  index: WorktreeIndex,
  place: Workplace,
  visible: ReadonlySet<BytePath>,
): Promise<BytePath[]> {
  const tracked = new Set(index.tracked)
  const folders = new Set(['', ...index.tracked.flatMap((path) => foldersAbove(path).map((folder) => `${folder}/`))])
  const hidden: BytePath[] = []
  for (const folder of folders) {
    const file = `${folder}.gitignore`
    if (tracked.has(file) || visible.has(file)) continue
    if ((await kindOf(onDisk(place.worktree, file))) === 'file' && (await isInside(place.worktree, file)))
      hidden.push(file)
  }
  return hidden
}

/** Submodule folders that hold something else than the commit's submodule, or an empty folder. */
export async function changedSubmodules(
  index: WorktreeIndex,
  place: Workplace,
  untracked: Untracked,
): Promise<{ changed: BytePath[]; deleted: BytePath[] }> {
  const changed = new Set(untracked.strays.map(({ submodule }) => submodule))
  const deleted: BytePath[] = []
  for (const path of index.submodules.keys()) {
    const isThere = (await isInside(place.worktree, path)) && (await kindOf(onDisk(place.worktree, path))) !== 'absent'
    if (!isThere && !changed.has(path)) deleted.push(path)
  }
  for (const path of untracked.populated) if (!(await isAtItsCommit(index, path))) changed.add(path)
  return { changed: [...changed], deleted }
}

/** Git reads the embedded HEAD as data; it starts nothing in there. A folder without a commit fails. */
async function isAtItsCommit(index: WorktreeIndex, path: BytePath): Promise<boolean> {
  const added = await index.git(['update-index', '--add', '-z', '--stdin'], {
    stdin: joinNul([path]),
    answers: [0, 128],
  })
  if (added.exitCode !== 0) return false
  const { stdout } = await index.git(['ls-files', '--stage', '-z'])
  const entry = splitNul(stdout)
    .map(parseStageEntry)
    .find((candidate) => candidate.path === path)
  return entry?.mode === GITLINK && entry.id === index.submodules.get(path)
}

export const nestedRepository = (entry: BytePath, kind: 'added' | 'modified'): PathChange => ({
  path: pathText(entry),
  kind,
  note: 'nested_repository',
})
