/** What breaks in spite of everything: a part of the page, the whole page, the window, the main process. Each is told, and nothing is lost. */
import { readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { EXIT } from '../../electron/cli/exit-codes.ts'
import { databaseFile } from '../../electron/home.ts'
import { logFile, logFolder } from '../../electron/log-file.ts'
import { openStore } from '../../electron/store/store.ts'
import { hostProblem, launchApp, type RunningApp, WINDOW_HOSTS } from '../electron-shim/driver.ts'
import { heard, listen } from './bridge.ts'
import { newHome, seed } from './seeded-home.ts'

const GOAL = 'Add <b>totals</b> & shares'
const HOUR_MS = 60 * 60_000
/** A busy machine. */
const SLOW = { timeout: 30_000 }
vi.setConfig({ testTimeout: 150_000 })

/** Until it is loaded anew the page cannot make such an element: whatever is drawn with one breaks. */
const breakDrawing = (page: Page, element: string): Promise<void> =>
  page.evaluate((name) => {
    const create = document.createElement.bind(document)
    const broken = (wanted: string): HTMLElement => {
      if (wanted === name) throw new Error(`No ${name} can be drawn.`)
      return create(wanted)
    }
    Reflect.set(document, 'createElement', broken)
    Reflect.set(window, 'mend', () => Reflect.set(document, 'createElement', create))
  }, element)
const mend = (page: Page): Promise<void> => page.evaluate(() => Reflect.get(window, 'mend')())

const go = (page: Page, place: string): Promise<void> => page.evaluate((hash) => location.assign(hash), place)

describe.each(WINDOW_HOSTS)('what breaks in the %s', (host) => {
  const problem = hostProblem(host)
  const home = realpathSync(newHome())
  const logged = (): string => readFileSync(logFile(home), 'utf8')
  const reports = (kind: 'crash' | 'report'): string[] =>
    readdirSync(logFolder(home))
      .filter((name) => name.startsWith(`${kind}-`))
      .map((name) => readFileSync(path.join(logFolder(home), name), 'utf8'))
  const boxes = async () => (await app.state()).messages.filter(({ open }) => open)
  let app: RunningApp
  beforeAll(async () => {
    seed(home, (store) => void store.createRun(GOAL, '/srv/ledger-core'))
    if (problem === null) app = await launchApp(home, { host })
  })
  beforeEach((context) => context.skip(problem !== null, problem ?? ''))
  afterAll(async () => {
    await app?.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  test('a view that cannot be drawn says so in its place, can be reported, and is tried again', async () => {
    const { page } = app
    await breakDrawing(page, 'dl')
    await go(page, '#/usage')
    await page.getByRole('alert').getByText('This view could not be shown: No dl can be drawn.').waitFor(SLOW)
    await expect.poll(logged, SLOW).toContain('In the window, This view at #/usage: No dl can be drawn.')
    // The rest of the window works.
    await page.getByRole('button', { name: 'Make a report…' }).click()
    const report = page.getByRole('dialog', { name: 'What broke' }).getByLabel('Report')
    await expect.poll(() => report.inputValue(), SLOW).toMatch(/Where: This view at #\/usage\nWhat: No dl can be drawn/)
    await page.keyboard.press('Escape')
    await mend(page)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor(SLOW)
  })

  test('a window that cannot be drawn leaves a report to read, shorten and save, and opens again', async () => {
    const { page } = app
    await breakDrawing(page, 'h2')
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'This window broke' }).waitFor(SLOW)
    await page.getByRole('alert').getByText('No h2 can be drawn.').waitFor(SLOW)
    await expect.poll(logged, SLOW).toContain('In the window, the window at #/usage: No h2 can be drawn.')
    const report = page.getByLabel('Report')
    await expect.poll(() => report.inputValue(), SLOW).toMatch(/^Triptych .*What: No h2 can be drawn/s)
    expect(await report.inputValue()).not.toContain('totals')
    await report.fill('What I left of it.')
    await page.getByRole('button', { name: 'Save beside the logs' }).click()
    await page.getByText(/^Saved: /).waitFor(SLOW)
    expect(reports('report')).toEqual(['What I left of it.'])
    await page.getByRole('button', { name: 'Open the window again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor(SLOW)
    // React wrote what was provoked to the console.
    app.problems.length = 0
  })

  test('a window that does not answer is asked about, until it does; or its page is loaded again', async () => {
    await app.tellWindow(0, 'unresponsive')
    const question = { message: 'This window does not answer.', buttons: ['Load It Again', 'Wait'] }
    await expect.poll(boxes, SLOW).toMatchObject([{ ...question, inFrontOfWindow: true }])
    await app.tellWindow(0, 'responsive')
    await expect.poll(boxes, SLOW).toEqual([])
    const text = async (): Promise<string> => (await app.state()).windows[0]?.text ?? ''
    await app.page.evaluate(() => document.body.append('Written by the test.'))
    await expect.poll(text, SLOW).toContain('Written by the test.')
    await app.tellWindow(0, 'unresponsive')
    await expect.poll(boxes, SLOW).toMatchObject([question])
    await app.answerMessage('Load It Again')
    await expect.poll(text, SLOW).toMatch(/^(?![\s\S]*Written by the test)[\s\S]*Usage/)
    expect(logged()).toContain('A page of the window ended: ')
    await expect.poll(boxes, SLOW).toEqual([])
  })

  test('a machine that wakes looks at once for what became due while it slept [fault 10]', async () => {
    // The page that crashed is not Playwright's any more.
    await app.clickMenu('New Window')
    await expect.poll(() => app.pages().length, SLOW).toBeGreaterThan(1)
    const page = app.pages().at(-1) ?? app.page
    await page.waitForLoadState('load')
    await listen(page)
    const store = openStore(databaseFile(home))
    try {
      const { id } = store.runStore.createRun('Wait for the limit', '/srv/nowhere')
      const waitUntil = new Date(Date.now() + HOUR_MS / 2).toISOString()
      store.patchRun(id, {}, { baseCommit: 'b'.repeat(40), control: 'run', waitUntil, waitReason: 'A limit.' })
      store.addEvent(id, 'system', 'turn_limited', 'A limit.', { until: waitUntil })
      // Whoever tells it to windows has also looked what is due.
      const told = async (): Promise<string> => JSON.stringify(await heard(page))
      await expect.poll(told, SLOW).toContain('Wait for the limit')
      expect(store.getInternals(id).waitUntil).toBe(waitUntil)
      await app.sleep(HOUR_MS)
      // By its timer it would look a minute later.
      await expect.poll(() => store.getInternals(id).waitUntil, SLOW).toBeNull()
    } finally {
      store.close()
    }
  })

  test.each(['throws', 'rejects'] as const)(
    'the main process ends where something %s that nobody expects: with a report, and in good order',
    async (how) => {
      if (how === 'rejects') app = await launchApp(home, { host })
      const message = `Broken on purpose: it ${how}.`
      await app.fail(how, message)
      expect(await app.exited).toBe(EXIT.internal)
      const about = reports('crash').filter((text) => text.includes(`What: ${message}`))
      expect(about).toEqual([
        expect.stringMatching(/^Triptych .*\nWhere: the main process\n.*\n\nError: Broken.*\n {4}at /s),
      ])
      expect(about.join()).not.toContain('totals')
      expect(logged().trimEnd().split('\n').at(-1)).toMatch(/info \[\d+\] Closed\.$/)
      if (host !== 'stand-in') return
      expect(app.notes).toEqual([expect.stringMatching(/^Triptych broke: Broken .*A report to read is in .*crash-/s)])
    },
  )
})
