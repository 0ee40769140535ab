import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import {
  isTriptychs,
  link,
  makeRepository,
  makeTempFolder,
  plainGitEnv,
  runGit,
  snapshot,
  writeFileTree,
} from '../support/repository.ts'
import { type Job, paths, startJob, startJobIn } from './job.ts'

/** Everything an agent may do to be a nuisance, in its worktree and with its git. */
function makeMischief(job: Job, outside: string): void {
  const { worktree } = job.place
  const git = (...args: string[]): string => runGit(worktree, args)
  job.write({ 'src/agent.txt': 'by the agent\n', main: 'a file named like a ref', 'refs/heads/main': 'x' })
  git('add', '-A')
  git('commit', '-qm', 'By the agent')
  git('branch', '-f', 'main', 'HEAD')
  git('branch', '-f', 'triptych/run', 'HEAD')
  git('tag', '-f', 'v1')
  git('checkout', '-q', '-b', 'agents')
  git('config', 'core.fsmonitor', `touch ${outside}/fsmonitor; false`)
  git('config', 'core.hooksPath', `${worktree}/hooks`)
  git('config', 'user.name', 'Mallory')
  git('config', 'core.worktree', outside)
  git('config', '--unset', 'core.worktree')
  git('stash', 'list')
  git('gc', '-q', '--prune=now')
  const hooks = path.join(worktree, 'hooks')
  mkdirSync(hooks)
  for (const hook of ['pre-commit', 'reference-transaction', 'post-checkout', 'post-index-change']) {
    writeFileTree(hooks, { [hook]: `#!/bin/sh\ntouch ${outside}/${hook}\n` }, 0o755)
  }
  git('update-ref', '-d', 'refs/tags/v1')
}

test.each(['commits by itself', 'replaces .git by a repository', 'deletes .git', 'links .git elsewhere'])(
  'an agent that %s changes nothing of the person’s, and the candidate is the files',
  async (kind) => {
    const repository = makeRepository({ 'README.md': 'Hello\n', 'src/a.txt': 'one\n', '.gitignore': 'ignored\n' })
    repository.git('tag', 'v1')
    repository.git('branch', 'other')
    repository.write('src/a.txt', 'not committed')
    repository.write('staged.txt', 'staged')
    repository.git('add', 'staged.txt')
    repository.write('untracked.txt', 'untracked')
    repository.git('config', 'user.signingKey', 'ABC')
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\n', 0o755)
    const before = snapshot(repository.root, isTriptychs)
    const job = await startJobIn(repository)
    const outside = makeTempFolder('outside')
    const dotGit = path.join(job.place.worktree, '.git')
    makeMischief(job, outside)
    // The control: plain git does run what the agent planted.
    expect(Object.keys(snapshot(outside))).toEqual(['fsmonitor', 'reference-transaction'])
    for (const file of Object.keys(snapshot(outside))) rmSync(path.join(outside, file))
    if (kind !== 'commits by itself') rmSync(dotGit)
    if (kind.startsWith('replaces')) {
      runGit(job.place.worktree, ['init', '-q'])
      runGit(job.place.worktree, ['config', 'core.fsmonitor', `touch ${outside}/replaced; false`])
    }
    if (kind.startsWith('links')) link(job.place.worktree, '.git', path.join(repository.root, '.git'))

    const { commit, changes } = await job.candidate()
    expect(paths(changes)).toEqual([
      ...['post-checkout', 'post-index-change', 'pre-commit', 'reference-transaction'].map(
        (hook) => `added hooks/${hook}`,
      ),
      'added main',
      'added refs/heads/main',
      'added src/agent.txt',
    ])
    await job.port.moveRef(job.place, 'refs/triptych/run/1', commit, null)
    await job.port.moveRef(job.place, 'refs/heads/triptych/x-1', commit, null)
    await job.port.diff(job.place, job.base, commit)
    await job.port.worktreeTree(job.place, job.base)
    await job.port.resetWorktree(job.place, job.base)
    await job.port.prepareAgentGit(job.place, job.base)
    expect(lstatSync(dotGit).isFile()).toBe(true)
    expect(runGit(job.place.worktree, ['status', '--porcelain'])).toBe('')
    expect(runGit(job.place.worktree, ['config', '--list'])).not.toMatch(/fsmonitor|hookspath/)
    expect(snapshot(repository.root, isTriptychs)).toEqual(before)
    expect(snapshot(outside)).toEqual({})
    expect(repository.git('fsck', '--connectivity-only')).not.toContain('missing')
  },
)

test('a reset survives links out of the worktree, locked folders, pipes and a missing folder', async () => {
  const job = await startJob({ 'd/x': 'inside\n', 'e/f/y': 'inside\n', plain: 'p\n', '.gitignore': 'kept\n' })
  const { worktree } = job.place
  const outside = makeTempFolder('outside')
  writeFileTree(outside, { x: 'outside\n', 'f/y': 'outside\n', z: 'outside\n' })
  const before = snapshot(outside)
  rmSync(path.join(worktree, 'd'), { recursive: true })
  rmSync(path.join(worktree, 'e'), { recursive: true })
  rmSync(path.join(worktree, 'plain'))
  link(worktree, 'd', outside)
  link(worktree, 'e', outside)
  link(worktree, 'out/deep', outside)
  execFileSync('ln', [path.join(outside, 'z'), path.join(worktree, 'plain')])
  execFileSync('mkfifo', [path.join(worktree, 'pipe')])
  job.write({ 'locked/inner/file': 'x', kept: 'ignored' })
  chmodSync(path.join(worktree, 'locked/inner'), 0o000)
  chmodSync(path.join(worktree, 'locked'), 0o500)
  chmodSync(worktree, 0o500)
  const { changes } = await job.candidate()
  expect(paths(changes)).toEqual([
    'added d',
    'deleted d/x',
    'added e',
    'deleted e/f/y',
    'added locked/inner/file',
    'added out/deep',
    'modified plain',
  ])
  await job.port.resetWorktree(job.place, job.base)
  expect(readFileSync(path.join(worktree, 'd/x'), 'utf8')).toBe('inside\n')
  expect(readFileSync(path.join(worktree, 'e/f/y'), 'utf8')).toBe('inside\n')
  expect(existsSync(path.join(worktree, 'locked'))).toBe(false)
  expect(existsSync(path.join(worktree, 'out'))).toBe(false)
  expect(existsSync(path.join(worktree, 'kept'))).toBe(true)
  expect((await job.candidate()).commit).toBe(job.base)
  expect(snapshot(outside)).toEqual(before)

  rmSync(worktree, { recursive: true })
  await job.port.resetWorktree(job.place, job.base)
  expect(readFileSync(path.join(worktree, 'plain'), 'utf8')).toBe('p\n')

  rmSync(worktree, { recursive: true })
  link(path.dirname(worktree), path.basename(worktree), outside)
  await job.port.resetWorktree(job.place, job.base)
  expect(lstatSync(worktree).isDirectory()).toBe(true)
  expect(snapshot(outside)).toEqual(before)
})

test.each(['removed', 'linked elsewhere', 'replaced by a file'])(
  'a worktree that was %s is an empty one',
  async (kind) => {
    const job = await startJob()
    const { worktree } = job.place
    const outside = makeTempFolder('outside')
    writeFileTree(outside, { precious: 'outside\n', '.git/HEAD': 'ref: refs/heads/main\n' })
    const before = snapshot(outside)
    const replace = (): void => {
      rmSync(worktree, { recursive: true })
      if (kind === 'linked elsewhere') link(path.dirname(worktree), path.basename(worktree), outside)
      if (kind === 'replaced by a file') writeFileTree(path.dirname(worktree), { [path.basename(worktree)]: 'x' })
    }
    replace()
    expect(paths((await job.candidate()).changes)).toEqual(['deleted README.md', 'deleted src/a.txt'])
    replace()
    expect(await job.port.worktreeTree(job.place, job.base)).toBe(
      runGit(worktree, ['hash-object', '-t', 'tree', '/dev/null']),
    )
    replace()
    await job.port.prepareAgentGit(job.place, job.base)
    expect(lstatSync(worktree).isDirectory()).toBe(true)
    expect(existsSync(path.join(worktree, '.git'))).toBe(true)
    expect(snapshot(outside)).toEqual(before)
  },
)

test('a pipe in place of a tracked file is a deletion', async () => {
  const job = await startJob()
  rmSync(path.join(job.place.worktree, 'README.md'))
  execFileSync('mkfifo', [path.join(job.place.worktree, 'README.md')], { env: plainGitEnv() })
  expect(paths((await job.candidate()).changes)).toEqual(['deleted README.md'])
})
