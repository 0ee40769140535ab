import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBackend } from '../../electron/backend.ts'
import { repositoryHandlers, typedFolder } from '../../electron/handlers/repositories.ts'
import { repositoryId } from '../../electron/repositories.ts'
import type { Check, RepositoryView } from '../../shared/views.ts'
import { makeRepository, makeTempFolder, type TestRepository, writeFileTree } from '../support/repository.ts'
import { partsOf } from './host-parts.ts'
import { accepted, makeCaller } from './real-backend.ts'

const caller = makeCaller()

/** `installed`: programs on the PATH that agents would be found as. */
async function start(options: { installed?: string[]; parts?: Parameters<typeof partsOf>[1] } = {}) {
  const bin = makeTempFolder('bin')
  writeFileTree(bin, Object.fromEntries((options.installed ?? []).map((name) => [name, '#!/bin/sh\n'])), 0o755)
  const backend = await openBackend({ home: makeTempFolder('home'), environment: { PATH: bin } })
  onTestFinished(() => backend.close())
  const handlers = repositoryHandlers(partsOf(backend, options.parts))
  const add = (folder: string) => handlers['repositories.add']({ path: folder }, caller)
  return {
    backend,
    handlers,
    add,
    list: () => accepted(handlers['repositories.list']({}, caller)),
    pick: () => handlers['repositories.pick']({}, caller),
    inspect: async (repository: TestRepository, base?: string): Promise<RepositoryView> => {
      const { id } = await accepted(add(repository.root))
      return accepted(handlers['repositories.inspect']({ repositoryId: id, ...(base ? { base } : {}) }, caller))
    },
  }
}

const texts = (checks: readonly Check[], level: Check['level']): string[] =>
  checks.filter((check) => check.level === level).map(({ text }) => text)

test('a folder inside a checkout is added as the whole, once, and listed', async () => {
  const { add, list } = await start()
  const repository = makeRepository()
  const row = await accepted(add(path.join(repository.root, 'src')))
  const { root } = repository
  expect(row).toEqual({ id: repositoryId(root), path: root, name: path.basename(root), lastRunAt: null })
  expect(await accepted(add(root))).toEqual(row)
  expect(await list()).toEqual([row])
})

test('a home folder is written with ~, and other places whole', () => {
  expect(typedFolder('~/code/x', '/home/ada')).toEqual({ ok: true, value: '/home/ada/code/x' })
  expect(typedFolder(' ~ ', '/home/ada')).toEqual({ ok: true, value: '/home/ada' })
  expect(typedFolder('/a/../b', '/home/ada')).toEqual({ ok: true, value: '/b' })
  for (const typed of ['code/x', '.', '~bob/x', '', `/${'x'.repeat(256)}`, '/a\0b']) {
    expect(typedFolder(typed, '/home/ada')).toMatchObject({
      ok: false,
      error: { code: 'bad_input', remedy: expect.stringMatching(/./) },
    })
  }
})

test('what is no repository is refused with a remedy, and not kept', async () => {
  const { add, list } = await start()
  const folder = makeTempFolder('plain')
  const refusals = [
    [path.join(folder, 'missing'), 'not_found'],
    [folder, 'not_a_repository'],
    [makeRepository({}).root, 'no_commits'],
  ] as const
  for (const [place, refusal] of refusals) {
    expect(await add(place)).toMatchObject({
      ok: false,
      error: { code: 'refused', remedy: expect.stringMatching(/./), detail: { refusal } },
    })
  }
  expect(await list()).toEqual([])
})

test("the host's dialog picks a repository, or nothing; a host without one says to type", async () => {
  const { root } = makeRepository()
  const answers = [root, null, '/nowhere']
  const { pick, list } = await start({ parts: { pickFolder: async () => answers.shift() ?? null } })
  expect(await pick()).toMatchObject({ ok: true, value: { path: root } })
  expect(await pick()).toEqual({ ok: true, value: null })
  expect(await pick()).toMatchObject({ ok: false, error: { code: 'refused' } })
  expect(await list()).toHaveLength(1)
  const without = await start()
  expect(await without.pick()).toMatchObject({
    ok: false,
    error: { code: 'unavailable', remedy: 'Type its path instead.' },
  })
})

test('a clean repository: its branches, what a run starts from, and what it is proposed with', async () => {
  const { inspect } = await start({ installed: ['opencode', 'codex-acp'] })
  const repository = makeRepository({ 'package-lock.json': '{}', '.gitignore': '.env\n' })
  repository.write('.env', 'A=1')
  repository.git('branch', 'other')
  const view = await inspect(repository)
  const head = repository.git('rev-parse', 'HEAD')
  expect(view).toMatchObject({ branch: 'main', head, branches: ['main', 'other'] })
  expect(view.setup).toEqual({
    setup: { commands: ['npm ci'], copy: ['.env'] },
    source: 'proposed from its lock files',
  })
  expect(view.config).toMatchObject({
    agents: { strategy: { id: 'opencode' }, implementation: { id: 'opencode' }, checker: { id: 'codex' } },
    policy: 'supervised',
    setup: { commands: ['npm ci'], copy: ['.env'] },
    delivery: { kind: 'branch' },
  })
  expect(texts(view.checks, 'ok')).toEqual([
    'A git repository, on main.',
    `A run starts from main, ${head.slice(0, 7)}.`,
    expect.stringMatching(/^\d+\.\d GiB free\.$/),
  ])
  expect(texts(view.checks, 'info')).toEqual([
    'The checker, Codex, is of another family (openai) than implementation (opencode).',
    'Set-up of a fresh worktree, proposed from its lock files: run npm ci; copy .env.',
  ])
  expect(texts(view.checks, 'warning')).toEqual([expect.stringMatching(/^None: .* Agents run unconfined/)])
  expect(texts(view.checks, 'error')).toEqual([])
  expect(new Set(view.checks.map(({ id }) => id)).size).toBe(view.checks.length)
})

test('agents are proposed as in the last run here, else as settings.json says; the repository itself has no say', async () => {
  const { backend, inspect } = await start({ installed: ['opencode', 'codex-acp', 'gemini'] })
  const said = { agents: { mine: { command: 'none' } }, roles: { checker: { id: 'gemini', model: 'pro' } } }
  const repository = makeRepository({ 'settings.json': JSON.stringify({ roles: { checker: { id: 'opencode' } } }) })
  writeFileSync(path.join(backend.home, 'settings.json'), JSON.stringify(said))
  const before = await inspect(repository)
  expect(before.config?.agents.checker).toEqual({ id: 'gemini', model: 'pro' })
  if (before.config === null) throw new Error('nothing is proposed')
  const agents = {
    ...before.config.agents,
    implementation: { id: 'codex', effort: 'high' },
    strategy: { id: 'gemini' },
  }
  const config = { ...before.config, agents }
  const started = await backend.startRun({ repoPath: repository.root, goal: 'Do it', config })
  expect(started).toMatchObject({ ok: true })
  expect((await inspect(repository)).config?.agents).toEqual(agents)
  expect((await inspect(makeRepository({ a: '1' }))).config?.agents.implementation).toEqual({ id: 'opencode' })
})

test('what a run leaves out is told: changes as information, what may be missed as a warning', async () => {
  const { inspect } = await start()
  const repository = makeRepository({ 'a.txt': '1', 'b.txt': '1', '.gitattributes': '*.psd filter=lfs -text\n' })
  repository.write('a.txt', 'changed, and longer')
  repository.write('new.txt', 'x')
  const view = await inspect(repository)
  expect(texts(view.checks, 'info')).toContain(
    '2 changed files in your checkout. They are left alone and are not part of the run.',
  )
  expect(texts(view.checks, 'warning')).toContain('Files in Git LFS are not included: a run sees their pointer files.')

  repository.git('add', 'a.txt')
  repository.write('a.txt', 'changed again, and longer')
  repository.git('checkout', '-q', '--detach')
  const again = await inspect(repository)
  expect(again.branch).toBeNull()
  const told = texts(again.checks, 'info').join('\n')
  expect(told).toContain('Changed files in your checkout: 1 staged, 1 not staged, 1 untracked. They are left alone')
  expect(told).toContain('HEAD is detached')
  expect(texts((await inspect(repository, 'main')).checks, 'info').join('\n')).not.toContain('detached')
})

test('a base that is not there is an error; the form keeps its proposal', async () => {
  const { inspect } = await start()
  const repository = makeRepository()
  const first = repository.git('rev-parse', 'HEAD')
  repository.git('tag', 'v1')
  repository.commit('Second')
  const tagged = await inspect(repository, 'v1')
  expect(texts(tagged.checks, 'ok')).toContain(`A run starts from v1, ${first.slice(0, 7)}.`)
  const unknown = await inspect(repository, 'nowhere')
  expect(texts(unknown.checks, 'error')).toEqual([`${repository.root} has no commit called "nowhere".`])
  expect(unknown.config).not.toBeNull()
})

test('without an installed agent the demo is proposed, with a warning', async () => {
  const { inspect } = await start()
  const view = await inspect(makeRepository())
  expect(view.config?.agents.checker).toEqual({ id: 'demo' })
  expect(view.checks).toContainEqual(
    expect.objectContaining({ id: 'agents', level: 'warning', remedy: expect.stringMatching(/./) }),
  )
  expect(texts(view.checks, 'warning').join()).toContain('The demo agents play a fixed script')
})

test('settings that cannot be read, and another owner of the data folder, stand in the way', async () => {
  const { inspect, backend } = await start({ parts: { owner: { pid: 4711, host: 'desk' } } })
  writeFileSync(path.join(backend.home, 'settings.json'), '{')
  const view = await inspect(makeRepository())
  expect(view.config).toBeNull()
  expect(texts(view.checks, 'error')).toEqual([
    'Another Triptych (process 4711 on desk) drives this data folder, so no run can be started from here.',
    expect.stringContaining('settings.json, line 1: not JSON'),
  ])
  expect(view.checks.filter(({ level }) => level === 'error').every(({ remedy }) => remedy !== null)).toBe(true)
})

test('settings for agents are held back until exactly what was shown is trusted, and again when that is taken back', async () => {
  const { inspect, handlers } = await start()
  const repository = makeRepository({ '.mcp.json': '{}', '.env': 'X=1\n', 'a.txt': 'x' })
  const look = () => inspect(repository)
  const first = await look()
  const line = (view: RepositoryView) => view.checks.find(({ id }) => id === 'agent files')
  expect(line(first)).toMatchObject({
    level: 'warning',
    text: expect.stringContaining('.mcp.json may start MCP servers'),
  })
  const id = first.repository.id
  const trust = (hash: string | null) => handlers['repositories.trust']({ repositoryId: id, hash }, caller)
  expect(await trust('sha256:other')).toMatchObject({ ok: false, error: { code: 'refused' } })
  const shown = first.agentFiles?.hash ?? ''
  expect(await trust(shown)).toEqual({ ok: true, value: null })
  expect(line(await look())).toMatchObject({ level: 'ok' })
  repository.write('.mcp.json', '{"mcpServers":{}}')
  repository.commit('Another server')
  expect((await look()).agentFiles).toMatchObject({ isTrusted: false })
  expect(await trust(shown)).toMatchObject({ ok: false })
  expect(await trust(null)).toEqual({ ok: true, value: null })
  expect(await inspect(makeRepository())).toMatchObject({ agentFiles: null })
})

test('a repository that is gone, or was spoiled, is one error with a remedy', async () => {
  const { inspect, handlers, list } = await start()
  const repository = makeRepository()
  await inspect(repository)
  mkdirSync(path.join(repository.root, '.git', 'rebase-merge'))
  const [row] = await list()
  const look = () => accepted(handlers['repositories.inspect']({ repositoryId: row?.id ?? '' }, caller))
  expect(await look()).toMatchObject({
    config: null,
    checks: [{ level: 'error', remedy: expect.stringMatching(/rebase/) }],
  })
  rmSync(repository.root, { recursive: true })
  expect(await look()).toEqual({
    repository: row,
    branch: null,
    head: null,
    branches: [],
    checks: [
      {
        id: 'repository',
        level: 'error',
        text: `${repository.root} does not exist.`,
        remedy: 'Put it back, or choose it again where it is now.',
      },
    ],
    config: null,
    setup: null,
    agentFiles: null,
  })
})

test('an unknown id is not found; a damaged list is told everywhere', async () => {
  const { handlers, backend } = await start()
  const inspect = () => handlers['repositories.inspect']({ repositoryId: '0123456789abcdef' }, caller)
  expect(await inspect()).toMatchObject({ ok: false, error: { code: 'not_found' } })
  writeFileSync(path.join(backend.home, 'repositories.json'), 'x')
  const damaged = { ok: false, error: { code: 'refused', detail: { refusal: 'repositories_invalid' } } }
  expect(await inspect()).toMatchObject(damaged)
  expect(await handlers['repositories.list']({}, caller)).toMatchObject(damaged)
})
