import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PathChange } from '../engine/git-port.ts'
import type { GitOptions, GitRepository } from './git.ts'
import { mergeChanges, parseRawDiff, toPathChange } from './raw-diff.ts'

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

/** For reading: binary files by their ids only. Depends on the two trees and on nothing else. `without`: paths that are left out. */
export function diff(
  repository: GitRepository,
  base: string,
  head: string,
  { without = [], env = {} }: { without?: readonly string[]; env?: GitOptions['env'] } = {},
): Promise<Uint8Array> {
  const paths = without.length === 0 ? [] : ['--', ...without.map((path) => `:(top,exclude,literal)${path}`)]
  return diffTrees(repository, [...AS_TEXT, base, head, ...paths], env)
}

/** For `git apply`: binary files with their content. */
export function patch(repository: GitRepository, base: string, head: string): Promise<Uint8Array> {
  return diffTrees(repository, [...AS_TEXT, '--binary', base, head])
}

/** A rename is its two paths. */
export async function changedPaths(
  repository: GitRepository,
  base: string,
  head: string,
  env: GitOptions['env'] = {},
): Promise<PathChange[]> {
  const output = await diffTrees(repository, ['--raw', '-z', '--no-abbrev', '--no-renames', base, head], env)
  return mergeChanges(parseRawDiff(output).map(toPathChange), [])
}

/**
 * Git looks for `.gitattributes` in the folder it runs in and in the index, and one of those could turn every diff into "binary files
 * differ". So it runs in an empty folder, without an index.
 */
async function diffTrees(
  repository: GitRepository,
  args: readonly string[],
  env: GitOptions['env'] = {},
): Promise<Buffer> {
  const empty = await mkdtemp(path.join(tmpdir(), 'triptych-diff-'))
  try {
    const nothing = { workTree: empty, indexFile: path.join(empty, 'index'), env }
    return (await repository.run(['diff-tree', '-r', '--ignore-submodules=none', ...args], nothing)).stdout
  } finally {
    await rmdir(empty)
  }
}
