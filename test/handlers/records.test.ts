import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createArtifacts } from '../../electron/artifacts.ts'
import { recordHandlers } from '../../electron/handlers/records.ts'
import { hashBytes } from '../../electron/hash.ts'
import { acquireOwnerLock } from '../../electron/store/owner-lock.ts'
import { contract, type Input } from '../../shared/contract.ts'
import type { EventRecord } from '../../shared/domain.ts'
import { NO_SECRETS } from '../support/no-secrets.ts'
import { makeTempFolder } from '../support/repository.ts'
import { runAtWork } from '../views/run-at-work.ts'
import { accepted, makeBackend, makeCaller } from './real-backend.ts'

const OWNER_LOCK = pathToFileURL(path.resolve(import.meta.dirname, '../../electron/store/owner-lock.ts')).href

async function start(options: { imported?: boolean; reveal?: null } = {}) {
  const backend = await makeBackend(options)
  const { home, store } = backend
  const revealed: string[] = []
  const reveal = options.reveal === null ? null : (file: string) => void revealed.push(file)
  const shell = {
    ...({ kind: 'serve', version: '0', electron: null, pickFolder: null, keyStore: null, updates: null } as const),
    ...{ reveal, openLink: null, openWindow: null, launch: null },
  } as const
  const handlers = recordHandlers({ backend, shell })
  const caller = makeCaller()
  const { runId } = runAtWork(store)
  return {
    home,
    store,
    runId,
    revealed,
    artifacts: createArtifacts({ home, addArtifact: store.addArtifact, getArtifact: store.getArtifact, ...NO_SECRETS }),
    addRow: (file: string, metadata: unknown = {}) => store.addArtifact(runId, null, 'other', file, metadata).id,
    events: (input: Omit<Input<'events.list'>, 'runId'>) =>
      accepted(
        handlers['events.list']({ runId, ...contract['events.list'].input.omit({ runId: true }).parse(input) }, caller),
      ),
    list: (input: Input<'artifacts.list'>) => handlers['artifacts.list'](input, caller),
    read: (id: string, offset = 0, length = 1_000) => handlers['artifacts.read']({ id, offset, length }, caller),
    show: (id: string) => handlers['artifacts.reveal']({ id }, caller),
    attempt: (attemptId: string) => handlers['attempts.get']({ attemptId }, caller),
    handlers,
    caller,
  }
}

const messages = (events: readonly EventRecord[]): string => events.map(({ message }) => message).join(' ')
const text = (base64: string): string => Buffer.from(base64, 'base64').toString()

test('events are given oldest first: the newest, those before, those after, those of one source', async () => {
  const { store, runId, events } = await start()
  const last = store.listEvents(runId, 1)[0]?.id ?? 0
  for (let n = 1; n <= 6; n += 1) store.addEvent(runId, n % 2 ? 'checker' : 'system', 'tool_call', `${n}`, { n })
  runAtWork(store)
  const idOf = (n: number) => store.listEvents(runId, 10).find(({ message }) => message === `${n}`)?.id ?? 0

  const newest = await events({ limit: 2 })
  expect([messages(newest.events), newest.more]).toEqual(['5 6', true])
  const before = await events({ limit: 2, before: idOf(5) })
  expect([messages(before.events), before.more]).toEqual(['3 4', true])
  const after = await events({ limit: 2, after: idOf(2) })
  expect([messages(after.events), after.more]).toEqual(['3 4', true])
  const rest = await events({ limit: 500, after: idOf(4) })
  expect([messages(rest.events), rest.more]).toEqual(['5 6', false])
  const between = await events({ limit: 500, after: last, before: idOf(3) })
  expect([messages(between.events), between.more]).toEqual(['1 2', false])
  const checker = await events({ limit: 2, source: 'checker' })
  expect([messages(checker.events), checker.more]).toEqual(['3 5', true])
  expect(await events({ limit: 3, source: 'checker', after: 0 })).toMatchObject({ more: false })
  expect(await events({ limit: 5, after: idOf(6) })).toEqual({ events: [], more: false })
  expect((await events({ limit: 500, after: 0 })).events).toEqual(store.listEvents(runId, 500))
})

test('artifacts are given newest first, by pages and kinds', async () => {
  const { store, runId, list } = await start()
  const kinds = ['plan', 'diff', 'plan', 'prompt', 'plan']
  const ids = kinds.map((kind) => store.addArtifact(runId, null, kind, 'x', {}).id).toReversed()
  const foreign = store.addArtifact(runAtWork(store).runId, null, 'plan', 'x', {}).id

  const first = await accepted(list({ runId, limit: 2 }))
  expect([first.artifacts.map(({ id }) => id), first.next]).toEqual([ids.slice(0, 2), ids[1]])
  const rest = await accepted(list({ runId, limit: 3, before: ids[1] }))
  expect([rest.artifacts.map(({ id }) => id), rest.next]).toEqual([ids.slice(2), null])
  const plans = await accepted(list({ runId, limit: 2, kinds: ['plan', 'none'] }))
  expect([plans.artifacts.map(({ id }) => id), plans.next]).toEqual([[ids[0], ids[2]], ids[2]])
  const lastPlan = await accepted(list({ runId, limit: 2, kinds: ['plan'], before: ids[2] }))
  expect([lastPlan.artifacts.map(({ id }) => id), lastPlan.next]).toEqual([[ids[4]], null])
  for (const before of [foreign, randomUUID()]) {
    expect(await list({ runId, limit: 2, before })).toMatchObject({ ok: false, error: { code: 'not_found' } })
  }
})

test('a file is read by pieces, with its size and what was recorded of it', async () => {
  const { runId, artifacts, addRow, home, read } = await start()
  const content = 'größer\n'
  const { id, sha256 } = await artifacts.write({
    ...{ runId, role: null, kind: 'verification_log', extension: 'log', mime: 'text/plain', content },
  })
  expect(await accepted(read(id))).toEqual({
    base64: Buffer.from(content).toString('base64'),
    total: 9,
    sha256,
    mime: 'text/plain',
  })
  expect(sha256).toBe(hashBytes(Buffer.from(content)))
  expect(text((await accepted(read(id, 7, 1))).base64)).toBe('r')
  expect(text((await accepted(read(id, 7, 100))).base64)).toBe('r\n')
  for (const offset of [9, 10, Number.MAX_SAFE_INTEGER]) {
    expect(await accepted(read(id, offset, 5))).toMatchObject({ base64: '', total: 9 })
  }
  writeFileSync(path.join(home, 'Notes.MD'), '# Notes')
  expect(await accepted(read(addRow('Notes.MD', [1])))).toMatchObject({ sha256: null, mime: 'text/markdown' })
  writeFileSync(path.join(home, 'notes'), '')
  const untyped = await accepted(read(addRow(path.join(home, 'notes'), { sha256: 1, mime: null })))
  expect(untyped).toEqual({ base64: '', total: 0, sha256: null, mime: 'application/octet-stream' })
})

test('what lies outside the data folder is not opened: the answer says where it lies', async () => {
  const { home, addRow, read } = await start()
  const outside = path.join(makeTempFolder('outside'), 'secret.txt')
  writeFileSync(outside, 'secret')
  symlinkSync(path.dirname(outside), path.join(home, 'folder'))
  const places = [
    [outside, outside],
    [path.relative(home, outside), outside],
    ['/nowhere/at/all.txt', path.resolve('/nowhere/at/all.txt')],
    ['.', home],
    ['..', path.dirname(home)],
    ['folder/secret.txt', path.join(home, 'folder/secret.txt')],
  ] as const
  for (const [stored, told] of places) {
    expect(await read(addRow(stored)), stored).toMatchObject({
      ok: false,
      error: {
        code: 'refused',
        message: `This file lies outside the data folder, at ${told}. It was not opened.`,
        detail: { refusal: 'outside_data_folder' },
      },
    })
  }
})

test.skipIf(process.platform === 'win32')('links, folders and pipes are not opened', async () => {
  const { home, addRow, read } = await start()
  writeFileSync(path.join(home, 'file'), 'x')
  symlinkSync(path.join(home, 'file'), path.join(home, 'link'))
  mkdirSync(path.join(home, 'directory'))
  execFileSync('mkfifo', [path.join(home, 'pipe')])
  for (const file of ['link', 'directory', 'pipe']) {
    const refused = { code: 'refused', detail: { refusal: 'not_a_plain_file' } }
    expect(await read(addRow(file)), file).toMatchObject({ ok: false, error: refused })
  }
})

test('the files that SQLite has locked are not opened: closing one again would give the lock away', async () => {
  const { home, addRow, read } = await start()
  const lock = acquireOwnerLock(home)
  onTestFinished(() => {
    if (lock.ok) lock.value.release()
  })
  mkdirSync(path.join(home, 'runs'), { recursive: true })
  for (const file of ['owner.lock', 'runs/../owner.lock', path.join(home, 'owner.lock'), 'triptych.sqlite-wal']) {
    expect(await read(addRow(file))).toMatchObject({ error: { code: 'refused', detail: { refusal: 'own_file' } } })
  }
  const ask = `import { acquireOwnerLock } from ${JSON.stringify(OWNER_LOCK)}
    console.log(acquireOwnerLock(${JSON.stringify(home)}).ok)`
  const args = ['--no-warnings', '--input-type=module', '--eval', ask]
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()).toBe('false')
})

test('a file that is gone is told with what it was and where it should be', async () => {
  const { home, runId, artifacts, addRow, read } = await start()
  const written = await artifacts.write({
    ...{ runId, role: 'strategy', kind: 'plan', extension: 'json', mime: 'application/json', content: '{}' },
  })
  rmSync(path.join(home, written.path))
  const file = path.join(home, ...written.path.split('/'))
  expect(await read(written.id)).toMatchObject({
    ok: false,
    error: {
      code: 'not_found',
      message: `The file of this artifact (plan) is gone. It should be at ${file}.`,
      remedy: expect.stringMatching(/./),
    },
  })
  expect(await read(addRow('no/folder/either'))).toMatchObject({ error: { code: 'not_found' } })
  expect(await read(addRow('a\0b'))).toMatchObject({ error: { code: 'refused' } })
  expect(await read(randomUUID())).toMatchObject({ error: { code: 'not_found' } })
})

test('a file is shown where it lies, if it is there and the host can', async () => {
  const { home, addRow, show, revealed } = await start()
  writeFileSync(path.join(home, 'file'), 'x')
  const outside = path.join(makeTempFolder('outside'), 'file')
  writeFileSync(outside, 'x')
  const file = path.join(home, 'file')
  expect(await accepted(show(addRow('file')))).toEqual({ path: file, revealed: true })
  expect(revealed).toEqual([file])
  const hidden = [
    ['gone', path.join(home, 'gone')],
    ['no/folder', path.join(home, 'no/folder')],
    [outside, outside],
  ] as const
  for (const [stored, told] of hidden) {
    expect(await accepted(show(addRow(stored)))).toEqual({ path: told, revealed: false })
  }
  expect(revealed).toHaveLength(1)

  const other = await start({ reveal: null })
  writeFileSync(path.join(other.home, 'file'), 'x')
  expect(await accepted(other.show(other.addRow('file')))).toMatchObject({ revealed: false })
  expect(await other.show(randomUUID())).toMatchObject({ ok: false, error: { code: 'not_found' } })
})

test("a predecessor's events, artifacts and attempts are there, and a file of his is read once it lies in the data folder", async () => {
  const { home, store, handlers, caller, list, read, attempt } = await start({ imported: true })
  const runs = store.runStore.listRuns().filter(({ baseCommit }) => baseCommit === null)
  expect(runs).toHaveLength(3)
  for (const { id: runId } of runs) {
    const { events } = await accepted(handlers['events.list']({ runId, limit: 500 }, caller))
    expect(events).toEqual(store.listEvents(runId, 500))
    for (const { id } of store.newestAttempts(runId, 100)) {
      expect(await accepted(attempt(id))).toMatchObject({ attempt: { id }, result: {}, steps: [], diff: null })
    }
    for (const { id, path: file } of (await accepted(list({ runId, limit: 500 }))).artifacts) {
      expect(await read(id)).toMatchObject({
        error: { code: 'not_found', message: expect.stringContaining(path.join(home, file)) },
      })
      mkdirSync(path.join(home, path.dirname(file)), { recursive: true })
      writeFileSync(path.join(home, file), 'his')
      expect(text((await accepted(read(id))).base64)).toBe('his')
    }
  }
  expect(await attempt(randomUUID())).toMatchObject({ ok: false, error: { code: 'not_found' } })
})
