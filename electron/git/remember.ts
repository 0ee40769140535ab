import type { GitRepository } from './git.ts'

/**
 * Remembers what is true of a commit for ever, for each repository by itself: of the `max` commits that were asked for last. What could
 * not be found out is asked again.
 */
export function rememberCommits<T>(
  max: number,
): (repository: GitRepository, commit: string, findOut: () => Promise<T>) => Promise<T> {
  const known = new WeakMap<GitRepository, Map<string, T>>()
  return async (repository, commit, findOut) => {
    const commits = known.get(repository) ?? new Map<string, T>()
    known.set(repository, commits)
    const found = commits.get(commit) ?? (await findOut())
    // The one that was used last goes to the end.
    commits.delete(commit)
    commits.set(commit, found)
    for (const oldest of [...commits.keys()].slice(0, -max)) commits.delete(oldest)
    return found
  }
}
