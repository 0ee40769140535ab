import { existsSync, readFileSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createGitPort } from '../../electron/git/git-port.ts'
import { link, makeRepository, runGit, snapshot, writeFileTree } from '../support/repository.ts'
import { attempt, paths, startJob, startJobIn } from './job.ts'

test('a candidate is a commit of the files: pinned person and time, base as parent, trailer', async () => {
  const job = await startJob()
  job.write({ 'src/a.txt': 'two\n', 'src/new.txt': 'new\n' })
  rmSync(path.join(job.place.worktree, 'README.md'))
  const { commit, tree, changes } = await job.candidate()
  expect(paths(changes)).toEqual(['deleted README.md', 'modified src/a.txt', 'added src/new.txt'])
  expect(job.repository.git('cat-file', 'commit', commit).split('\n')).toEqual([
    `tree ${tree}`,
    `parent ${job.base}`,
    'author Triptych <triptych@localhost> 1767323045 +0000',
    'committer Triptych <triptych@localhost> 1767323045 +0000',
    '',
    'Do the task',
    '',
    'Triptych-Attempt: attempt-1',
  ])
})

test('the same files, base and attempt give the same commit, whatever happened to index, times and refs', async () => {
  const job = await startJob()
  job.write({ 'src/a.txt': 'two\n' })
  const first = await job.candidate()
  utimesSync(path.join(job.place.worktree, 'src/a.txt'), 1, 1)
  writeFileTree(path.dirname(job.place.indexFile), { index: 'rubbish', 'index.lock': '' })
  job.repository.git('config', 'i18n.commitEncoding', 'ISO-8859-1')
  const again = await createGitPort().makeCandidate(job.place, attempt(job.base))
  expect(again).toEqual(first)
  const other = await job.port.makeCandidate(job.place, { ...attempt(job.base), attemptId: 'attempt-2' })
  expect(other.tree).toBe(first.tree)
  expect(other.commit).not.toBe(first.commit)
})

test('no change gives the base itself', async () => {
  const job = await startJob()
  expect(await job.candidate()).toEqual({
    commit: job.base,
    tree: job.repository.git('rev-parse', 'HEAD^{tree}'),
    changes: [],
  })
})

test('odd names, links, the executable bit and binary files arrive as they are', async () => {
  const job = await startJob()
  const names = [
    'with "quotes"',
    "it's",
    'line\nend',
    '-rf',
    'ünï cödé 🎉',
    ' lead and trail ',
    'back\\slash',
    '*glob?[x]',
    ':(top)x',
    'tab\there',
  ]
  job.write(Object.fromEntries(names.map((name) => [`odd/${name}`, `${name}\n`])))
  job.write({ 'run.sh': '#!/bin/sh\n' }, 0o755)
  job.write({ 'data.bin': Uint8Array.from([0, 1, 2, 255, 13, 10]) })
  link(job.place.worktree, 'out', '/etc/passwd')
  link(job.place.worktree, 'dangling', 'nowhere')
  const { commit, changes } = await job.candidate()
  expect(changes.map((change) => change.path)).toEqual(
    [...names.map((name) => `odd/${name}`), 'run.sh', 'data.bin', 'out', 'dangling'].sort((a, b) => (a < b ? -1 : 1)),
  )
  const modes = job.repository.git('ls-tree', commit, 'run.sh', 'out', 'dangling', 'data.bin')
  expect(
    modes
      .split('\n')
      .map((line) => line.split(' ')[0])
      .sort(),
  ).toEqual(['120000', '100644', '120000', '100755'].sort())
  // Put back somewhere else, all of it is there again.
  await job.port.createWorktree(job.place, commit)
  for (const name of names) {
    expect(readFileSync(path.join(job.place.worktree, 'odd', name), 'utf8')).toBe(`${name}\n`)
  }
  expect(readlinkSync(path.join(job.place.worktree, 'out'))).toBe('/etc/passwd')
  expect(statSync(path.join(job.place.worktree, 'run.sh')).mode & 0o111).not.toBe(0)
})

test('a name that is no UTF-8 is kept byte for byte', async () => {
  const job = await startJob()
  const name = Buffer.concat([Buffer.from(`${job.place.worktree}/caf`), Buffer.from([0xe9])])
  writeFileSync(name, 'x')
  const { commit, changes } = await job.candidate()
  expect(paths(changes)).toEqual(['added caf\uFFFD'])
  await job.port.resetWorktree(job.place, job.base)
  expect(existsSync(name)).toBe(false)
  await job.port.resetWorktree(job.place, commit)
  expect(readFileSync(name, 'utf8')).toBe('x')
})

test('ignored files stay out and stay there; a tracked file that is ignored counts', async () => {
  const job = await startJob({ '.gitignore': 'dist/\n*.log\n', 'a.txt': '1', 'keep.txt': '1' })
  job.repository.write('kept.log', 'old')
  job.repository.git('add', '-f', 'kept.log')
  const base = job.repository.commit('A tracked log')
  await job.port.createWorktree(job.place, base)
  job.write({ 'dist/out.js': 'x', 'new.log': 'x', 'kept.log': 'changed' })
  const { changes } = await job.port.makeCandidate(job.place, attempt(base))
  expect(paths(changes)).toEqual(['modified kept.log'])
  await job.port.resetWorktree(job.place, base)
  expect(readFileSync(path.join(job.place.worktree, 'kept.log'), 'utf8')).toBe('old')
  expect(existsSync(path.join(job.place.worktree, 'dist/out.js'))).toBe(true)
})

test('an agent cannot hide work behind a .gitignore that ignores itself; caches of tools may', async () => {
  const job = await startJob()
  job.write({
    'src/.gitignore': '*\n',
    'src/hidden.txt': 'x',
    '.pytest_cache/.gitignore': '*\n',
    '.pytest_cache/v': 'x',
  })
  expect(paths((await job.candidate()).changes)).toEqual(['added src/.gitignore'])
  await job.port.resetWorktree(job.place, job.base)
  expect(snapshot(path.join(job.place.worktree, 'src'))).toEqual(snapshot(path.join(job.repository.root, 'src')))
  expect(existsSync(path.join(job.place.worktree, '.pytest_cache/v'))).toBe(true)
})

test('an embedded repository is named, and neither swallows files nor breaks the candidate', async () => {
  const job = await startJob()
  const nested = path.join(job.place.worktree, 'vendor/lib')
  job.write({ 'vendor/lib/x.txt': 'x', 'vendor/y.txt': 'y', 'empty/z.txt': 'z' })
  runGit(nested, ['init', '-q'])
  runGit(nested, ['add', '-A'])
  runGit(nested, ['commit', '-qm', 'nested'])
  runGit(path.join(job.place.worktree, 'empty'), ['init', '-q'])
  // Over tracked files it hides nothing.
  runGit(path.join(job.place.worktree, 'src'), ['init', '-q'])
  job.write({ 'src/more.txt': 'more' })
  const { commit, changes } = await job.candidate()
  expect(paths(changes)).toEqual([
    'added empty (nested_repository)',
    'added src/more.txt',
    'added vendor/lib (nested_repository)',
    'added vendor/y.txt',
  ])
  expect(job.repository.git('ls-tree', '-r', '--name-only', commit)).not.toContain('vendor/lib')
  await job.port.resetWorktree(job.place, job.base)
  expect(existsSync(path.join(job.place.worktree, 'vendor'))).toBe(false)
  expect(existsSync(path.join(job.place.worktree, 'empty'))).toBe(false)
})

test('a name that git refuses is reported, not dropped', async () => {
  const job = await startJob()
  job.write({ 'git~1': 'x' })
  expect(paths((await job.candidate()).changes)).toEqual(['added git~1 (nested_repository)'])
})

test('files become folders and folders become files', async () => {
  const job = await startJob({ a: 'file', 'b/x': 'x', 'b/y': 'y', c: 'c' })
  const { worktree } = job.place
  rmSync(path.join(worktree, 'a'))
  rmSync(path.join(worktree, 'b'), { recursive: true })
  job.write({ 'a/inner': '1', b: 'now a file' })
  const { commit, changes } = await job.candidate()
  expect(paths(changes)).toEqual(['deleted a', 'added a/inner', 'added b', 'deleted b/x', 'deleted b/y'])
  await job.port.resetWorktree(job.place, job.base)
  expect(readFileSync(path.join(worktree, 'b/x'), 'utf8')).toBe('x')
  await job.port.resetWorktree(job.place, commit)
  expect(readFileSync(path.join(worktree, 'a/inner'), 'utf8')).toBe('1')
})

test("files with the commit's bytes are no change, even where attributes would convert them", async () => {
  const repository = makeRepository({ 'dos.txt': 'a\r\nb\r\n', 'other.txt': 'a\n' })
  repository.write('.gitattributes', '*.txt text\n*.bat text eol=crlf\n')
  repository.write('run.bat', 'echo\r\n')
  repository.git('add', '.gitattributes', 'run.bat')
  repository.git('commit', '-qm', 'Attributes')
  const job = await startJobIn(repository)
  expect(readFileSync(path.join(job.place.worktree, 'run.bat'), 'utf8')).toBe('echo\r\n')
  expect((await job.candidate()).commit).toBe(job.base)
  job.write({ 'dos.txt': 'a\r\nc\r\n' })
  expect(paths((await job.candidate()).changes)).toEqual(['modified dos.txt'])
})
