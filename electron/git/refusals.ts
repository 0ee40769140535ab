import type { Refusal } from '../../shared/result.ts'
import { hasCode } from './disk.ts'
import { ForeignGitDir } from './find-git-dirs.ts'
import { TooManyPrograms } from './git-environment.ts'
import { GitFailed } from './spawn-git.ts'

export const bare = (folder: string): Refusal => ({
  code: 'bare_repository',
  message: `${folder} is a bare repository: it has no files to work on.`,
  remedy: 'Clone it, and name the clone.',
})

export const noCommits = (root: string): Refusal => ({
  code: 'no_commits',
  message: `${root} has no commit yet, so there is nothing to start from.`,
  remedy: 'Make a first commit there: git add -A && git commit -m "Start".',
})

export const noPermission = (folder: string): Refusal => ({
  code: 'no_permission',
  message: `${folder} cannot be read and written by you, and a run keeps its branch and commits there.`,
  remedy: 'Give yourself permission, or clone the repository to a folder of your own.',
})

/** What git or the disk said, as a sentence with a way out. An error of ours is thrown on. */
export function refusalOf(folder: string, error: unknown): Refusal {
  if (hasCode(error, 'EACCES', 'EPERM')) return noPermission(folder)
  if (error instanceof ForeignGitDir) {
    return {
      code: 'foreign_git_dir',
      message: `${error.message}.`,
      remedy: 'If you moved it, run: git worktree repair.',
    }
  }
  if (error instanceof TooManyPrograms) {
    const remedy = 'Look at .git/config there: filters, drivers and aliases that nobody needs can go.'
    return { code: 'too_many_programs', message: error.message, remedy }
  }
  if (!(error instanceof GitFailed)) throw error
  if (error.failure === 'missing') {
    const remedy = 'Install git, see https://git-scm.com/downloads.'
    return { code: 'git_missing', message: 'The program "git" was not found.', remedy }
  }
  if (/cannot use bare repository/.test(error.stderr)) return bare(folder)
  if (/not a git repository/.test(error.stderr)) {
    const remedy =
      'Name a folder inside a repository, or make one there: git init && git add -A && git commit -m "Start".'
    return { code: 'not_a_repository', message: `${folder} is not in a git repository.`, remedy }
  }
  // What it is about may stand in a line of its own.
  const said = error.stderr.trim().split('\n').slice(0, 2).join(' ').replaceAll(/\s+/g, ' ')
  const remedy = 'Try git status in that folder: it should show the same problem.'
  return { code: 'unreadable_repository', message: `Git cannot read the repository in ${folder}: ${said}`, remedy }
}
