import path from 'node:path'
import type { Refusal } from '../../shared/result.ts'
import { openGit } from './git.ts'
import type { RepositoryInfo } from './inspect.ts'
import { nameProblems, nameRefusal } from './portable-names.ts'
import { readTree } from './tree-facts.ts'

/** As long as a run's own folder in the data folder. */
const SOME_RUN = '00000000'

/** Before anything is written: whether this system can hold every name of a commit; null: it can. */
export async function refuseNames(
  info: Pick<RepositoryInfo, 'checkoutGitDir' | 'gitDir'>,
  commit: string,
  home: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Refusal | null> {
  if (platform !== 'win32' && platform !== 'darwin') return null
  const { paths } = await readTree(openGit(info.checkoutGitDir, info.gitDir), commit)
  return nameRefusal(nameProblems(paths, path.join(home, 'worktrees', SOME_RUN), platform))
}
