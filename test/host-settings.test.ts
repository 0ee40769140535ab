/** Settings, logs and storage through the boundary, as windows have them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { HostShell } from '../electron/handlers/parts.ts'
import { databaseFile } from '../electron/home.ts'
import { openHost } from '../electron/host.ts'
import { openStore } from '../electron/store/store.ts'
import type { Input, MethodName, Output, Reply, RpcError, TopicMessage } from '../shared/contract.ts'
import { makeRepository, makeTempFolder } from './support/repository.ts'

vi.setConfig({ testTimeout: 60_000 })

const SHELL: HostShell = {
  ...{ kind: 'serve', version: '9.8.7', electron: null, pickFolder: null, openLink: null, launch: null },
  ...{ reveal: null, keyStore: null, updates: null, openWindow: null },
}

function openWindows(home: string, shell: HostShell = SHELL) {
  const host = openHost({ home, environment: { PATH: process.env['PATH'] }, shell, report: () => undefined })
  onTestFinished(() => host.close())
  const open = () => {
    const messages: TopicMessage[] = []
    const { call } = host.connect((message) => messages.push(message))
    const reply = async <M extends MethodName>(method: M, input: Input<M>) =>
      (await call(method, input)) as Reply<Output<M>>
    const ask = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => {
      const answer = await reply(method, input)
      if (answer.ok) return answer.value
      throw new Error(`${answer.error.message} ${answer.error.remedy}`)
    }
    const refusal = async <M extends MethodName>(method: M, input: Input<M>): Promise<RpcError> => {
      const answer = await reply(method, input)
      return answer.ok ? expect.fail(`${method} was not refused`) : answer.error
    }
    return { messages, ask, refusal }
  }
  return { host, one: open(), other: open() }
}

const settingsOf = (messages: readonly TopicMessage[]) =>
  messages.flatMap((message) => (message.topic === 'settings.changed' ? [message.value] : []))

test('a change of one window is told to all at once, and the other cannot overwrite it unseen', async () => {
  const home = path.join(makeTempFolder('host-settings'), 'home')
  const { one, other } = openWindows(home)
  const { revision, settings } = await one.ask('settings.read', {})
  expect(settings).toMatchObject({ policy: 'supervised', appearance: { theme: 'system' } })
  const changed = await one.ask('settings.change', {
    revision,
    changes: [{ path: ['appearance', 'theme'], value: 'dark' }],
  })
  expect(changed).toMatchObject({ set: ['appearance.theme'], settings: { appearance: { theme: 'dark' } } })
  expect(settingsOf(other.messages)).toEqual([changed])
  const stale = await other.refusal('settings.change', {
    revision,
    changes: [{ path: ['policy'], value: 'unattended' }],
  })
  expect(stale).toMatchObject({ code: 'stale' })
  expect(JSON.parse(readFileSync(path.join(home, 'settings.json'), 'utf8'))).toEqual({ appearance: { theme: 'dark' } })
})

test('a file that is broken by hand is told with its line; what went before goes on', async () => {
  const home = makeTempFolder('host-settings')
  const file = path.join(home, 'settings.json')
  writeFileSync(file, '{ "policy": "every_task" }')
  const { host, one } = openWindows(home)
  await one.ask('settings.read', {})
  writeFileSync(file, '{\n  "policy": "every_task",\n}')
  await vi.waitFor(() => expect(settingsOf(one.messages).length).toBeGreaterThan(0), { timeout: 30_000 })
  expect(settingsOf(one.messages).at(-1)).toMatchObject({
    problem: { line: 3, message: expect.stringContaining('not JSON'), remedy: expect.stringContaining('Correct') },
    settings: { policy: 'every_task' },
  })
  // Also for what stands beside the windows: updates, the tray.
  expect(host.settings()).toMatchObject({ ok: true, value: { policy: 'every_task' } })
})

test('a window names repositories by their ids, and no program at all', async () => {
  const home = path.join(makeTempFolder('host-settings'), 'home')
  const { root } = makeRepository()
  const { one } = openWindows(home)
  const { id } = await one.ask('repositories.add', { path: root })
  const { revision } = await one.ask('settings.read', {})
  const setup = { commands: ['npm ci'], copy: ['.env'] }
  const changes = [
    { path: ['repositories', id, 'setup'], value: setup },
    { path: ['limits', 'turns'], value: 7 },
  ]
  const view = await one.ask('settings.change', { revision, changes })
  expect(view.settings?.repositories).toEqual([{ repositoryId: id, path: root, setup }])
  const inspected = await one.ask('repositories.inspect', { repositoryId: id })
  expect(inspected).toMatchObject({
    config: { setup, limits: { turns: 7 } },
    setup: { source: expect.stringMatching(/settings/) },
  })
  const unknown = await one.refusal('settings.change', {
    revision: view.revision,
    changes: [{ path: ['repositories', '0123456789abcdef', 'setup'], value: setup }],
  })
  expect(unknown.code).toBe('not_found')
  for (const forbidden of [['agents', 'mine', 'command'], ['mcpServers', 'a', 'command'], ['mcpServers'], ['agents']]) {
    const refused = await one.refusal('settings.change', {
      revision: view.revision,
      changes: [{ path: forbidden, value: 'x' }],
    })
    expect(refused.code).toBe('bad_input')
  }
})

test('logs and reports work also where the database cannot be opened', async () => {
  const home = makeTempFolder('host-settings')
  writeFileSync(databaseFile(home), 'not a database, and longer than a header of one would be'.repeat(40))
  const revealed: string[] = []
  const { one } = openWindows(home, { ...SHELL, reveal: (file) => void revealed.push(file) })
  expect((await one.refusal('runs.list', { limit: 1 })).code).toBe('unavailable')
  const fault = { where: 'a test', message: 'It broke.', stack: 'Error: It broke.\n    at x' }
  await one.ask('logs.note', { fault })
  const { text } = await one.ask('report.make', { fault })
  expect(text).toMatch(
    /^Triptych 9\.8\.7, .*Where: a test\nWhat: It broke\..*The last lines of the log:.*a test: It broke\./s,
  )
  const saved = await one.ask('report.save', { text: 'what I left of it' })
  expect(readFileSync(saved.path, 'utf8')).toBe('what I left of it')
  expect(await one.ask('logs.show', {})).toEqual({ path: path.join(home, 'logs'), revealed: true })
  expect(revealed).toEqual([saved.path, path.join(home, 'logs', 'triptych.log')])
})

test('several runs are cleaned up at once; one that has not ended is left alone, and said so', async () => {
  const home = makeTempFolder('host-settings')
  const store = openStore(databaseFile(home))
  const runs = ['One', 'Two', 'Three'].map((goal) => store.runStore.createRun(goal, '/code/shop').id)
  const [one = '', two = '', three = ''] = runs
  for (const runId of [one, two]) store.runStore.updateRun(runId, { status: 'completed' })
  store.close()
  const { one: window } = openWindows(home)
  const before = await window.ask('storage.read', {})
  expect(before.runs.map(({ goal, hasEnded }) => [goal, hasEnded]).sort()).toEqual([
    ['One', true],
    ['Three', false],
    ['Two', true],
  ])
  const cleaned = await window.ask('runs.removeEnded', { runIds: [one, three, two] })
  expect(cleaned).toMatchObject({
    done: [one, two],
    refused: [{ runId: three, why: expect.stringMatching(/not ended/) }],
  })
  await vi.waitFor(async () => expect((await window.ask('runs.purge', { runIds: [one] })).done).toEqual([one]), {
    timeout: 30_000,
    interval: 100,
  })
  await window.ask('runs.putBack', { runId: two })
  await vi.waitFor(
    async () => {
      const { runs: kept, trash } = await window.ask('storage.read', {})
      expect([kept.map(({ goal }) => goal).sort(), trash]).toEqual([['Three', 'Two'], []])
    },
    { timeout: 30_000, interval: 100 },
  )
  expect(existsSync(path.join(home, 'logs', 'triptych.log'))).toBe(true)
})
