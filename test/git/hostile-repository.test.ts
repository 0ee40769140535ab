import { spawnSync } from 'node:child_process'

import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createGitPort } from '../../electron/git/git-port.ts'
import { inspectRepository, resolveBase } from '../../electron/git/inspect.ts'
import { readSetupProposal } from '../../electron/setup-proposal.ts'
import {
  makeRepository,
  makeTempFolder,
  plainGitEnv,
  runGit,
  type TestRepository,
  writeFileTree,
} from '../support/repository.ts'
import { makeWorkplace } from '../support/workplace.ts'

/** Commands that leave a file when they run, and otherwise do what git expects of them. */
function canaries(folder: string) {
  const run = (name: string, then: string): string => `touch '${folder}/${name}'; ${then}`
  return { run, fired: () => readdirSync(folder).sort() }
}

const HOOKS = ['reference-transaction', 'post-index-change', 'post-checkout', 'pre-commit', 'commit-msg', 'post-commit']

/** Plants everything that a repository can bring along to be run. */
function plant(repository: TestRepository, canary: ReturnType<typeof canaries>): void {
  const filters = '*.evil filter=evil diff=evil merge=evil\n*.inc filter=from=include\n*.proc filter=proc\n'
  repository.write('.gitattributes', filters)
  writeFileTree(repository.root, {
    'a.evil': '1\n',
    'b.inc': '1\n',
    'c.proc': '1\n',
    'package-lock.json': '{}',
    '.gitignore': '.env\n',
  })
  repository.commit('Files with drivers')
  const config: Record<string, string> = {
    'core.fsmonitor': canary.run('fsmonitor', 'false'),
    'core.pager': canary.run('pager', 'cat'),
    'core.editor': canary.run('editor', 'true'),
    'core.sshCommand': canary.run('ssh', 'false'),
    'filter.evil.clean': canary.run('clean', 'cat'),
    'filter.evil.smudge': canary.run('smudge', 'cat'),
    'filter.evil.required': 'true',
    'filter.proc.process': canary.run('process', 'false'),
    'diff.evil.textconv': canary.run('textconv', 'cat'),
    'diff.evil.command': canary.run('diff-command', 'true'),
    'diff.external': canary.run('diff-external', 'true'),
    'merge.evil.driver': canary.run('merge-driver', 'true'),
    'alias.st': `!${canary.run('alias', 'true')}`,
    'gpg.program': path.join(repository.root, '.git/gpg'),
    'hook.planted.event': 'reference-transaction',
    'hook.planted.command': canary.run('configured-hook', 'true'),
    'include.path': 'included',
    'index.sparse': 'true',
    'submodule.recurse': 'true',
  }
  for (const [key, value] of Object.entries(config)) repository.git('config', key, value)
  const included = path.join(repository.root, '.git/included')
  runGit('/', ['config', '--file', included, 'filter.from=include.clean', canary.run('included-clean', 'cat')])
  writeFileTree(repository.root, { '.git/gpg': `#!/bin/sh\n${canary.run('gpg', 'false')}\n` }, 0o755)
  for (const hook of HOOKS) {
    repository.write(`.git/hooks/${hook}`, `#!/bin/sh\n${canary.run(hook, 'true')}\n`, 0o755)
  }
}

test('everything that this application does with a hostile repository runs nothing of it; plain git runs it all', async () => {
  const folder = makeTempFolder('canaries')
  const canary = canaries(folder)
  const repository = makeRepository()
  plant(repository, canary)
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name))
  repository.write('a.evil', 'changed in the checkout\n')
  repository.write('.env', 'SECRET=1')

  const inspected = await inspectRepository(repository.root)
  if (!inspected.ok) throw new Error(inspected.error.message)
  const base = await resolveBase(inspected.value, 'main')
  if (!base.ok) throw new Error(base.error.message)
  expect(inspected.value.dirty).toEqual({ staged: 0, unstaged: 1, untracked: 0 })
  expect(await readSetupProposal(inspected.value, base.value)).toEqual({ commands: ['npm ci'], copy: ['.env'] })
  const port = createGitPort()
  const place = makeWorkplace(repository)
  await port.createWorktree(place, base.value)
  expect(await port.copyIgnored(place, ['.env'])).toEqual({ copied: ['.env'], missing: [] })
  writeFileTree(place.worktree, { 'a.evil': '2\n', 'b.inc': '2\n', 'c.proc': '2\n', 'new.evil': '2\n' })
  // A bare repository among the files, and one that is a folder's own, with drivers of their own.
  runGit(place.worktree, ['init', '-q', '--bare', 'bare'])
  runGit(path.join(place.worktree, 'bare'), ['config', 'core.fsmonitor', canary.run('embedded-bare', 'false')])
  mkdirSync(path.join(place.worktree, 'nested'))
  runGit(path.join(place.worktree, 'nested'), ['init', '-q'])
  runGit(path.join(place.worktree, 'nested'), ['config', 'core.fsmonitor', canary.run('embedded', 'false')])
  const candidate = await port.makeCandidate(place, {
    base: base.value,
    message: 'Change',
    attemptId: 'a',
    at: '2026-01-01T00:00:00.000Z',
  })
  expect(candidate.changes.filter(({ kind }) => kind === 'modified').map((change) => change.path)).toEqual([
    'a.evil',
    'b.inc',
    'c.proc',
  ])
  await port.worktreeTree(place, base.value)
  expect(Buffer.from(await port.diff(place, base.value, candidate.commit)).toString()).toContain('-1\n+2\n')
  await port.moveRef(place, 'refs/heads/triptych/x', candidate.commit, null)
  repository.git('branch', 'target')
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name))
  const run = { branch: 'triptych/x', base: base.value, head: candidate.commit }
  for (const delivery of [
    { kind: 'branch' as const },
    { kind: 'patch' as const },
    { kind: 'fast_forward' as const, branch: 'target', expectedCommit: base.value },
  ]) {
    expect(await port.deliver(place, delivery, run)).toMatchObject({ kind: 'delivered' })
  }
  await port.resetWorktree(place, candidate.commit)
  await port.prepareAgentGit(place, candidate.commit)
  expect(canary.fired()).toEqual([])

  // The control: the same repository in the hands of plain git. What stands in the way of the next one is taken out.
  const plain = (...args: string[]) => spawnSync('git', args, { cwd: repository.root, env: plainGitEnv() })
  plain('status')
  plain('config', '--unset', 'filter.proc.process')
  plain('st')
  plain('diff', '--', 'README.md')
  plain('diff')
  plain('config', '--unset', 'diff.evil.command')
  plain('diff', 'HEAD', 'HEAD~1', '--', '.gitattributes')
  plain('config', '--unset', 'diff.external')
  plain('diff')
  repository.write('b.inc', '3\n')
  plain('add', '-A')
  plain('commit')
  plain('commit', '-q', '-m', 'Plain')
  plain('-c', 'commit.gpgSign=true', 'commit', '-q', '--allow-empty', '-m', 'Signed')
  plain('checkout', '-q', 'target')
  plain('merge', '-q', '-m', 'Merge', 'main')
  const expected = [
    ...['alias', 'clean', 'diff-command', 'diff-external', 'editor', 'fsmonitor', 'gpg', 'included-clean'],
    ...['merge-driver', 'process', 'smudge', 'textconv', ...HOOKS],
  ]
  expect(canary.fired()).toEqual(expect.arrayContaining(expected))
})

test('a driver that appears between two calls is overridden too, also through an included file', async () => {
  const folder = makeTempFolder('canaries')
  const canary = canaries(folder)
  const repository = makeRepository({ '.gitattributes': '*.txt filter=late\n', 'a.txt': '1\n' })
  const port = createGitPort()
  const place = makeWorkplace(repository)
  const base = repository.git('rev-parse', 'HEAD')
  await port.createWorktree(place, base)
  writeFileTree(place.worktree, { 'a.txt': '2\n' })
  const candidate = () =>
    port.makeCandidate(place, { base, message: 'x', attemptId: 'a', at: '2026-01-01T00:00:00.000Z' })
  const first = await candidate()
  repository.git('config', 'filter.late.clean', canary.run('late', 'tr 2 3'))
  expect(await candidate()).toEqual(first)
  repository.git('config', '--unset', 'filter.late.clean')
  repository.git('config', 'include.path', 'later')
  expect(await candidate()).toEqual(first)
  writeFileTree(repository.root, { '.git/later': `[filter "late"]\n\tclean = "${canary.run('included', 'tr 2 3')}"\n` })
  expect(await candidate()).toEqual(first)
  expect(canary.fired()).toEqual([])
  // The control.
  repository.write('a.txt', '2\n')
  repository.git('add', 'a.txt')
  expect(canary.fired()).toEqual(['included'])
})

test('a submodule folder that an agent filled runs nothing', async () => {
  const folder = makeTempFolder('canaries')
  const canary = canaries(folder)
  const library = makeRepository({ 'lib.txt': '1\n' })
  const repository = makeRepository()
  repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library.root, 'lib')
  const base = repository.commit('With a submodule')
  const port = createGitPort()
  const place = makeWorkplace(repository)
  await port.createWorktree(place, base)
  rmSync(path.join(place.worktree, 'lib'), { recursive: true })
  runGit(place.worktree, ['clone', '-q', library.root, 'lib'])
  runGit(path.join(place.worktree, 'lib'), ['config', 'core.fsmonitor', canary.run('submodule', 'false')])
  writeFileTree(place.worktree, { 'lib/lib.txt': 'dirty\n' })
  await port.makeCandidate(place, { base, message: 'x', attemptId: 'a', at: '2026-01-01T00:00:00.000Z' })
  await port.worktreeTree(place, base)
  await port.resetWorktree(place, base)
  expect(canary.fired()).toEqual([])
  runGit(place.worktree, ['status'])
  expect(canary.fired()).toEqual(['submodule'])
})

test('a configuration that names thousands of programs is refused', async () => {
  const repository = makeRepository()
  const filters = Array.from({ length: 2_001 }, (_, index) => `[filter "f${index}"]\n\tclean = x\n`).join('')
  repository.write('.git/config', repository.read('.git/config') + filters)
  const inspected = await inspectRepository(repository.root)
  expect(inspected).toMatchObject({ ok: false, error: { code: 'too_many_programs' } })
})
