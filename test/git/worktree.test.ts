import { existsSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createGitPort } from '../../electron/git/git-port.ts'
import { link, makeRepository, makeTempFolder, runGit, snapshot, writeFileTree } from '../support/repository.ts'
import { makeWorkplace } from '../support/workplace.ts'
import { attempt, paths, startJob, startJobIn } from './job.ts'

test('a fresh worktree has the files of the commit, and the agent sees an ordinary repository', async () => {
  const { place, repository, base } = await startJob()
  repository.git('tag', 'v1')
  expect(readFileSync(path.join(place.worktree, 'src/a.txt'), 'utf8')).toBe('one\n')
  expect(runGit(place.worktree, ['status', '--porcelain'])).toBe('')
  expect(runGit(place.worktree, ['rev-parse', 'HEAD'])).toBe(base)
  expect(runGit(place.worktree, ['log', '--format=%s', 'main'])).toBe('First')
  expect(runGit(place.worktree, ['remote'])).toBe('')
  // The person's repository knows of no further worktree.
  expect(repository.git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1)
})

test('a submodule stays an empty folder; what is put there is reported and reset', async () => {
  const library = makeRepository({ 'lib.txt': '1\n' })
  const repository = makeRepository()
  repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library.root, 'lib')
  repository.commit('With a submodule')
  const job = await startJobIn(repository)
  const lib = path.join(job.place.worktree, 'lib')
  expect(statSync(lib).isDirectory()).toBe(true)
  expect((await job.candidate()).commit).toBe(job.base)

  job.write({ 'lib/stray.txt': 'x' })
  expect(paths((await job.candidate()).changes)).toEqual(['modified lib (nested_repository)'])
  await job.port.resetWorktree(job.place, job.base)
  expect(snapshot(lib)).toEqual({})

  // Filled at the recorded commit, as `git submodule update` does: no change, and left alone.
  rmSync(lib, { recursive: true })
  runGit(job.place.worktree, ['clone', '-q', library.root, 'lib'])
  expect((await job.candidate()).commit).toBe(job.base)
  await job.port.resetWorktree(job.place, job.base)
  expect(existsSync(path.join(lib, 'lib.txt'))).toBe(true)

  // At another commit: reported, and emptied by a reset.
  runGit(lib, ['commit', '-q', '--allow-empty', '-m', 'mine'])
  expect(paths((await job.candidate()).changes)).toEqual(['modified lib (nested_repository)'])
  await job.port.resetWorktree(job.place, job.base)
  expect(snapshot(lib)).toEqual({})

  // A repository without a commit is at no commit.
  runGit(lib, ['init', '-q'])
  expect(paths((await job.candidate()).changes)).toEqual(['modified lib (nested_repository)'])

  // Replaced by a link or a file: reported; removed: a deletion.
  rmSync(lib, { recursive: true })
  link(job.place.worktree, 'lib', '/etc')
  expect(paths((await job.candidate()).changes)).toEqual(['modified lib (nested_repository)'])
  rmSync(lib)
  expect(paths((await job.candidate()).changes)).toEqual(['deleted lib'])
  await job.port.resetWorktree(job.place, job.base)
  expect(snapshot(lib)).toEqual({})
})

test('a reset keeps the times of untouched files', async () => {
  const job = await startJob()
  const file = path.join(job.place.worktree, 'README.md')
  utimesSync(file, 1_000_000, 1_000_000)
  job.write({ 'src/a.txt': 'changed' })
  await job.port.resetWorktree(job.place, job.base)
  expect(statSync(file).mtimeMs).toBe(1_000_000_000)
  expect(readFileSync(path.join(job.place.worktree, 'src/a.txt'), 'utf8')).toBe('one\n')
})

test('making a worktree anew puts the old one into the trash', async () => {
  const job = await startJob()
  job.write({ 'precious.txt': 'x' })
  await job.port.createWorktree(job.place, job.base)
  expect(existsSync(path.join(job.place.worktree, 'precious.txt'))).toBe(false)
  const trash = path.join(path.dirname(path.dirname(job.place.worktree)), 'trash')
  expect(Object.keys(snapshot(trash)).some((file) => file.endsWith('-0123abcd/precious.txt'))).toBe(true)
})

test('works on a SHA-256 repository', async () => {
  const job = await startJob(undefined, ['--object-format=sha256'])
  expect(runGit(job.place.worktree, ['status', '--porcelain'])).toBe('')
  job.write({ 'src/a.txt': 'two\n' })
  const { commit } = await job.candidate()
  expect(commit).toMatch(/^[0-9a-f]{64}$/)
  expect(await job.port.moveRef(job.place, 'refs/heads/triptych/x', commit, null)).toEqual({ moved: true })
  expect(await job.port.readRef(job.place, 'refs/heads/triptych/x')).toBe(commit)
})

test('works on a shallow clone, from a linked worktree, and below odd folder names', async () => {
  const origin = makeRepository()
  origin.write('more.txt', 'x')
  origin.commit('Second')
  const clone = path.join(makeTempFolder('odd "name" # ü'), 'it:s')
  runGit('/', ['clone', '-q', '--depth=1', `file://${origin.root}`, clone])
  const linked = path.join(makeTempFolder(), 'linked')
  runGit(clone, ['worktree', 'add', '-q', '--detach', linked])
  for (const root of [clone, linked]) {
    const place = makeWorkplace({ root })
    const port = createGitPort()
    const base = runGit(root, ['rev-parse', 'HEAD'])
    await port.createWorktree(place, base)
    expect(runGit(place.worktree, ['log', '--format=%s'])).toBe('Second')
    expect(runGit(place.worktree, ['status', '--porcelain'])).toBe('')
    writeFileTree(place.worktree, { 'more.txt': 'y' })
    expect(await port.worktreeTree(place, base)).not.toBe(await port.commitTree(place, base))
    const { commit } = await port.makeCandidate(place, attempt(base))
    expect(runGit(clone, ['show', `${commit}:more.txt`])).toBe('y')
  }
})

test('a sparse checkout does not narrow the worktree, nor what is seen of it', async () => {
  const repository = makeRepository({ 'a/x': '1', 'b/y': '2' })
  repository.git('sparse-checkout', 'set', 'a')
  expect(existsSync(path.join(repository.root, 'b/y'))).toBe(false)
  const job = await startJobIn(repository)
  expect(existsSync(path.join(job.place.worktree, 'b/y'))).toBe(true)
  expect((await job.candidate()).commit).toBe(job.base)
  job.write({ 'b/y': 'changed', 'c/new': 'x' })
  expect(paths((await job.candidate()).changes)).toEqual(['modified b/y', 'added c/new'])
})

test('copies ignored files only, keeps their mode, and never through links', async () => {
  const job = await startJob({ '.gitignore': '.env*\nconf/\nlinked\nelse\n', 'a.txt': 'tracked' })
  const { root } = job.repository
  job.repository.write('.env', 'SECRET=1', 0o600)
  job.repository.write('conf/deep/x.json', '{}')
  job.repository.write('not-ignored.txt', 'x')
  job.repository.write('a.txt', 'changed in the checkout')
  link(root, 'linked', '/etc/passwd')
  link(root, 'conf/out', '/etc')
  const outside = makeTempFolder()
  job.repository.write('else/x', 'x')
  link(job.place.worktree, 'else', outside)
  const asked = [
    '.env',
    'conf/deep/x.json',
    'not-ignored.txt',
    'a.txt',
    'linked',
    'conf/out/passwd',
    'else/x',
    '../x',
    '/etc/passwd',
    '.git/config',
    '.env.gone',
  ]
  const result = await job.port.copyIgnored(job.place, asked)
  expect(result.copied).toEqual(['.env', 'conf/deep/x.json'])
  expect(result.missing).toEqual(asked.slice(2))
  expect(statSync(path.join(job.place.worktree, '.env')).mode & 0o777).toBe(0o600)
  expect(snapshot(outside)).toEqual({})
  expect((await job.candidate()).commit).toBe(job.base)
})
