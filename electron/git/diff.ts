import type { PathChange } from '../engine/ports.ts'
import type { GitRepository } from './git.ts'
import { mergeChanges, parseRawDiff, toPathChange } from './raw-diff.ts'

// `--bare`: attributes of the worktree have no say. An edited `.gitattributes` could otherwise turn every diff into "binary files differ".
const DIFF_TREE = ['--bare', 'diff-tree', '-r', '--ignore-submodules=none'] as const
const AS_TEXT = [
  '--patch',
  '--full-index',
  '--find-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '-O/dev/null',
] as const

/** For reading: binary files by their ids only. Depends on the two trees and on nothing else. */
export async function diff(repository: GitRepository, base: string, head: string): Promise<Uint8Array> {
  return (await repository.run([...DIFF_TREE, ...AS_TEXT, base, head])).stdout
}

/** For `git apply`: binary files with their content. */
export async function patch(repository: GitRepository, base: string, head: string): Promise<Uint8Array> {
  return (await repository.run([...DIFF_TREE, ...AS_TEXT, '--binary', base, head])).stdout
}

/** A rename is its two paths. */
export async function changedPaths(repository: GitRepository, base: string, head: string): Promise<PathChange[]> {
  const { stdout } = await repository.run([...DIFF_TREE, '--raw', '-z', '--no-abbrev', '--no-renames', base, head])
  return mergeChanges(parseRawDiff(stdout).map(toPathChange), [])
}
