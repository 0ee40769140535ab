import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { openGit } from '../../electron/git/git.ts'
import { fixedConfig, gitEnvironment, guarded } from '../../electron/git/git-environment.ts'
import { GitFailed, type GitProcess, spawnGit } from '../../electron/git/spawn-git.ts'
import { makeRepository, makeTempFolder, testRepository } from '../support/repository.ts'

async function failure(work: Promise<unknown>): Promise<GitFailed> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof GitFailed) return error
  throw new Error(`no GitFailed: ${error}`)
}

const open = () => openGit(`${makeRepository().root}/.git`)

test('a failure names the command, the folder and what git said', async () => {
  const git = open()
  const error = await failure(git.run(['cat-file', 'commit', 'nope']))
  expect(error).toMatchObject({
    failure: 'exit',
    exitCode: 128,
    folder: git.gitDir,
    args: ['cat-file', 'commit', 'nope'],
  })
  expect(error.message).toContain(`git cat-file commit nope in ${git.gitDir}: exit code 128\nfatal: `)
  expect((await git.run(['cat-file', '-e', 'nope'], { answers: [128] })).exitCode).toBe(128)
})

test('a folder that is gone is told apart from a missing git', async () => {
  const error = await failure(openGit(`${makeTempFolder()}/gone`).run(['status']))
  expect(error.failure).toBe('folder')
})

/** A program called git that does something else. */
function fakeGit(script: string): GitProcess {
  const bin = makeTempFolder('bin')
  testRepository(bin).write('git', `#!/bin/sh\n${script}\n`, 0o755)
  const env = { PATH: `${bin}:${process.env['PATH']}` }
  return { args: ['log'], cwd: bin, env, stdin: '', maxBytes: 100, timeoutMs: 60_000, signal: undefined }
}

test('too much output, too much time and a stop each end git with their own reason', async () => {
  const slow = fakeGit('exec sleep 60')
  expect((await failure(spawnGit(fakeGit('yes')))).failure).toBe('output_cap')
  expect((await failure(spawnGit({ ...slow, timeoutMs: 50 }))).failure).toBe('timeout')
  const stopping = new AbortController()
  const stopped = failure(spawnGit({ ...slow, signal: stopping.signal }))
  stopping.abort()
  expect((await stopped).failure).toBe('aborted')
  expect((await failure(spawnGit({ ...slow, signal: stopping.signal }))).failure).toBe('aborted')
  expect((await failure(spawnGit(fakeGit('kill -9 $$')))).failure).toBe('killed')
})

test('a helper that outlives a stopped git is not waited for', async () => {
  const git = fakeGit('sleep 60 & echo $! > helper; exec sleep 60')
  const helper = path.join(git.cwd, 'helper')
  const stopping = new AbortController()
  const stopped = failure(spawnGit({ ...git, signal: stopping.signal }))
  await vi.waitFor(() => expect(readFileSync(helper, 'utf8')).toMatch(/\n/), { timeout: 10_000, interval: 10 })
  stopping.abort()
  expect((await stopped).failure).toBe('aborted')
  process.kill(Number(readFileSync(helper, 'utf8')))
})

test('input that git does not read is no failure', async () => {
  const output = await spawnGit({ ...fakeGit('exit 0'), stdin: Buffer.alloc(1024 * 1024) })
  expect(output).toMatchObject({ exitCode: 0, stderr: '' })
})

test('nothing of our own environment reaches git but what it needs', () => {
  const own = { PATH: '/bin', HOME: '/home/ada', GIT_DIR: '/elsewhere', GIT_SSH_COMMAND: 'x', API_KEY: 'secret' }
  const env = gitEnvironment(own, [['a.b=c.d', 'v\nw']], { GIT_DIR: '/here' })
  expect(env).toMatchObject({ PATH: '/bin', HOME: '/home/ada', GIT_DIR: '/here' })
  expect(Object.keys(env)).not.toContain('API_KEY')
  expect(Object.keys(env)).not.toContain('GIT_SSH_COMMAND')
  expect(env).toMatchObject({ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'a.b=c.d', GIT_CONFIG_VALUE_0: 'v\nw' })
  expect(fixedConfig('win32').map(([key]) => key)).not.toContain('core.fileMode')
})

test('what no configuration can switch off is switched off by an option, before those that are given', () => {
  expect(guarded(['diff-tree', '--ignore-submodules=none', 'a'])).toEqual(
    'diff-tree --no-ext-diff --no-textconv --ignore-submodules=all --ignore-submodules=none a'.split(' '),
  )
  expect(guarded(['status'])).toEqual(['status', '--ignore-submodules=all'])
  expect(guarded(['ls-tree', 'HEAD'])).toEqual(['ls-tree', 'HEAD'])
  expect(guarded(['constructor'])).toEqual(['constructor'])
})

test('what the person ignores everywhere stays ignored; the rest of their configuration has no say', async () => {
  const home = makeTempFolder('home')
  const HOME = process.env['HOME']
  process.env['HOME'] = home
  try {
    const person = testRepository(home)
    person.write(
      '.gitconfig',
      '[core]\n\texcludesFile = ~/.ignored\n[core]\n\tautocrlf = true\n[alias]\n\tx = !false\n',
    )
    person.write('.ignored', '.DS_Store\n')
    const repository = makeRepository({ 'a.txt': 'x' })
    repository.write('.DS_Store', 'x')
    repository.write('new.txt', 'x')
    const git = openGit(`${repository.root}/.git`)
    const { stdout } = await git.run(['ls-files', '--others', '--exclude-standard'], { workTree: repository.root })
    expect(stdout.toString()).toBe('new.txt\n')
    expect((await git.run(['config', '--get', 'core.autocrlf'])).stdout.toString()).toBe('false\n')
  } finally {
    process.env['HOME'] = HOME
  }
})
