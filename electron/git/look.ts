import { agentFileOf } from '../../shared/agent-files.ts'
import type { Workplace } from '../engine/git-port.ts'
import { worktreeDiff } from './commit.ts'
import { findGitDirs } from './find-git-dirs.ts'
import { type GitRepository, openGit } from './git.ts'

/**
 * The diff of a run's files as they are now against a commit, beside whoever drives the run. Settings for agents that are held back for
 * the length of a turn are missing meanwhile, and not told as deleted.
 */
export async function lookAtWorktree(
  place: Workplace,
  base: string,
  around: (repository: GitRepository) => GitRepository,
): Promise<Uint8Array> {
  const { commonDir } = await findGitDirs(place.repoPath)
  return worktreeDiff(around(openGit(commonDir)), place, base, (path) => agentFileOf(path) !== null)
}
