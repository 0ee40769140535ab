import type { RepositoryInfo } from './inspect.ts'

/** From here on making a worktree is no matter of seconds. */
const MANY_FILES = 50_000

/** What a run leaves out, or does otherwise than the checkout, in plain sentences. */
export function notices(info: Omit<RepositoryInfo, 'notices'>): string[] {
  const { staged, unstaged, untracked } = info.dirty
  const short = info.head.slice(0, 12)
  return [
    staged + unstaged > 0 &&
      `Uncommitted changes are not included (${staged} staged, ${unstaged} not staged): a run starts from commit ${short}.`,
    untracked > 0 &&
      `${count(untracked, 'untracked file or folder is', 'untracked files or folders are')} not included.`,
    info.branch === null && `HEAD is detached at ${short}; a run starts from that commit.`,
    info.submodules.length > 0 &&
      `${count(info.submodules.length, 'submodule stays an empty folder', 'submodules stay empty folders')} unless a set-up command fills them, and changes inside are not part of the result: ${list(info.submodules)}.`,
    info.embedded.length > 0 &&
      `${count(info.embedded.length, 'folder is itself a bare repository', 'folders are themselves bare repositories')} that could tell git there what to run; Triptych runs no git in them: ${list(info.embedded)}.`,
    info.linksOut.length > 0 &&
      `${count(info.linksOut.length, 'link leads out of the repository', 'links lead out of the repository')}, so what agents and commands read or write there is not part of the run: ${list(info.linksOut)}.`,
    info.borrows && 'The repository borrows objects of another one (alternates), which must stay where it is.',
    info.indexLocked &&
      'There is an index.lock in the checkout: another git works there, or was killed. It is left alone; a run does not need it.',
    info.files >= MANY_FILES &&
      `The commit has ${info.files.toLocaleString('en')} files; writing them for the first time can take minutes.`,
    info.lfs && 'Files in Git LFS are not included: a run sees their pointer files.',
    info.sparse && 'The checkout is sparse; a run works on all files.',
    info.shallow && 'The history is shallow; agents see only the commits that are here.',
    info.partial && 'This is a partial clone; files whose content was never fetched make a run fail.',
  ].filter((sentence) => sentence !== false)
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
