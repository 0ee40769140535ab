import { type GitRepository, openGit } from './git.ts'
import type { RepositoryInfo } from './inspect.ts'

/** Names of local branches: the checked-out one first, the rest by the time of their newest commit; at most `limit`. */
export async function listBranches(
  info: Pick<RepositoryInfo, 'checkoutGitDir' | 'gitDir' | 'branch'>,
  limit: number,
): Promise<string[]> {
  const repository = openGit(info.checkoutGitDir, info.gitDir)
  const others = (await branchNames(repository, [`--count=${limit}`])).filter((name) => name !== info.branch)
  return (info.branch === null ? others : [info.branch, ...others]).slice(0, limit)
}

/** Local branches whose newest commit is this one, without those of runs. */
export async function branchesAt(repository: GitRepository, commit: string): Promise<string[]> {
  const names = await branchNames(repository, [`--points-at=${commit}`])
  return names.filter((name) => !/^triptych[/-]/.test(name))
}

async function branchNames(repository: GitRepository, filters: readonly string[]): Promise<string[]> {
  const args = ['for-each-ref', '--sort=-committerdate', '--format=%(refname:lstrip=2)', ...filters, 'refs/heads']
  const { stdout } = await repository.run(args)
  // Git allows no line end in a name.
  return stdout.toString('utf8').split('\n').slice(0, -1)
}
