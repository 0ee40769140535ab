import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { readProcessTable } from '../../electron/process/process-table.ts'
import { RunStore } from '../../electron/store/run-store.ts'
import { hostProblem, launchApp, type RunningApp, WINDOW_HOSTS } from '../electron-shim/driver.ts'
import { STOP } from '../electron-shim/running-app.ts'
import { makeRepository } from '../support/repository.ts'
import { ask, heard, listen } from './bridge.ts'
import { startDemo } from './demo-run.ts'
import { newHome, seed } from './seeded-home.ts'

const GOAL = 'Add <b>totals</b> & shares'
/** A demo agent's first turn, on a busy machine. */
const SLOW = { timeout: 30_000 }

/** What the application does beside its pages: dialogs, notifications, windows, the end of it all. */
describe.each(WINDOW_HOSTS)('the desktop in the %s', (host) => {
  const problem = hostProblem(host)
  const home = realpathSync(newHome())
  const report = path.join(home, 'runs', 'report.txt')
  let artifactId = ''
  let app: RunningApp
  beforeAll(async () => {
    mkdirSync(path.dirname(report))
    writeFileSync(report, 'A report\n')
    seed(home, (store) => {
      const run = store.createRun(GOAL, '/srv/ledger-core')
      artifactId = store.addArtifact(run.id, null, 'report', 'runs/report.txt', { bytes: 9 }).id
    })
    if (problem === null) app = await launchApp(home, { host })
  })
  beforeEach((context) => context.skip(problem !== null, problem ?? ''))
  afterAll(async () => {
    await app?.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  test('a repository is picked in a dialog in front of the window, or none is', async () => {
    const { root } = makeRepository()
    await app.answerFolderDialog(root)
    expect(await ask(app.page, 'repositories.pick', {})).toMatchObject({ path: root })
    await app.answerFolderDialog(null)
    expect(await ask(app.page, 'repositories.pick', {})).toBeNull()
    const properties = ['openDirectory', 'createDirectory']
    const dialog = { title: 'Choose a repository', properties, inFrontOfWindow: true }
    expect((await app.state()).dialogs).toEqual([dialog, dialog])
  })

  test('an artifact is shown in the file manager', async () => {
    expect(await ask(app.page, 'artifacts.reveal', { id: artifactId })).toEqual({ path: report, revealed: true })
    expect((await app.state()).revealed).toEqual([report])
  })

  test('a question is not told to somebody who looks at the window', async () => {
    await app.focus()
    const { runId } = await startDemo(app.page, GOAL)
    await expect.poll(() => ask(app.page, 'gates.list', { runId }), SLOW).toHaveLength(1)
    // The gate was published to everybody a frame after it was committed.
    await app.page.waitForTimeout(200)
    expect((await app.state()).notifications).toEqual([])
  })

  test('a question is told while nobody looks, leads to where it is answered, and is withdrawn when it is answered', async () => {
    await app.blur()
    const { runId, repository } = await startDemo(app.page, GOAL)
    const notice = { title: `${path.basename(repository)}: ${GOAL}`, body: expect.any(String), open: true }
    await expect.poll(async () => (await app.state()).notifications, SLOW).toEqual([notice])
    await app.clickNotification(0)
    const shown = { focused: true, url: `app://triptych/index.html#/run/${runId}/plan` }
    await expect.poll(async () => (await app.state()).windows, SLOW).toMatchObject([shown])
    expect(app.page.url()).toMatch(new RegExp(`#/run/${runId}/plan$`))
    await ask(app.page, 'runs.control', { runId, action: 'cancel' })
    await expect.poll(async () => (await app.state()).notifications, SLOW).toEqual([{ ...notice, open: false }])
  })

  test('a second window is told the same as the first', async () => {
    await app.clickMenu('New Window')
    await expect.poll(() => app.pages().length, SLOW).toBe(2)
    for (const page of app.pages()) {
      await page.waitForLoadState('load')
      await listen(page)
    }
    seed(home, (store) => void store.createRun(GOAL, '/srv/ledger-core'))
    const topics = async (page: Page): Promise<string[]> => (await heard(page)).map(({ topic }) => topic)
    for (const page of app.pages()) await expect.poll(() => topics(page), SLOW).toContain('runs.changed')
  })

  test('the menu leads to settings and to what Triptych is, and shows the logs', async () => {
    // In the window in front, which is the newest.
    const page = app.pages().at(-1) ?? app.page
    await app.clickMenu('Settings…')
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor(SLOW)
    await app.clickMenu('What Triptych Is')
    await page.getByRole('heading', { name: 'A goal, three agents, your decision.' }).waitFor(SLOW)
    await app.clickMenu('Show Logs')
    await expect.poll(async () => (await app.state()).revealed.at(-1), SLOW).toBe(path.join(home, 'logs'))
    await app.clickMenu('Make a Report…')
    await page.getByRole('button', { name: 'Make a report…' }).waitFor(SLOW)
  })

  test('what the settings say of the tray counts at once, and stays while they cannot be read', async () => {
    const file = path.join(home, 'settings.json')
    const tray = async (): Promise<boolean> => (await app.state()).tray !== null
    expect(await tray()).toBe(false)
    writeFileSync(file, JSON.stringify({ desktop: { tray: true } }))
    await expect.poll(tray, SLOW).toBe(true)
    const problem = async (): Promise<unknown> => (await ask(app.page, 'settings.read', {})) ?? null
    writeFileSync(file, '{"desktop": ')
    await expect.poll(async () => JSON.stringify(await problem()), SLOW).toContain('settings.json')
    expect(await tray()).toBe(true)
    writeFileSync(file, '{}')
    await expect.poll(tray, SLOW).toBe(false)
  })

  test('the console was silent throughout, and the end is in good order', async () => {
    expect(app.problems).toEqual([])
    await app.quit()
    expect(await app.exited).toBe(0)
  })
})

describe.each(WINDOW_HOSTS)('the end in the %s', (host) => {
  const problem = hostProblem(host)
  let home = ''
  beforeEach((context) => {
    context.skip(problem !== null, problem ?? '')
    home = realpathSync(newHome())
  })
  afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }))

  /** The application with a run whose first turn never ends by itself. */
  async function launchBusy(fault: string): Promise<RunningApp & { runId: string }> {
    const app = await launchApp(home, { host, env: { TRIPTYCH_DEMO_FAULT: `${fault}@strategy` } })
    const { runId } = await startDemo(app.page, GOAL)
    await expect.poll(async () => (await agentsOf(home)).length, SLOW).toBeGreaterThan(0)
    return { ...app, runId }
  }

  test('a run that is stopped by quitting is paused, its agents end, and then it is over', async () => {
    const app = await launchBusy('hang')
    await app.quit()
    expect(await app.exited).toBe(0)
    expect(await agentsOf(home)).toEqual([])
    const store = new RunStore(databaseFile(home))
    expect(store.getRun(app.runId)).toMatchObject({ control: 'pause' })
    store.close()
  })

  test('at the end of the session nobody is asked, a run is paused, its agents end, and then it is over', async () => {
    const app = await launchBusy('hang')
    await app.power('shutdown')
    expect(await app.exited).toBe(0)
    expect(await agentsOf(home)).toEqual([])
    const store = new RunStore(databaseFile(home))
    expect(store.getRun(app.runId)).toMatchObject({ control: 'pause' })
    store.close()
    if (host === 'stand-in') expect(app.notes).toEqual(['shutdown waits'])
  })

  test.skipIf(host !== 'stand-in' || process.platform === 'win32')(
    'a signal to end asks nobody either: a run is paused, its agents end, and then it is over',
    async () => {
      const app = await launchBusy('hang')
      // A terminal tells a whole group of processes, and some of them pass it on.
      app.terminate()
      app.terminate()
      expect(await app.exited).toBe(0)
      expect(await agentsOf(home)).toEqual([])
      const store = new RunStore(databaseFile(home))
      expect(store.getRun(app.runId)).toMatchObject({ control: 'pause' })
      store.close()
    },
  )

  test('a second wish to quit does not wait for an agent that will not end, and leaves none behind', async () => {
    const app = await launchBusy('ignore_sigterm')
    // The question, then its answer: the host closes, as far as this agent lets it.
    await app.askToQuit()
    await expect.poll(async () => (await app.state()).messages, SLOW).toHaveLength(1)
    await app.answerMessage(STOP)
    await app.page.waitForTimeout(100)
    const start = performance.now()
    await app.quit()
    expect(await app.exited).toBe(0)
    expect(performance.now() - start).toBeLessThan(4_000)
    expect(await agentsOf(home)).toEqual([])
  })
})

/** Processes of this data folder's children, whether or not their markers are still kept. */
const markers = new Set<string>()
async function agentsOf(home: string): Promise<number[]> {
  const folder = path.join(home, 'children')
  for (const marker of existsSync(folder) ? readdirSync(folder) : []) markers.add(marker)
  return (await readProcessTable()).flatMap(({ pid, marker }) => (marker !== null && markers.has(marker) ? [pid] : []))
}
