import { openGit } from './git.ts'
import type { RepositoryInfo } from './inspect.ts'

/** Everything that runs left in a repository: their branches and their checkpoints, full names. */
export async function listRunRefs({
  checkoutGitDir,
  gitDir,
}: Pick<RepositoryInfo, 'checkoutGitDir' | 'gitDir'>): Promise<string[]> {
  const { stdout } = await openGit(checkoutGitDir, gitDir).run([
    'for-each-ref',
    '--format=%(refname)',
    'refs/triptych',
    'refs/heads/triptych',
    'refs/heads/triptych-*',
  ])
  return stdout
    .toString('utf8')
    .split('\n')
    .filter((ref) => ref !== '')
}
