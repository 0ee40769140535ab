import { statSync } from 'node:fs'
import type { Workplace } from '../engine/git-port.ts'
import { kindOf } from './disk.ts'
import { findGitDirs } from './find-git-dirs.ts'
import { openGit } from './git.ts'
import { refusalOf } from './refusals.ts'

/** Looked up anew: a folder may have been moved away, a disk taken out, or another repository put in its place. Writes nothing. */
export async function repositoryProblem({ repoPath }: Workplace, commit: string): Promise<string | null> {
  if ((await kindOf(repoPath)) === 'absent') {
    return `The repository ${repoPath} is not there any more. ${putBack(repoPath)}`
  }
  try {
    const { commonDir } = await findGitDirs(repoPath)
    const args = ['cat-file', '-e', `${commit}^{commit}`]
    const { exitCode } = await openGit(commonDir).run(args, { answers: [0, 1, 128] })
    if (exitCode === 0) return null
    return `The repository in ${repoPath} does not have the commit ${commit}, from which this run goes on: it is another one, or somebody removed it. ${putBack(repoPath)}`
  } catch (error) {
    const { message, remedy } = refusalOf(repoPath, error)
    return `${message} ${remedy} ${putBack(repoPath)}`
  }
}

/** What a folder is that was a repository and is none any more. */
const NONE: readonly string[] = ['not_a_repository', 'foreign_git_dir', 'bare_repository']

/** Whether a run's repository is there, looked up anew; `replaced`: its folder is, and holds none any more. Rejects where git could not tell. */
export async function lookForRepository(repoPath: string): Promise<'there' | 'absent' | 'replaced'> {
  const found = statSync(repoPath, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return found === undefined ? 'absent' : 'replaced'
  try {
    await findGitDirs(repoPath)
    return 'there'
  } catch (error) {
    if (NONE.includes(refusalOf(repoPath, error).code)) return 'replaced'
    throw error
  }
}

/** The run's record names the old place, and a link there is as good as the folder. */
const putBack = (repoPath: string): string =>
  `Put it back, or, where it is somewhere else now, link to it: ln -s <its folder> ${repoPath}. Then resume the run; nothing of it is lost.`
