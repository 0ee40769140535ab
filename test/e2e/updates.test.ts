/** The built application as a package that updates itself: electron-updater as it is, with a feed on this machine. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { RunStore } from '../../electron/store/run-store.ts'
import { launchApp, type RunningApp } from '../electron-shim/driver.ts'
import { ask } from './bridge.ts'
import { startDemo } from './demo-run.ts'
import { newHome } from './seeded-home.ts'

const SLOW = { timeout: 60_000 }
vi.setConfig({ testTimeout: 240_000 })
const home = realpathSync(newHome())
const program = path.join(home, 'Triptych.AppImage')
const started = path.join(home, 'started')
/** Stands for the next version: it says that it was started, and how many of the old one's agents it found. */
const NEXT_PROGRAM = `#!/bin/sh\nls "${home}/children" > "${started}.partial"\nmv "${started}.partial" "${started}"\n`
const NOTES = 'Faster.\n<img src=x onerror="document.title=1"> [here](https://example.com)'

const asked: string[] = []
let server: Server
let app: RunningApp

async function serveFeed(): Promise<number> {
  const sha512 = createHash('sha512').update(NEXT_PROGRAM).digest('base64')
  const file = { url: 'Triptych-9.9.9.AppImage', sha512, size: NEXT_PROGRAM.length }
  // JSON is YAML, too.
  const feed = JSON.stringify({ version: '9.9.9', files: [file], path: file.url, sha512, releaseNotes: NOTES })
  server = createServer((request, response) => {
    const name = (request.url ?? '').split('?')[0] ?? ''
    asked.push(name)
    if (/^\/latest-linux(-arm64)?\.yml$/.test(name)) response.end(feed)
    else if (name === `/${file.url}`) response.end(NEXT_PROGRAM)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the feed has no port')
  return address.port
}

beforeAll(async () => {
  const port = await serveFeed()
  const resources = path.join(home, 'resources')
  mkdirSync(resources)
  const feed = { provider: 'generic', url: `http://127.0.0.1:${port}/`, updaterCacheDirName: 'triptych-updater' }
  writeFileSync(path.join(resources, 'app-update.yml'), JSON.stringify(feed))
  writeFileSync(program, 'the version that runs')
  const env = { ELECTRON_SHIM_RESOURCES: resources, APPIMAGE: program, TRIPTYCH_DEMO_FAULT: 'hang@strategy' }
  app = await launchApp(home, { host: 'stand-in', env })
})
afterAll(async () => {
  await app?.quit()
  server.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 3 })
})

const notice = () => app.page.getByRole('region', { name: 'New version' })
const answer = (name: string) => notice().getByRole('button', { name }).click()

test('nobody is asked before a person looks for a new version; then it is shown, with its notes as text', async () => {
  expect(await ask(app.page, 'updates.get', {})).toMatchObject({ state: { step: 'idle' }, works: null })
  expect(asked).toEqual([])
  await app.clickMenu('Check for Updates…')
  await notice().getByText('Version 9.9.9 is available.').waitFor(SLOW)
  await answer('What is new')
  await notice().getByText(NOTES).waitFor()
  expect(await notice().locator('img, a').count()).toBe(0)
  expect(asked.filter((name) => name.endsWith('.AppImage'))).toEqual([])
})

test('it is fetched and checked when a person says so, and nothing is replaced by that', async () => {
  await answer('Download')
  await notice().getByText('Version 9.9.9 is ready.').waitFor(SLOW)
  expect(readFileSync(program, 'utf8')).toBe('the version that runs')
})

test('it waits for a run that works, then Triptych ends in good order and the next version starts', async () => {
  const { runId } = await startDemo(app.page, 'Add totals')
  await answer('Install when idle')
  await notice().getByText('It is installed as soon as nothing works. A run works.').waitFor(SLOW)
  expect(readFileSync(program, 'utf8')).toBe('the version that runs')
  await ask(app.page, 'runs.control', { runId, action: 'cancel' })
  expect(await app.exited).toBe(0)
  expect(readFileSync(program, 'utf8')).toBe(NEXT_PROGRAM)
  await expect.poll(() => existsSync(started), SLOW).toBe(true)
  // No agent was left to the next version, and nothing but the person's word ended the run.
  expect(readFileSync(started, 'utf8')).toBe('')
  const store = new RunStore(databaseFile(home))
  expect(store.getRun(runId)).toMatchObject({ status: 'cancelled' })
  const events = store.listEvents(runId, 500).map(({ kind, message }) => `${kind}: ${message}`)
  expect(events.filter((event) => event.startsWith('run_paused'))).toEqual(['run_paused: Cancelling (person).'])
  store.close()
  expect(app.problems).toEqual([])
})
