import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inspectRepository } from '../electron/git/inspect.ts'
import { proposeSetup, readSetupProposal, type SetupFacts } from '../electron/setup-proposal.ts'
import { makeRepository, plainGitEnv, type TestRepository } from './support/repository.ts'

const facts = (rootFiles: string[], more: Partial<SetupFacts> = {}): SetupFacts => ({
  rootFiles: new Set(rootFiles),
  yarnBerry: false,
  ignoredFiles: [],
  windows: false,
  ...more,
})

test.each([
  [['package-lock.json', 'package.json'], ['npm ci']],
  [['npm-shrinkwrap.json'], ['npm ci']],
  [['pnpm-lock.yaml'], ['pnpm install --frozen-lockfile']],
  [['pnpm-lock.yaml', 'package-lock.json'], ['pnpm install --frozen-lockfile']],
  [['yarn.lock'], ['yarn install --frozen-lockfile']],
  [['bun.lock'], ['bun install --frozen-lockfile']],
  [['bun.lockb'], ['bun install --frozen-lockfile']],
  [['uv.lock', 'requirements.txt'], ['uv sync --frozen']],
  [['poetry.lock'], ['poetry install --no-interaction']],
  [['Cargo.lock'], ['cargo fetch --locked']],
  [['go.sum', 'go.mod'], ['go mod download']],
  [['Gemfile.lock'], ['bundle install']],
  [['composer.lock'], ['composer install --no-interaction']],
  [
    ['package-lock.json', 'Cargo.lock'],
    ['npm ci', 'cargo fetch --locked'],
  ],
  [['package.json', 'README.md'], []],
])('%j proposes %j', (files, commands) => {
  expect(proposeSetup(facts(files)).commands).toEqual(commands)
})

test('yarn 2 and newer has another word for it; Windows has another path', () => {
  expect(proposeSetup(facts(['yarn.lock'], { yarnBerry: true })).commands).toEqual(['yarn install --immutable'])
  expect(proposeSetup(facts(['requirements.txt'], { windows: true })).commands[0]).toContain('.venv\\Scripts\\python')
})

async function read(repository: TestRepository) {
  const info = await inspectRepository(repository.root)
  if (!info.ok) throw new Error(info.error.message)
  return readSetupProposal(info.value, info.value.head)
}

test('lock files come from the commit, and only from its root; files to copy are ignored files of the checkout', async () => {
  const repository = makeRepository({
    'yarn.lock': '__metadata:\n  version: 8\n',
    'sub/Cargo.lock': '',
    '.gitignore': '.env*\n!.env.test\n.npmrc\n',
    '.npmrc': 'tracked, although ignored',
  })
  repository.git('add', '-f', '.npmrc')
  repository.commit()
  repository.write('Cargo.lock', 'not committed')
  for (const file of ['.env', '.env.local', '.env.test', '.envrc']) repository.write(file, 'x')
  expect(await read(repository)).toEqual({
    commands: ['yarn install --immutable'],
    copy: ['.env', '.env.local', '.envrc'],
  })
})

test('nothing to set up, nothing proposed', async () => {
  expect(await read(makeRepository())).toEqual({ commands: [], copy: [] })
})

test('the folder that the Python command makes ignores itself', () => {
  const repository = makeRepository({ 'requirements.txt': '' })
  const [command = ''] = proposeSetup(facts(['requirements.txt'])).commands
  // The environment itself needs a Python; the piece that counts here is plain shell.
  const shell = command.replace(/^python3 -m venv \.venv/, 'mkdir .venv').replace(/ && \.venv\/bin\/python.*$/, '')
  execFileSync('sh', ['-c', shell], { cwd: repository.root, env: plainGitEnv() })
  repository.write('.venv/lib/x.py', 'x')
  expect(readFileSync(`${repository.root}/.venv/.gitignore`, 'utf8')).toBe('*\n')
  expect(repository.git('status', '--porcelain')).toBe('')
})
