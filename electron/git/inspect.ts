import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { splitNul } from './byte-paths.ts'
import { hasCode, kindOf } from './disk.ts'
import { findGitDirs, type GitDirs } from './find-git-dirs.ts'
import { type GitRepository, openGit, runOutside } from './git.ts'
import { notices } from './notices.ts'
import { bare, noCommits, noPermission, refusalOf } from './refusals.ts'
import { readTree } from './tree-facts.ts'

export interface RepositoryInfo {
  /** Top folder of the checkout, without links. */
  root: string
  /** What all checkouts share. */
  gitDir: string
  /** HEAD and index of this checkout; differs from `gitDir` in a linked worktree. */
  checkoutGitDir: string
  /** Null: HEAD is detached. */
  branch: string | null
  head: string
  /** Numbers of paths; an untracked folder counts as one. */
  dirty: { staged: number; unstaged: number; untracked: number }
  submodules: string[]
  /** Folders among the files that git would take for bare repositories. */
  embedded: string[]
  /** Links among the files that lead out of the repository, as "path → target". */
  linksOut: string[]
  /** Objects of another repository are used in place, and must stay there. */
  borrows: boolean
  /** A git works in the checkout, or one was killed there. */
  indexLocked: boolean
  /** Of the checked-out commit. */
  files: number
  lfs: boolean
  sparse: boolean
  shallow: boolean
  /** Some objects are only on a server. */
  partial: boolean
  objectFormat: 'sha1' | 'sha256'
  /** Sentences for the person: what a run does not include. */
  notices: string[]
}

/** 2.32 is the first that can be told to leave the person's configuration aside (`GIT_CONFIG_GLOBAL`). */
const MIN_GIT_VERSION = [2, 32] as const

/** Looks at a repository, runs nothing of it and writes nothing. A folder inside a checkout stands for the whole. */
export async function inspectRepository(folder: string): Promise<Result<RepositoryInfo, Refusal>> {
  try {
    const refusal = (await refuseFolder(folder)) ?? (await refuseGit(folder))
    if (refusal !== null) return err(refusal)
    const dirs = await findGitDirs(await realpath(folder))
    if (dirs.root === null) return err(bare(folder))
    const blocked = (await refuseUnwritable(dirs)) ?? (await refuseInProgress(dirs, dirs.root))
    if (blocked !== null) return err(blocked)
    const repository = openGit(dirs.checkoutDir, dirs.commonDir)
    const head = await resolveCommit(repository, 'HEAD')
    if (head === null) return err(noCommits(dirs.root))
    return ok(await describe(repository, { ...dirs, root: dirs.root }, head))
  } catch (error) {
    return err(refusalOf(folder, error))
  }
}

/** The commit that a person named as the start of a run: a branch, a tag, an id, `HEAD~2`. */
export async function resolveBase(
  info: Pick<RepositoryInfo, 'checkoutGitDir' | 'gitDir' | 'root'>,
  ref: string,
): Promise<Result<string, Refusal>> {
  const commit = await resolveCommit(openGit(info.checkoutGitDir, info.gitDir), ref)
  if (commit !== null) return ok(commit)
  return err({
    code: 'unknown_base',
    message: `${info.root} has no commit called "${ref}".`,
    remedy: 'Name a branch, a tag or a commit id that exists there; `git branch --all` lists the branches.',
  })
}

async function resolveCommit(repository: GitRepository, ref: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]
  const { exitCode, stdout } = await repository.run(args, { answers: [0, 1, 128] })
  return exitCode === 0 ? stdout.toString('latin1').trim() : null
}

async function refuseFolder(folder: string): Promise<Refusal | null> {
  const stats = await stat(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return null
    throw error
  })
  if (stats === null) {
    return { code: 'not_found', message: `${folder} does not exist.`, remedy: 'Check the path for a typing mistake.' }
  }
  if (stats.isDirectory()) return null
  const remedy = 'Name the folder of a git repository.'
  return { code: 'not_a_directory', message: `${folder} is not a folder.`, remedy }
}

async function refuseGit(folder: string): Promise<Refusal | null> {
  const { stdout } = await runOutside(folder, ['--version'])
  const version = stdout.toString('utf8').trim()
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number)
  const [minMajor, minMinor] = MIN_GIT_VERSION
  if (major > minMajor || (major === minMajor && minor >= minMinor)) return null
  return {
    code: 'git_too_old',
    message: `${version} is too old: git ${minMajor}.${minMinor} or newer is needed.`,
    remedy: 'Update git, see https://git-scm.com/downloads.',
  }
}

/** A run writes objects and refs, and nothing else, into the repository. */
async function refuseUnwritable({ commonDir }: GitDirs): Promise<Refusal | null> {
  for (const folder of [commonDir, path.join(commonDir, 'objects'), path.join(commonDir, 'refs')]) {
    try {
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    } catch (error) {
      if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) return noPermission(folder)
      throw error
    }
  }
  return null
}

const IN_PROGRESS: readonly { readonly file: string; readonly code: string; readonly name: string }[] = [
  { file: 'MERGE_HEAD', code: 'merge_in_progress', name: 'merge' },
  { file: 'rebase-merge', code: 'rebase_in_progress', name: 'rebase' },
  { file: 'rebase-apply', code: 'rebase_in_progress', name: 'rebase' },
  { file: 'CHERRY_PICK_HEAD', code: 'cherry_pick_in_progress', name: 'cherry-pick' },
  { file: 'REVERT_HEAD', code: 'revert_in_progress', name: 'revert' },
  { file: 'BISECT_LOG', code: 'bisect_in_progress', name: 'bisect' },
]

async function refuseInProgress({ checkoutDir }: GitDirs, root: string): Promise<Refusal | null> {
  for (const { file, code, name } of IN_PROGRESS) {
    if ((await kindOf(path.join(checkoutDir, file))) === 'absent') continue
    const end =
      name === 'bisect' ? 'git bisect reset' : `git ${name} --continue` + `, or give it up with git ${name} --abort`
    return {
      code,
      message: `A ${name} is in progress in ${root}.`,
      remedy: `Finish it there with ${end}, then try again.`,
    }
  }
  return null
}

async function describe(
  repository: GitRepository,
  dirs: GitDirs & { root: string },
  head: string,
): Promise<RepositoryInfo> {
  const config = await repository.config()
  const symbolic = await repository.run(['symbolic-ref', '--quiet', 'HEAD'], { answers: [0, 1] })
  const branch = symbolic.stdout
    .toString('utf8')
    .trim()
    .replace(/^refs\/heads\//, '')
  const tree = await readTree(repository, head)
  const facts = {
    root: dirs.root,
    gitDir: dirs.commonDir,
    checkoutGitDir: dirs.checkoutDir,
    branch: symbolic.exitCode === 0 ? branch : null,
    head,
    dirty: await countDirty(repository, dirs.root),
    submodules: [...tree.submodules],
    files: tree.files,
    embedded: [...tree.embedded],
    linksOut: [...tree.linksOut],
    borrows: (await kindOf(path.join(dirs.commonDir, 'objects/info/alternates'))) === 'file',
    indexLocked: (await kindOf(path.join(dirs.checkoutDir, 'index.lock'))) !== 'absent',
    lfs: await usesLfs(repository, head),
    sparse: config.get('core.sparsecheckout') === 'true',
    shallow: (await kindOf(path.join(dirs.commonDir, 'shallow'))) === 'file',
    partial: [...config.keys()].some((key) => /^(extensions\.partialclone|remote\..+\.promisor)$/.test(key)),
    objectFormat: head.length === 64 ? ('sha256' as const) : ('sha1' as const),
  }
  return { ...facts, notices: notices(facts) }
}

async function countDirty(repository: GitRepository, root: string): Promise<RepositoryInfo['dirty']> {
  const args = ['status', '--porcelain=v2', '-z', '--no-renames', '--untracked-files=normal', '--ignore-submodules=all']
  const records = splitNul((await repository.run(args, { workTree: root })).stdout)
  const tracked = records.filter((record) => /^[12u] /.test(record))
  return {
    staged: tracked.filter((record) => record[2] !== '.').length,
    unstaged: tracked.filter((record) => record[3] !== '.').length,
    untracked: records.filter((record) => record.startsWith('? ')).length,
  }
}

async function usesLfs(repository: GitRepository, commit: string): Promise<boolean> {
  const args = ['grep', '--quiet', '--fixed-strings', 'filter=lfs', commit, '--', ':(glob)**/.gitattributes']
  return (await repository.run(args, { answers: [0, 1] })).exitCode === 0
}
