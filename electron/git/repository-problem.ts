import { constants, statSync } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Workplace } from '../engine/git-port.ts'
import { hasCode, isAbsent } from './disk.ts'
import { findGitDirs } from './find-git-dirs.ts'
import { openGit } from './git.ts'
import { refusalOf } from './refusals.ts'

/** Looked up anew: a folder may have been moved away, a disk taken out, or another repository put in its place. Writes nothing. */
export async function repositoryProblem({ repoPath }: Workplace, commit: string): Promise<string | null> {
  if (await isAbsent(repoPath)) {
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

/** Whether a run's repository is there, looked up anew; `replaced`: its folder is, and holds none any more. Rejects where nobody could tell. */
export async function lookForRepository(repoPath: string): Promise<'there' | 'absent' | 'replaced'> {
  if (await isAbsent(repoPath)) return 'absent'
  const found = statSync(repoPath, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return found === undefined ? 'absent' : 'replaced'
  try {
    await findGitDirs(repoPath)
    return 'there'
  } catch (error) {
    if (!NONE.includes(refusalOf(repoPath, error).code)) throw error
    await assertReadable(path.join(repoPath, '.git'))
    return 'replaced'
  }
}

/** Git calls a repository none, too, when it may not look into it. */
async function assertReadable(gitDir: string): Promise<void> {
  const { R_OK, X_OK } = constants
  try {
    const isFolder = (await stat(gitDir)).isDirectory()
    await access(gitDir, isFolder ? R_OK | X_OK : R_OK)
    if (!isFolder) return
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return
    throw error
  }
  for (const [name, mode] of [
    ['HEAD', R_OK],
    ['objects', X_OK],
    ['refs', R_OK | X_OK],
  ] as const) {
    await access(path.join(gitDir, name), mode).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error
    })
  }
}

/** The run's record names the old place, and a link there is as good as the folder. */
const putBack = (repoPath: string): string =>
  `Put it back, or, where it is somewhere else now, link to it: ln -s <its folder> ${repoPath}. Then resume the run; nothing of it is lost.`
