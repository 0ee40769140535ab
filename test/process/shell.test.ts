import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { CommandOutcome } from '../../electron/engine/file-ports.ts'
import { type ChildMarkers, createChildMarkers } from '../../electron/process/child-markers.ts'
import { readProcessTable } from '../../electron/process/process-table.ts'
import { createShell } from '../../electron/process/shell.ts'
import { probeSandbox } from '../../electron/sandbox/probe.ts'

let folder: string
let markers: ChildMarkers
let opened: string[]

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-shell-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const real = await createChildMarkers(path.join(folder, 'children'))
  opened = []
  const open = (): string => {
    const marker = real.open()
    opened.push(marker)
    return marker
  }
  markers = { ...real, open }
})

async function run(
  command: string,
  options: { timeoutMs?: number; maxBytes?: number; signal?: AbortSignal; cwd?: string } = {},
) {
  const environment = { PATH: process.env['PATH'], HOME: folder, SECRET: 'no' }
  const shell = createShell({
    markers,
    environment,
    termGraceMs: 200,
    dataFolder: path.join(folder, 'data'),
    probeSandbox,
  })
  const defaults = { timeoutMs: 20_000, maxBytes: 100_000, signal: new AbortController().signal, cwd: folder }
  const confined = { gitDir: path.join(folder, 'agent.git'), sandbox: 'off' } as const
  const outcome: CommandOutcome = await shell.runShell({ command, ...defaults, ...confined, ...options })
  return { ...outcome, log: Buffer.from(outcome.log).toString() }
}

/** Nothing with a marker of this test runs, and none is recorded. */
async function nothingLeft(): Promise<void> {
  const table = await readProcessTable()
  expect(table.filter(({ marker }) => marker !== null && opened.includes(marker))).toEqual([])
  expect(readdirSync(path.join(folder, 'children'))).toEqual([])
}

test.each([
  ['echo out; echo err >&2; echo out again', 0, 'out\nerr\nout again\n'],
  ['exit 3', 3, ''],
  ['cat; echo "$CI $TERM [$SECRET]"; pwd', 0, /^1 dumb \[\]\n.*triptych-shell-.*\n$/],
  ['no-such-command', 127, /not found/],
  ["printf '%s' \"a'b\"'\"$x\\n'", 0, `a'b"$x\\n`],
])('%s', async (command, exitCode, log) => {
  const outcome = await run(command)
  expect(outcome).toMatchObject({ exitCode, signal: null, timedOut: false, aborted: false })
  if (typeof log === 'string') expect(outcome.log).toBe(log)
  else expect(outcome.log).toMatch(log)
  await nothingLeft()
})

test('background children that keep the output open are ended with the shell', async () => {
  const outcome = await run(`sleep 100 & setsid sh -c 'trap "" TERM; while :; do sleep 100; done' & echo ready`)
  expect(outcome).toMatchObject({ exitCode: 0, timedOut: false, log: 'ready\n' })
  expect(outcome.durationMs).toBeLessThan(10_000)
  await nothingLeft()
})

test('a command that asks on standard input gets the end of it, and is told to ask nothing [fault 25]', async () => {
  const outcome = await run(`printf 'Really? [y/N] '; read -r answer; echo "got [$answer] $?, CI=$CI"`)
  expect(outcome).toMatchObject({ exitCode: 0, log: 'Really? [y/N] got [] 1, CI=1\n' })
})

test('a command that takes too long is ended, however deaf it is', async () => {
  const outcome = await run('trap "" TERM; echo started; while :; do sleep 100; done', { timeoutMs: 300 })
  expect(outcome).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: true, aborted: false, log: 'started\n' })
  await nothingLeft()
})

test('the signal of the caller ends it; a command that is aborted before is never started', async () => {
  const stop = new AbortController()
  const pending = run('echo started; sleep 100', { signal: stop.signal })
  setTimeout(() => stop.abort(), 100)
  expect(await pending).toMatchObject({ exitCode: null, timedOut: false, aborted: true })
  expect(await run('echo started', { signal: stop.signal })).toMatchObject({ exitCode: null, aborted: true, log: '' })
  expect(opened).toHaveLength(1)
  await nothingLeft()
})

test('killed by a signal of its own', async () => {
  expect(await run('kill -9 $$')).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: false })
})

test('long output keeps its head and its tail', async () => {
  const { log } = await run('seq 1 100000', { maxBytes: 2_000 })
  expect(log).toMatch(/^1\n2\n[\s\S]*bytes left out …\]\n[\s\S]*99999\n100000\n$/)
  expect(Buffer.byteLength(log)).toBeLessThanOrEqual(2_000)
})

test('what cannot be started is an outcome, too', async () => {
  expect(await run('true', { cwd: path.join(folder, 'absent') })).toMatchObject({
    exitCode: null,
    log: expect.stringContaining('ENOENT'),
  })
  expect(await run('true \0 false')).toMatchObject({ exitCode: null, log: expect.stringContaining('NUL') })
  await nothingLeft()
})
