import { mkdir } from 'node:fs/promises'
import type { PathChange, Workplace } from '../engine/git-port.ts'
import { onDisk } from './byte-paths.ts'
import { worktreeChanges } from './commit.ts'
import { kindOf, makeFoldersAbove, putAside, removeInside, withRepair } from './disk.ts'
import type { GitRepository } from './git.ts'
import {
  changedSubmodules,
  findUntracked,
  forgetPaths,
  openIndex,
  restoreSubmodules,
  type WorktreeIndex,
} from './worktree-index.ts'

/**
 * The run's worktree is a plain folder of files and not a linked worktree of the person's repository: git keeps HEAD, index,
 * configuration and hooks of a linked worktree in, or shared with, the repository, where an agent's git would reach them. The
 * application works on the folder with directory, files and index given explicitly; for the agent there is `agent-git.ts`.
 */
export async function createWorktree(repository: GitRepository, place: Workplace, commit: string): Promise<void> {
  await putAside(place.worktree)
  await mkdir(place.worktree, { recursive: true, mode: 0o700 })
  await restoreFiles(repository, place, commit)
}

/** Untouched files keep their times, so that builds stay incremental. `.git` is left to `prepareAgentGit`. */
export async function resetWorktree(repository: GitRepository, place: Workplace, commit: string): Promise<void> {
  if ((await kindOf(place.worktree)) !== 'folder') return createWorktree(repository, place, commit)
  await withRepair(place.worktree, () => restoreFiles(repository, place, commit))
}

/** Puts back what differs in the commit's own files, and tells all that differed; new files stay. */
export async function putBackChanged(
  repository: GitRepository,
  place: Workplace,
  commit: string,
): Promise<PathChange[]> {
  if ((await kindOf(place.worktree)) !== 'folder') {
    await createWorktree(repository, place, commit)
    return [{ path: '.', kind: 'deleted' }]
  }
  const changes = await worktreeChanges(repository, place, commit)
  if (changes.some(({ kind }) => kind !== 'added'))
    await withRepair(place.worktree, async () => void (await restoreTracked(repository, place, commit)))
  return changes
}

async function restoreTracked(repository: GitRepository, place: Workplace, commit: string): Promise<WorktreeIndex> {
  const index = await openIndex(repository, place, commit)
  await index.git(['update-index', '-q', '--refresh'], { answers: [0, 1] })
  await index.git(['checkout-index', '--all', '--force', '--quiet'])
  return index
}

async function restoreFiles(repository: GitRepository, place: Workplace, commit: string): Promise<void> {
  const index = await restoreTracked(repository, place, commit)
  await removeUntracked(index, place)
  const submodules = [...index.submodules.keys()]
  await restoreSubmodules(index, submodules)
  for (const submodule of submodules) {
    await makeFoldersAbove(place.worktree, submodule)
    const folder = onDisk(place.worktree, submodule)
    if ((await kindOf(folder)) !== 'folder') await mkdir(folder)
  }
}

/** Removing an agent's `.gitignore` uncovers what it hid, hence the repetition. */
async function removeUntracked(index: WorktreeIndex, place: Workplace): Promise<void> {
  for (let previous = ''; ; ) {
    const untracked = await findUntracked(index, place)
    const { changed } = await changedSubmodules(index, place, untracked)
    // Looking at submodules put them into the index, where they would hide what is in them.
    await forgetPaths(index, untracked.populated)
    const replaced = untracked.populated.filter((submodule) => changed.includes(submodule))
    const strays = untracked.strays.map((stray) => stray.path)
    const found = [...untracked.files, ...untracked.repositories, ...strays, ...replaced]
    if (found.length === 0) return
    if (found.join('\0') === previous) throw new Error(`Cannot be removed from ${place.worktree}: ${found.join(', ')}`)
    previous = found.join('\0')
    for (const entry of found) await removeInside(place.worktree, entry)
  }
}
