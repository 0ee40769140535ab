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
  const told = (await askAtOnce(folder)) ?? (await askEach(folder))
  const [checkoutDir, commonDir] = [await realpath(told.checkoutDir), await realpath(told.commonDir)]
  const root = told.root === null ? null : await realpath(told.root)
  if (checkoutDir !== commonDir) await assertLinked(checkoutDir, commonDir, root)
  return { commonDir, checkoutDir, root }
}

const ask = (folder: string, questions: readonly string[], answers?: readonly number[]) =>
  runOutside(folder, ['rev-parse', '--path-format=absolute', ...questions], answers)

/**
 * Of an ordinary checkout, in one call. Null: git refuses one of the questions, a path holds a line end, or the folder is not in the
 * checkout, as where `core.worktree` names another one.
 */
async function askAtOnce(folder: string): Promise<GitDirs | null> {
  const { exitCode, stdout } = await ask(
    folder,
    ['--absolute-git-dir', '--git-common-dir', '--is-inside-work-tree', '--show-toplevel'],
    [0, 128],
  )
  const [checkoutDir, commonDir, isInside, root, end, ...more] = stdout.toString('utf8').split('\n')
  if (exitCode !== 0 || checkoutDir === undefined || commonDir === undefined || root === undefined) return null
  return isInside === 'true' && end === '' && more.length === 0 ? { checkoutDir, commonDir, root } : null
}

async function askEach(folder: string): Promise<GitDirs> {
  const answer = async (question: string): Promise<string> =>
    (await ask(folder, [question])).stdout.toString('utf8').replace(/\n$/, '')
  const checkoutDir = await answer('--absolute-git-dir')
  const commonDir = await answer('--git-common-dir')
  const bare = (await answer('--is-bare-repository')) === 'true'
  const insideFiles = !bare && (await answer('--is-inside-work-tree')) === 'true'
  return { checkoutDir, commonDir, root: insideFiles ? await answer('--show-toplevel') : null }
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
