import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Workplace } from '../../electron/engine/ports.ts'
import { createGitPort } from '../../electron/git/git-port.ts'
import {
  isTriptychs,
  link,
  makeRepository,
  makeTempFolder,
  plainGitEnv,
  runGit,
  snapshot,
  type TestRepository,
  writeFileTree,
} from '../support/repository.ts'
import { makeWorkplace } from '../support/workplace.ts'

const AT = '2026-01-02T03:04:05.678Z'
const attempt = (base: string) => ({ base, message: 'Do the task', attemptId: 'attempt-1', at: AT })

interface Job {
  repository: TestRepository
  place: Workplace
  base: string
  port: ReturnType<typeof createGitPort>
  write(files: Record<string, string | Uint8Array>, mode?: number): void
  candidate(): ReturnType<ReturnType<typeof createGitPort>['makeCandidate']>
}

async function startJob(files?: Record<string, string | Uint8Array>, initArgs: readonly string[] = []): Promise<Job> {
  return startJobIn(makeRepository(files, initArgs))
}

async function startJobIn(repository: TestRepository): Promise<Job> {
  const place = makeWorkplace(repository)
  const base = repository.git('rev-parse', 'HEAD')
  const port = createGitPort()
  await port.createWorktree(place, base)
  return {
    repository,
    place,
    base,
    port,
    write: (files, mode) => writeFileTree(place.worktree, files, mode),
    candidate: () => port.makeCandidate(place, attempt(base)),
  }
}

const paths = (changes: readonly { path: string; kind: string; note?: string }[]): string[] =>
  changes.map(({ path, kind, note }) => `${kind} ${path}${note === undefined ? '' : ` (${note})`}`)

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
  ;(await import('node:fs')).writeFileSync(name, 'x')
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

  // Replaced by a link or a file: reported; removed: a deletion.
  rmSync(lib, { recursive: true })
  link(job.place.worktree, 'lib', '/etc')
  expect(paths((await job.candidate()).changes)).toEqual(['modified lib (nested_repository)'])
  rmSync(lib)
  expect(paths((await job.candidate()).changes)).toEqual(['deleted lib'])
  await job.port.resetWorktree(job.place, job.base)
  expect(snapshot(lib)).toEqual({})
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

test('the tree of the files is told without a trace in the repository', async () => {
  const job = await startJob()
  const before = snapshot(path.join(job.repository.root, '.git'))
  expect(await job.port.worktreeTree(job.place, job.base)).toBe(await job.port.commitTree(job.place, job.base))
  job.write({ 'src/new.txt': 'never seen before' })
  const tree = await job.port.worktreeTree(job.place, job.base)
  expect(snapshot(path.join(job.repository.root, '.git'))).toEqual(before)
  expect((await job.candidate()).tree).toBe(tree)
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

test('the diff is for reading, does not depend on the worktree, and shows what attributes would hide', async () => {
  const job = await startJob()
  job.write({ '.gitattributes': '*.txt -diff\n', 'src/a.txt': 'two\n', 'x.bin': Uint8Array.from([0, 1, 2]) })
  const { commit } = await job.candidate()
  const text = Buffer.from(await job.port.diff(job.place, job.base, commit)).toString('utf8')
  expect(text).toContain('-one\n+two\n')
  expect(text).toContain('Binary files /dev/null and b/x.bin differ')
  await job.port.resetWorktree(job.place, job.base)
  job.repository.git('config', 'diff.noprefix', 'true')
  job.repository.git('config', 'diff.mnemonicPrefix', 'true')
  job.repository.git('config', 'color.ui', 'always')
  expect(Buffer.from(await job.port.diff(job.place, job.base, commit)).toString('utf8')).toBe(text)
  expect(paths(await job.port.changedPaths(job.place, job.base, commit))).toEqual([
    'added .gitattributes',
    'modified src/a.txt',
    'added x.bin',
  ])
})

test('a rename is its two paths', async () => {
  const job = await startJob()
  rmSync(path.join(job.place.worktree, 'src/a.txt'))
  job.write({ 'src/b.txt': 'one\n' })
  expect(paths((await job.candidate()).changes)).toEqual(['deleted src/a.txt', 'added src/b.txt'])
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

test('a sparse checkout and a private index do not narrow the worktree', async () => {
  const repository = makeRepository({ 'a/x': '1', 'b/y': '2' })
  repository.git('sparse-checkout', 'set', 'a')
  expect(existsSync(path.join(repository.root, 'b/y'))).toBe(false)
  const job = await startJobIn(repository)
  expect(existsSync(path.join(job.place.worktree, 'b/y'))).toBe(true)
  expect((await job.candidate()).commit).toBe(job.base)
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

test('a checkpoint ref and the run branch move by compare-and-set only', async () => {
  const job = await startJob()
  job.write({ 'src/a.txt': 'two\n' })
  const { commit } = await job.candidate()
  const ref = 'refs/heads/triptych/x-0123abcd'
  const move = (to: string, from: string | null) => job.port.moveRef(job.place, ref, to, from)
  expect(await job.port.readRef(job.place, ref)).toBeNull()
  expect(await move(job.base, null)).toEqual({ moved: true })
  expect(await move(commit, null)).toEqual({ moved: false, actual: job.base })
  expect(await move(commit, commit)).toEqual({ moved: false, actual: job.base })
  expect(await move(commit, job.base)).toEqual({ moved: true })
  expect(await move(commit, job.base)).toEqual({ moved: false, actual: commit })
  await expect(job.port.moveRef(job.place, 'refs/heads/main', commit, job.base)).rejects.toThrow(
    'Not a ref of Triptych',
  )
  // A lock that we did not make is an error and stays.
  job.repository.write('.git/refs/heads/triptych/x-0123abcd.lock', '')
  await expect(move(job.base, commit)).rejects.toThrow(/git failed: .*update-ref[\s\S]*lock/)
  expect(existsSync(path.join(job.repository.root, '.git/refs/heads/triptych/x-0123abcd.lock'))).toBe(true)
})

test('a repository that is gone is an error that names it', async () => {
  const job = await startJob()
  rmSync(job.repository.root, { recursive: true })
  await expect(job.candidate()).rejects.toThrow(job.repository.root)
  await expect(createGitPort().commitTree(job.place, job.base)).rejects.toThrow(job.repository.root)
})

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

test('a pipe in place of a tracked file is a deletion', async () => {
  const job = await startJob()
  rmSync(path.join(job.place.worktree, 'README.md'))
  execFileSync('mkfifo', [path.join(job.place.worktree, 'README.md')], { env: plainGitEnv() })
  expect(paths((await job.candidate()).changes)).toEqual(['deleted README.md'])
})
