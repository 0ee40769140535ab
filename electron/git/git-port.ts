import type { GitPort, Workplace } from '../engine/git-port.ts'
import { prepareAgentGit } from './agent-git.ts'
import { commitTree, makeCandidate, worktreeChanges, worktreeTree } from './commit.ts'
import { copyIgnored } from './copy-ignored.ts'
import { deliver } from './deliver.ts'
import { changedPaths, diff } from './diff.ts'
import { findGitDirs } from './find-git-dirs.ts'
import { type GitRepository, openGit } from './git.ts'
import { moveRef, readRef, removeRefs } from './refs.ts'
import { repositoryProblem } from './repository-problem.ts'
import { outsidePaths } from './scope.ts'
import { createWorktree, putBackChanged, resetWorktree } from './worktree.ts'

/**
 * Git for the engine. Commits and refs live in the person's repository, in its common directory; of its checkouts nothing is read but
 * ignored files that were asked for. Where the repository is, is looked up once per path. Everything rejects with `GitFailed` where git
 * could not do it. `around` may stand between the port and each repository.
 */
export function createGitPort(
  around: (repository: GitRepository) => GitRepository = (repository) => repository,
): GitPort {
  const repositories = new Map<string, Promise<GitRepository>>()

  const open = (place: Workplace): Promise<GitRepository> => {
    const known = repositories.get(place.repoPath)
    if (known !== undefined) return known
    const opening = findGitDirs(place.repoPath).then(({ commonDir }) => around(openGit(commonDir)))
    repositories.set(place.repoPath, opening)
    // A repository that could not be opened now may be there again later.
    opening.catch(() => repositories.delete(place.repoPath))
    return opening
  }

  return {
    repositoryProblem,
    async createWorktree(place, commit) {
      const repository = await open(place)
      await createWorktree(repository, place, commit)
      await prepareAgentGit(repository, place, commit)
    },
    resetWorktree: async (place, commit) => resetWorktree(await open(place), place, commit),
    putBackChanged: async (place, commit) => putBackChanged(await open(place), place, commit),
    prepareAgentGit: async (place, commit, heldBack) => prepareAgentGit(await open(place), place, commit, heldBack),
    worktreeTree: async (place, base) => worktreeTree(await open(place), place, base),
    worktreeChanges: async (place, base) => worktreeChanges(await open(place), place, base),
    makeCandidate: async (place, commit) => makeCandidate(await open(place), place, commit),
    diff: async (place, base, head) => diff(await open(place), base, head),
    changedPaths: async (place, base, head) => changedPaths(await open(place), base, head),
    commitTree: async (place, commit) => commitTree(await open(place), commit),
    readRef: async (place, ref) => readRef(await open(place), ref),
    moveRef: async (place, ref, to, from) => moveRef(await open(place), ref, to, from),
    removeRefs: async (place, prefix) => removeRefs(await open(place), prefix),
    deliver: async (place, delivery, run) => deliver(await open(place), delivery, run),
    outsidePaths,
    copyIgnored: async (place, paths) => copyIgnored(await open(place), place, paths),
  }
}
