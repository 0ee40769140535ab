import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Candidate, PathChange, Workplace } from '../engine/git-port.ts'
import { type BytePath, joinNul, onDisk, quoteAlternate } from './byte-paths.ts'
import { changedPaths, diff } from './diff.ts'
import { ensureFolder, openPlain, withRepair } from './disk.ts'
import type { GitOptions, GitRepository } from './git.ts'
import { isRegularFile, mergeChanges, parseRawDiff, type RawChange } from './raw-diff.ts'
import { rememberCommits } from './remember.ts'
import {
  changedSubmodules,
  findUntracked,
  listUntracked,
  nestedRepository,
  openIndex,
  restoreSubmodules,
  type Untracked,
  type WorktreeIndex,
} from './worktree-index.ts'

interface WrittenTree {
  tree: string
  /** What lies in the worktree and no commit can hold. */
  notHeld: PathChange[]
}

/** Who commits. Pinned, so that the id of a commit depends on nothing but its files, its parent, its message and its time. */
const NAME = 'Triptych'
const EMAIL = 'triptych@localhost'

/**
 * The candidate is made of the files and nothing else: what an agent committed, staged or did to the worktree's `.git` plays no part.
 * Files that are the base's give the base itself. Objects go into the person's repository; no ref is touched.
 */
export async function makeCandidate(
  repository: GitRepository,
  place: Workplace,
  commit: { base: string; message: string; attemptId: string; at: string },
): Promise<Candidate> {
  const { tree, notHeld } = await withRepair(place.worktree, () => writeTree(repository, place, commit.base))
  const changes = mergeChanges(notHeld, await changedPaths(repository, commit.base, tree))
  const unchanged = tree === (await treeOf(repository, commit.base))
  return { commit: unchanged ? commit.base : await writeCommit(repository, tree, commit), tree, changes }
}

/** The tree of the files as they are. Looking leaves no trace in the repository. */
export function worktreeTree(repository: GitRepository, place: Workplace, base: string): Promise<string> {
  return withOwnObjects(repository, place, async (elsewhere) => {
    return (await withRepair(place.worktree, () => writeTree(repository, place, base, elsewhere))).tree
  })
}

/** What differs from the commit in the files as they are. Looking leaves no trace in the repository. */
export function worktreeChanges(repository: GitRepository, place: Workplace, base: string): Promise<PathChange[]> {
  return withOwnObjects(repository, place, async (elsewhere) => {
    const { tree, notHeld } = await withRepair(place.worktree, () => writeTree(repository, place, base, elsewhere))
    const isBase = tree === (await treeOf(repository, base))
    return mergeChanges(notHeld, isBase ? [] : await changedPaths(repository, base, tree, elsewhere.env))
  })
}

/**
 * What the files differ from a commit by, for a look while somebody works in them: beside whoever drives the run, so with an index of
 * its own, and without touching a file. Where a file goes away under its hands git fails, and the next look tells. `isLeftOut`: of
 * what is missing, what is not told.
 */
export async function worktreeDiff(
  repository: GitRepository,
  place: Workplace,
  base: string,
  isLeftOut: (path: string) => boolean,
): Promise<Uint8Array> {
  const own = { ...place, indexFile: `${place.indexFile}-look` }
  try {
    return await withOwnObjects(repository, own, async (elsewhere) => {
      const { tree } = await writeTree(repository, own, base, elsewhere)
      const changes = await changedPaths(repository, base, tree, elsewhere.env)
      const without = changes.filter(({ path, kind }) => kind === 'deleted' && isLeftOut(path)).map(({ path }) => path)
      return diff(repository, base, tree, { without, env: elsewhere.env })
    })
  } finally {
    await rm(own.indexFile, { force: true })
  }
}

/** What git writes in `work` goes to a folder that is deleted again. */
async function withOwnObjects<T>(
  repository: GitRepository,
  place: Workplace,
  work: (elsewhere: GitOptions) => Promise<T>,
): Promise<T> {
  const objects = `${place.indexFile}.objects`
  await rm(objects, { recursive: true, force: true })
  await mkdir(objects, { recursive: true, mode: 0o700 })
  try {
    return await work({
      env: {
        GIT_OBJECT_DIRECTORY: objects,
        GIT_ALTERNATE_OBJECT_DIRECTORIES: quoteAlternate(path.join(repository.gitDir, 'objects')),
      },
      config: [['core.fsync', 'none']],
    })
  } finally {
    await rm(objects, { recursive: true, force: true })
  }
}

export async function commitTree(repository: GitRepository, commit: string): Promise<string> {
  const { stdout } = await repository.run(['rev-parse', '--verify', '--end-of-options', `${commit}^{tree}`])
  return stdout.toString('latin1').trim()
}

/** Commits whose tree is remembered of each repository: a run works on its head, its base and a candidate. */
const rememberTree = rememberCommits<string>(16)

/** The same without asking git each time. */
const treeOf = (repository: GitRepository, commit: string): Promise<string> =>
  rememberTree(repository, commit, () => commitTree(repository, commit))

async function writeTree(
  repository: GitRepository,
  place: Workplace,
  base: string,
  objects: GitOptions = {},
): Promise<WrittenTree> {
  await ensureFolder(place.worktree)
  const index = await openIndex(repository, place, base, objects)
  await index.git(['add', '--update', '--', '.'])
  const untracked = await findUntracked(index, place)
  const refused = await addUntracked(index, place, untracked)
  const { changed, deleted } = await changedSubmodules(index, place, untracked)
  await restoreSubmodules(
    index,
    [...index.submodules.keys()].filter((submodule) => !deleted.includes(submodule)),
  )
  const write = async (): Promise<string> => (await index.git(['write-tree'])).stdout.toString('latin1').trim()
  let tree = await write()
  if (tree !== (await treeOf(repository, base)) && (await undoConversions(index, place, base))) tree = await write()
  const notHeld = [
    ...refused.map((entry) => nestedRepository(entry, 'added')),
    ...changed.map((entry) => nestedRepository(entry, 'modified')),
  ]
  return { tree, notHeld }
}

/** Puts new files into the index. Returns what git would not take. */
async function addUntracked(
  index: WorktreeIndex,
  place: Workplace,
  untracked: Untracked,
): Promise<readonly BytePath[]> {
  if (untracked.files.length === 0) return untracked.repositories
  await index.git(['update-index', '--add', '-z', '--stdin'], { stdin: joinNul(untracked.files) })
  // Asking again finds what git would not take, embedded repositories among it, whatever the reason was.
  const strays = new Set(untracked.strays.map((stray) => stray.path))
  const left = (await listUntracked(index, place)).map((entry) => entry.replace(/\/$/, ''))
  return left.filter((entry) => !strays.has(entry) && !untracked.populated.includes(entry))
}

/**
 * Where a commit holds CRLF in files that its attributes call `text`, adding an untouched file changes it. A file with exactly the
 * commit's bytes is the commit's file, so such an entry is put back. Whether there was any.
 */
async function undoConversions(index: WorktreeIndex, place: Workplace, base: string): Promise<boolean> {
  const args = [
    'diff-index',
    '--cached',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--ignore-submodules=none',
    base,
  ]
  const modified = parseRawDiff((await index.git(args)).stdout).filter(
    ({ oldMode, newMode, oldId, newId }) => isRegularFile(oldMode) && isRegularFile(newMode) && oldId !== newId,
  )
  const entries: string[] = []
  for (const change of modified) {
    if ((await blobId(place, change)) === change.oldId)
      entries.push(`${change.newMode} ${change.oldId} 0\t${change.path}`)
  }
  if (entries.length > 0) await index.git(['update-index', '-z', '--index-info'], { stdin: joinNul(entries) })
  return entries.length > 0
}

/** The id that the file's bytes have without any conversion. */
async function blobId(place: Workplace, { path: bytePath, oldId }: RawChange): Promise<string | null> {
  const file = await openPlain(onDisk(place.worktree, bytePath))
  if (file === null) return null
  try {
    const hash = createHash(oldId.length === 64 ? 'sha256' : 'sha1')
    hash.update(`blob ${(await file.stat()).size}\0`)
    await pipeline(file.createReadStream({ autoClose: false }), hash)
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}

async function writeCommit(
  repository: GitRepository,
  tree: string,
  commit: { base: string; message: string; attemptId: string; at: string },
): Promise<string> {
  const seconds = Math.floor(Date.parse(commit.at) / 1000)
  if (!Number.isSafeInteger(seconds)) throw new Error(`Not a time: ${commit.at}`)
  const date = `${seconds} +0000`
  const env = {
    GIT_AUTHOR_NAME: NAME,
    GIT_AUTHOR_EMAIL: EMAIL,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: NAME,
    GIT_COMMITTER_EMAIL: EMAIL,
    GIT_COMMITTER_DATE: date,
  }
  // A commit message can hold everything but NUL.
  const text = commit.message.replaceAll('\0', '').trim()
  const stdin = `${text}\n\nTriptych-Attempt: ${commit.attemptId}\n`
  const { stdout } = await repository.run(['commit-tree', tree, '-p', commit.base, '-F', '-'], { env, stdin })
  return stdout.toString('latin1').trim()
}
