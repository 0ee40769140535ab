import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { GitRepository } from '../../../electron/git/git.ts'
import { PATCH_FILE, type Place, stdinOf } from './ground.ts'

/** An ordinary command of git, through the application's wrapper. */
export interface Operation {
  readonly args: readonly string[]
  /** It cannot succeed: it needs a network, a program of the repository, or a person. */
  readonly refused?: true
  /** It ends with an error, and runs nothing, where its driver is switched off. */
  readonly withoutDrivers?: true
  /** false: on a clean checkout. Otherwise files are changed before. */
  readonly dirty?: false
}

const does = (...args: string[]): Operation => ({ args })
const cannot = (...args: string[]): Operation => ({ args, refused: true })

/** A person's name, as `commit` wants it. */
const PERSON = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@b' }

/** In an order in which each can succeed after the one before, in the sample. */
export const OPERATIONS: readonly Operation[] = [
  does('status'),
  does('status', '--porcelain=v2', '--untracked-files=all'),
  does('diff'),
  does('diff', 'HEAD'),
  does('diff', '--cached', 'other'),
  does('diff', '--stat', 'HEAD'),
  does('diff-files', '-p'),
  does('diff-index', '-p', 'HEAD'),
  does('diff-tree', '-r', '-p', 'HEAD', 'other'),
  does('log', '-p', '--all'),
  does('show', 'HEAD'),
  does('show', 'HEAD:a.evil'),
  does('blame', 'a.evil'),
  does('grep', 'o'),
  { args: ['grep', '--textconv', '1', 'HEAD'], withoutDrivers: true },
  does('shortlog', 'HEAD'),
  does('describe', '--always', '--dirty'),
  does('branch', '-a'),
  does('for-each-ref'),
  does('rev-list', '--all', '--objects'),
  does('rev-parse', 'HEAD'),
  does('ls-files', '--others', '--exclude-standard'),
  does('ls-tree', '-r', 'HEAD'),
  does('cat-file', 'blob', 'HEAD:a.evil'),
  does('cat-file', '--filters', 'HEAD:a.evil'),
  { args: ['cat-file', '--textconv', 'HEAD:a.evil'], withoutDrivers: true },
  does('check-attr', '--all', 'a.evil'),
  does('check-ignore', '.env'),
  does('reflog'),
  does('name-rev', 'HEAD'),
  does('merge-tree', 'main~1', 'main', 'other'),
  does('worktree', 'list'),
  does('submodule', 'status'),
  does('archive', 'HEAD'),
  does('interpret-trailers', '--trailer', 'by=x', '.gitignore'),
  does('add', '-p', 'a.evil'),
  does('add', '-A'),
  does('commit', '-a', '-m', 'By the wrapper'),
  does('commit', '-a', '--amend', '--no-edit'),
  does('commit-tree', '-m', 'x', 'HEAD^{tree}'),
  does('hash-object', '-w', '--path', 'a.evil', 'a.evil'),
  does('update-index', 'a.evil', 'b.proc'),
  does('write-tree'),
  does('checkout', '--', 'a.evil'),
  does('restore', '--source=other', 'a.evil'),
  does('stash', 'push'),
  does('rm', '-f', '--cached', 'plain.txt'),
  does('mv', '-f', 'b.proc', 'moved.proc'),
  does('reset', '--hard', 'HEAD'),
  does('clean', '-f', '-d'),
  does('branch', 'made'),
  does('tag', '-m', 'x', 'made'),
  does('notes', 'add', '-m', 'x'),
  does('update-ref', 'refs/heads/updated', 'HEAD'),
  does('checkout', '-f', 'first'),
  { args: ['am', PATCH_FILE], dirty: false },
  does('read-tree', '-u', '--reset', 'other'),
  does('checkout-index', '-a', '-f'),
  does('switch', '-f', 'main'),
  { ...cannot('merge', '-m', 'Merge', 'other'), dirty: false },
  does('reset', '--hard', 'main'),
  { args: ['revert', '--no-edit', 'HEAD'], dirty: false },
  { args: ['cherry-pick', '-X', 'theirs', 'other'], dirty: false, withoutDrivers: true },
  does('reset', '--hard', 'main'),
  { args: ['rebase', '--onto', 'first', 'HEAD~1'], dirty: false, withoutDrivers: true },
  { args: ['merge', '-m', 'Merge', '-s', 'ours', 'other'], dirty: false },
  does('worktree', 'add', '--detach', '../linked'),
  does('bundle', 'create', '../bundle', '--all'),
  does('repack', '-a', '-d'),
  does('fsck', '--connectivity-only'),
  does('symbolic-ref', 'HEAD', 'refs/heads/other'),
  cannot('st'),
  cannot('commit', '-a'),
  cannot('archive', '--format=evil', 'HEAD'),
  cannot('credential', 'fill'),
  cannot('difftool', '-y', '-t', 'evil', 'HEAD'),
  cannot('fetch', 'origin'),
  cannot('push', 'origin', 'main:pushed'),
  cannot('ls-remote', 'ssh://127.0.0.1/x'),
  cannot('ls-remote', 'git://127.0.0.1/x'),
  { args: ['submodule', 'update', '-f'], withoutDrivers: true },
  cannot('cat-file', '-p', '1234567890123456789012345678901234567890'),
]

/** Whether git did it. Rejects if git could not be run at all. */
export async function perform(git: GitRepository, { args, dirty }: Operation, { root }: Place): Promise<boolean> {
  if (dirty !== false) makeDirty(root)
  const answers = Array.from({ length: 256 }, (_, code) => code)
  const output = await git.run(args, { workTree: root, stdin: stdinOf(args), env: PERSON, answers })
  return output.exitCode === 0
}

let count = 0

/** Drivers and hooks have work to do. */
export function makeDirty(root: string): void {
  count++
  for (const name of ['a.evil', 'b.proc']) writeFileSync(path.join(root, name), `changed ${count}\n`)
}
