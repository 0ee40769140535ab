/** What every window's host has in common, on a real data folder with the demo agent's processes. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { HostShell } from '../electron/handlers/parts.ts'
import { databaseFile } from '../electron/home.ts'
import { type Connection, type Host, openHost } from '../electron/host.ts'
import { MARKER_VARIABLE } from '../electron/process/environment.ts'
import { DEFAULT_RUN_CONFIG } from '../shared/config.ts'
import type { Input, MethodName, Output, Reply, TopicMessage } from '../shared/contract.ts'
import { startScript } from './store/support.ts'
import { makeOneTask } from './support/one-task.ts'
import { makeTempFolder } from './support/repository.ts'

vi.setConfig({ testTimeout: 120_000 })

const SHELL: HostShell = {
  kind: 'serve',
  version: '9.8.7',
  electron: null,
  pickFolder: null,
  reveal: null,
  openLink: null,
  openWindow: null,
  launch: null,
  keyStore: null,
  updates: null,
}

interface Window extends Connection {
  messages: TopicMessage[]
  ask<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
}

function hostOn(home: string, environment: Record<string, string> = { PATH: path.dirname(process.execPath) }) {
  const reports: unknown[] = []
  const report = (error: unknown): void => {
    reports.push(error)
  }
  const host = openHost({ home, environment, shell: SHELL, report })
  onTestFinished(() => host.close())
  return { host, reports }
}

function openWindow(host: Host): Window {
  const messages: TopicMessage[] = []
  const connection = host.connect((message) => messages.push(message))
  const ask = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => {
    const reply = (await connection.call(method, input)) as Reply<Output<M>>
    if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`)
    return reply.value
  }
  return { ...connection, messages, ask }
}

const until = (holds: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await holds()).toBe(true), { timeout: 100_000, interval: 30 })

test('two windows: one starts a run, both are told; the one that has it open sees it wait, and answers', async () => {
  const job = makeOneTask({})
  const { host, reports } = hostOn(job.terminal.home, job.terminal.env)
  const [watching, listing] = [openWindow(host), openWindow(host)]
  expect(await listing.ask('runs.list', { limit: 10 })).toEqual({ rows: [], next: null })
  const { id: repositoryId } = await watching.ask('repositories.add', { path: job.repository.root })
  const { runId } = await watching.ask('runs.start', { repositoryId, goal: 'Add sum', config: DEFAULT_RUN_CONFIG })
  const opened = await watching.ask('runs.get', { runId })
  expect(opened.run.goal).toBe('Add sum')
  await until(() => listing.messages.some(({ topic, value }) => topic === 'gates.changed' && value.gates.length === 1))
  expect(listing.messages.some(({ topic }) => topic === 'runs.changed')).toBe(true)
  expect(listing.messages.some(({ topic }) => topic === 'run.changed')).toBe(false)

  let seq = opened.seq
  for (const message of watching.messages) {
    if (message.topic !== 'run.changed') continue
    expect(message.value).toMatchObject({ runId, fromSeq: seq })
    seq = message.value.seq
  }
  const [gate = expect.fail('no gate')] = await watching.ask('gates.list', { runId })
  expect(gate.kind).toBe('plan')
  const {
    gate: { subjectHash },
  } = await watching.ask('gates.get', { gateId: gate.id })
  await watching.ask('gates.decide', { gateId: gate.id, subjectHash, verdict: 'rejected', rationale: 'No.' })
  await until(async () => (await listing.ask('runs.get', { runId })).run.status === 'cancelled')
  expect(reports).toEqual([])
})

test('what a killed owner left behind is ended without keeping the window waiting', async (context) => {
  context.skip(process.platform === 'win32', 'Windows does not tell the environment of a process')
  const home = makeTempFolder('host')
  const folder = path.join(home, 'children')
  mkdirSync(folder)
  const deaf = "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); console.log('ready')"
  const children = [randomUUID(), randomUUID()].map((marker) => {
    writeFileSync(path.join(folder, marker), `${JSON.stringify({ ownerPid: 1, ownerStartStamp: '' })}\n`)
    const env = { ...process.env, [MARKER_VARIABLE]: marker }
    return spawn(process.execPath, ['-e', deaf], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  })
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL')
  })
  await Promise.all(children.map((child) => once(child.stdout, 'data')))
  const exits = children.map((child) => once(child, 'exit'))
  const window = openWindow(hostOn(home).host)
  const began = performance.now()
  expect(await window.ask('runs.list', { limit: 1 })).toEqual({ rows: [], next: null })
  expect(performance.now() - began).toBeLessThan(5_000)
  await Promise.all(exits)
  await until(async () => (await window.ask('system.info', {})).otherOwner === null)
})

test('a data folder that cannot be opened is unavailable with a remedy, what needs none works, and it is tried again', async () => {
  const home = path.join(makeTempFolder('host'), 'home')
  writeFileSync(home, 'not a folder')
  const { host, reports } = hostOn(home)
  const window = openWindow(host)
  expect(await window.call('runs.list', { limit: 1 })).toMatchObject({
    ok: false,
    error: { code: 'unavailable', message: expect.stringContaining('is not a folder'), remedy: expect.any(String) },
  })
  expect(await window.ask('system.info', {})).toMatchObject({ home, version: '9.8.7', host: 'serve', otherOwner: null })
  expect(await window.ask('system.doctor', {})).toContainEqual(expect.objectContaining({ level: 'error' }))
  // What is wrong with the call itself is said first.
  expect(await window.call('runs.list', {})).toMatchObject({ ok: false, error: { code: 'bad_input' } })
  rmSync(home)
  expect(await window.ask('runs.list', { limit: 1 })).toEqual({ rows: [], next: null })
  expect(reports).toEqual([])
})

test("another program's database is refused, untouched", async () => {
  const home = makeTempFolder('home')
  const foreign = new DatabaseSync(databaseFile(home))
  foreign.exec('CREATE TABLE recipes (name TEXT)')
  foreign.close()
  const { host } = hostOn(home)
  const window = openWindow(host)
  const [first, second] = await Promise.all([window.call('runs.list', { limit: 1 }), window.call('gates.list', {})])
  const refused = { ok: false, error: { code: 'unavailable', message: expect.stringContaining('another program') } }
  expect([first, second]).toMatchObject([refused, refused])
  rmSync(databaseFile(home))
  expect(await window.ask('gates.list', {})).toEqual([])
})

test('what breaks while the folder is opened is reported, and the next call finds nothing in its way', async () => {
  const home = makeTempFolder('home')
  writeFileSync(path.join(home, 'children'), 'not a folder')
  const { host, reports } = hostOn(home)
  const window = openWindow(host)
  expect(await window.call('gates.list', {})).toMatchObject({
    ok: false,
    error: { code: 'unavailable', message: expect.stringContaining('could not be opened'), remedy: expect.any(String) },
  })
  expect(reports).toEqual([expect.objectContaining({ code: 'EEXIST' })])
  rmSync(path.join(home, 'children'))
  expect(await window.ask('gates.list', {})).toEqual([])
  await host.close()
  expect(await startScript('hold-lock.ts', home).firstLine).toBe('held')
})

test('beside another owner the window reads and is told who drives [fault 34]', async () => {
  const home = makeTempFolder('home')
  const holder = startScript('hold-lock.ts', home)
  expect(await holder.firstLine).toBe('held')
  const window = openWindow(hostOn(home).host)
  expect(await window.ask('system.info', {})).toMatchObject({ otherOwner: { pid: holder.child.pid } })
  expect(await window.ask('runs.list', { limit: 1 })).toEqual({ rows: [], next: null })
})

test('closing pauses what runs, gives the folder back, and answers later calls; twice is once', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'slow@strategy:1' } })
  const { host, reports } = hostOn(job.terminal.home, job.terminal.env)
  const window = openWindow(host)
  const { id: repositoryId } = await window.ask('repositories.add', { path: job.repository.root })
  const { runId } = await window.ask('runs.start', { repositoryId, goal: 'Add sum', config: DEFAULT_RUN_CONFIG })
  await until(async () => (await window.ask('runs.get', { runId })).row.turn !== null)
  await Promise.all([host.close(), host.close()])
  expect(await window.call('runs.list', { limit: 1 })).toMatchObject({ ok: false, error: { code: 'unavailable' } })

  const next = openWindow(hostOn(job.terminal.home, job.terminal.env).host)
  expect(await next.ask('system.info', {})).toMatchObject({ otherOwner: null })
  const { row, turns } = await next.ask('runs.get', { runId })
  expect(row).toMatchObject({ control: 'pause', controlReason: 'interrupted', turn: null })
  expect(turns).toMatchObject([{ state: 'stopped' }])
  expect(reports).toEqual([])
})

test('a call that closing overtakes is told so, and reports no fault', async () => {
  const job = makeOneTask({})
  const { host, reports } = hostOn(job.terminal.home, job.terminal.env)
  const window = openWindow(host)
  const { id: repositoryId } = await window.ask('repositories.add', { path: job.repository.root })
  // Each asks git before it reads the store again.
  const calls = [1, 2, 3].map(() =>
    window.call('runs.start', { repositoryId, goal: 'Add sum', config: DEFAULT_RUN_CONFIG }),
  )
  await host.close()
  for (const reply of await Promise.all(calls)) {
    if (!reply.ok) expect(reply.error).toMatchObject({ code: 'unavailable', message: 'Triptych is closing.' })
  }
  expect(reports).toEqual([])
})

test('a host that nobody asked anything closes without having made the folder', async () => {
  const home = path.join(makeTempFolder('host'), 'home')
  const { host } = hostOn(home)
  host.connect(() => undefined).close()
  await host.close()
  expect(await openWindow(host).ask('system.doctor', {})).toContainEqual(
    expect.objectContaining({ text: expect.stringContaining('made by the first run') }),
  )
})

test('a closed window is told nothing more', async () => {
  const { host } = hostOn(makeTempFolder('home'))
  const [window, other] = [openWindow(host), openWindow(host)]
  await window.ask('gates.list', {})
  window.close()
  await other.ask('gates.list', {})
  expect(window.messages).toEqual([])
})
