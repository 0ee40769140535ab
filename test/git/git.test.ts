import { expect, test } from 'vitest'
import { openGit } from '../../electron/git/git.ts'
import { fixedConfig, gitEnvironment } from '../../electron/git/git-environment.ts'
import { GitFailed } from '../../electron/git/spawn-git.ts'
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

test('too much output, too much time and a stop each end git with their own reason', async () => {
  const git = open()
  const waits = { stdin: undefined, config: [['alias.wait', '!exec sleep 60']] as const }
  expect((await failure(git.run(['cat-file', '-p', 'HEAD'], { maxBytes: 10 }))).failure).toBe('output_cap')
  expect((await failure(git.run(['wait'], { config: waits.config, timeoutMs: 50 }))).failure).toBe('timeout')
  const stopping = new AbortController()
  const waiting = git.run(['wait'], { config: waits.config, signal: stopping.signal })
  stopping.abort()
  expect((await failure(waiting)).failure).toBe('aborted')
  expect((await failure(git.run(['wait'], { config: waits.config, signal: stopping.signal }))).failure).toBe('aborted')
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
