import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { knownRepositories, newestRunOf, rememberRepository, repositoryId } from '../electron/repositories.ts'
import type { Store } from '../electron/store/store.ts'
import { memoryStore } from './store/support.ts'
import { makeTempFolder } from './support/repository.ts'

function addRun(store: Store, repoPath: string, createdAt: string): string {
  const { id } = store.runStore.createRun('Goal', repoPath)
  store.database.run('UPDATE runs SET created_at = ? WHERE id = ?', createdAt, id)
  return id
}

async function paths(home: string, store: Store): Promise<string[]> {
  const known = await knownRepositories(home, store.database)
  if (!known.ok) throw new Error(known.error.message)
  return known.value.map((row) => row.path)
}

test('an id is the beginning of the hash of the folder', () => {
  expect(repositoryId('/repositories/ledger')).toBe('c1ea6abb0464e4bf')
})

test('those of runs and those that were added, each once, the most recently used first', async () => {
  const home = makeTempFolder('home')
  const store = memoryStore()
  expect(await paths(home, store)).toEqual([])
  addRun(store, '/repositories/a', '2026-01-01T00:00:00.000Z')
  addRun(store, '/repositories/b', '2026-01-02T00:00:00.000Z')
  addRun(store, '/repositories/a', '2026-01-03T00:00:00.000Z')
  expect(await paths(home, store)).toEqual(['/repositories/a', '/repositories/b'])
  rememberRepository(home, '/repositories/b', '2026-01-05T00:00:00.000Z')
  rememberRepository(home, '/repositories/c', '2026-01-04T00:00:00.000Z')
  rememberRepository(home, '/repositories/b', '2026-01-06T00:00:00.000Z')
  const known = await knownRepositories(home, store.database)
  expect(known.ok && known.value.map(({ name, lastRunAt }) => [name, lastRunAt])).toEqual([
    ['b', '2026-01-02T00:00:00.000Z'],
    ['c', null],
    ['a', '2026-01-03T00:00:00.000Z'],
  ])
})

test("a link to a folder is that folder, and a predecessor's relative path leads nowhere", async () => {
  const home = makeTempFolder('home')
  const store = memoryStore()
  const folder = makeTempFolder('repo')
  symlinkSync(folder, path.join(home, 'link'))
  addRun(store, folder, '2026-01-01T00:00:00.000Z')
  addRun(store, path.join(home, 'link'), '2026-01-02T00:00:00.000Z')
  addRun(store, 'somewhere', '2026-01-03T00:00:00.000Z')
  expect(await paths(home, store)).toEqual([folder])
})

test('the file is for its owner only, and nothing else is left beside it', () => {
  const home = makeTempFolder('home')
  expect(rememberRepository(home, '/repositories/a', '2026-01-01T00:00:00.000Z')).toEqual({ ok: true, value: null })
  expect(readdirSync(home)).toEqual(['repositories.json'])
  if (process.platform !== 'win32') expect(statSync(path.join(home, 'repositories.json')).mode & 0o777).toBe(0o600)
})

test.each([
  ['no JSON', '{', /not JSON/],
  ['another form', '{"v":1,"repositories":[{"path":7}]}', /repositories\.0\.path/],
  ['a relative path', '{"v":1,"repositories":[{"path":"x","addedAt":"then"}]}', /an absolute path/],
  ['a later version', '{"v":2,"repositories":[]}', /v: /],
])('a damaged file is told with a remedy and left as it is: %s', async (_, text, message) => {
  const home = makeTempFolder('home')
  const file = path.join(home, 'repositories.json')
  writeFileSync(file, text)
  const known = await knownRepositories(home, memoryStore().database)
  expect(known).toMatchObject({
    ok: false,
    error: { code: 'repositories_invalid', remedy: expect.stringContaining('Correct the file') },
  })
  expect(known.ok ? '' : known.error.message).toMatch(message)
  expect(rememberRepository(home, '/repositories/a', 'now').ok).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('the newest run of a checkout that has a base, and no other', () => {
  const store = memoryStore()
  expect(newestRunOf(store.database, '/a')).toBeNull()
  const first = addRun(store, '/a', 'then')
  store.patchRun(first, {}, { baseCommit: 'b' })
  addRun(store, '/a', 'then')
  store.patchRun(addRun(store, '/b', 'then'), {}, { baseCommit: 'b' })
  expect(newestRunOf(store.database, '/a')).toBe(first)
})
