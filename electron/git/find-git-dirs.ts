import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from './disk.ts'
import { runOutside } from './git.ts'

export interface GitDirs {
  /** What all checkouts of the repository share: objects, refs, configuration. */
  readonly commonDir: string
  /** Of this checkout: HEAD and index. The same as `commonDir` but in a linked worktree. */
  readonly checkoutDir: string
  /** Top folder of the checkout; null in a bare repository. */
  readonly root: string | null
}

/** The directory points to another repository that does not know of it, so writing there would be writing to a stranger. */
export class ForeignGitDir extends Error {}

/** The repository that a folder belongs to. Rejects with `GitFailed` if there is none. Runs nothing of it. */
export async function findGitDirs(folder: string): Promise<GitDirs> {
  const ask = async (...args: string[]): Promise<string> => {
    const { stdout } = await runOutside(folder, ['rev-parse', '--path-format=absolute', ...args])
    // One answer per call, because a path may hold a line end.
    return stdout.toString('utf8').replace(/\n$/, '')
  }
  const checkoutDir = await realpath(await ask('--absolute-git-dir'))
  const commonDir = await realpath(await ask('--git-common-dir'))
  const bare = (await ask('--is-bare-repository')) === 'true'
  const insideFiles = !bare && (await ask('--is-inside-work-tree')) === 'true'
  const root = insideFiles ? await realpath(await ask('--show-toplevel')) : null
  if (checkoutDir !== commonDir) await assertLinked(checkoutDir, commonDir, root)
  return { commonDir, checkoutDir, root }
}

/** A linked worktree and its repository know each other; a planted pointer knows only one way. */
async function assertLinked(checkoutDir: string, commonDir: string, root: string | null): Promise<void> {
  const isRegistered = path.dirname(checkoutDir) === path.join(commonDir, 'worktrees')
  if (isRegistered && root !== null && (await registeredFolder(checkoutDir)) === root) return
  throw new ForeignGitDir(`${checkoutDir} belongs to ${commonDir}, which does not know of ${root ?? 'this folder'}`)
}

async function registeredFolder(checkoutDir: string): Promise<string | null> {
  try {
    const pointer = (await readFile(path.join(checkoutDir, 'gitdir'), 'utf8')).replace(/\n$/, '')
    return await realpath(path.dirname(path.resolve(checkoutDir, pointer)))
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null
    throw error
  }
}
