import type { RepositoryInfo } from './inspect.ts'

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
