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

/** The run's record names the old place, and a link there is as good as the folder. */
const putBack = (repoPath: string): string =>
  `Put it back, or, where it is somewhere else now, link to it: ln -s <its folder> ${repoPath}. Then resume the run; nothing of it is lost.`
