/** The application among others on a desktop: its windows, what it shows beside them, and its end while runs work. */
import { realpathSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { hostProblem, type LaunchOptions, launchApp, type RunningApp, WINDOW_HOSTS } from '../electron-shim/driver.ts'
import { STOP } from '../electron-shim/running-app.ts'
import { makeRepository, makeTempFolder } from '../support/repository.ts'
import { axeProblems } from './axe.ts'
import { ask } from './bridge.ts'
import { startDemo } from './demo-run.ts'
import { newHome } from './seeded-home.ts'

const GOAL = 'Add <b>totals</b> & shares'
const OTHER = 'Write a changelog'
/** A demo agent's turn, or a start of the application, on a busy machine. */
const SLOW = { timeout: 60_000 }
vi.setConfig({ testTimeout: 150_000 })
const PLACED = { x: 240, y: 160, width: 1200, height: 800 }

/** The places that the windows show, and what of them a person reads. */
const placesOf = async (app: RunningApp): Promise<string[]> =>
  (await app.state()).windows.map(({ url }) => url.replace('app://triptych/index.html', ''))
/** Whatever is awaited comes sooner or later, as busy as the machine may be. */
const eventually = <T>(read: () => T) => expect.poll(read, SLOW)
const boxes = async (app: RunningApp) => (await app.state()).messages.filter(({ open }) => open)

describe.each(WINDOW_HOSTS)('at home in the %s', (host) => {
  const problem = hostProblem(host)
  const home = realpathSync(newHome())
  let app: RunningApp
  let runId = ''
  let otherId = ''
  const launch = async (options: LaunchOptions = {}): Promise<void> => {
    app = await launchApp(home, { host, ...options })
  }
  /** Of the window that was opened first of those that are open. */
  const page = (): Page => app.pages()[0] ?? app.page
  const go = (place: string): Promise<void> => page().evaluate((hash) => location.assign(hash), place)
  beforeAll(async () => {
    writeFileSync(path.join(home, 'settings.json'), JSON.stringify({ desktop: { tray: true, keepAwake: true } }))
    if (problem !== null) return
    await launch()
    runId = (await startDemo(page(), GOAL)).runId
    otherId = (await startDemo(page(), OTHER)).runId
  })
  beforeEach((context) => context.skip(problem !== null, problem ?? ''))
  afterAll(async () => {
    await app?.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  test('the badge counts what waits, and the tray leads there', async () => {
    await eventually(async () => (await app.state()).badge).toBe(2)
    const { tray } = await app.state()
    expect(tray).toMatchObject({ tip: 'Triptych: 2 questions wait for you' })
    const label = tray?.labels.find((each) => each.endsWith('Add <b>totals</b> && shares')) ?? ''
    await app.clickTray(label)
    await eventually(() => placesOf(app)).toEqual([`#/run/${runId}`])
    await go('#/')
  })

  test('a run opens in a window of its own: from its menu, with a modifier, and by keyboard', async () => {
    const link = page().getByRole('table', { name: 'Runs' }).getByRole('link', { name: OTHER })
    await link.click({ button: 'right' })
    await eventually(async () => (await app.state()).popup).toEqual(['Open in New Window'])
    await app.clickPopup('Open in New Window')
    await eventually(() => placesOf(app)).toEqual(['#/', `#/run/${otherId}/plan`])
    await app.closeWindow(1)
    await link.click({ modifiers: ['ControlOrMeta'] })
    await eventually(() => placesOf(app)).toEqual(['#/', `#/run/${otherId}/plan`])
    await app.closeWindow(1)
    await link.focus()
    await page().keyboard.press('ControlOrMeta+Enter')
    await eventually(() => placesOf(app)).toEqual(['#/', `#/run/${otherId}`])
    expect(await placesOf(app)).toHaveLength(2)
  })

  test('in a field the menu edits, and nowhere does it look inside', async () => {
    const field = page().getByLabel('Filter by goal, repository, branch')
    await field.fill('totals')
    await field.selectText()
    await field.click({ button: 'right' })
    const labels = async (): Promise<string[]> => ((await app.state()).popup ?? []).map((each) => each.toLowerCase())
    await eventually(labels).toEqual(['cut', 'copy', 'paste', 'selectall'])
    await field.fill('')
  })

  test('the badge goes down with what is answered; the tray brings a window to the front', async () => {
    await app.blur()
    await ask(page(), 'runs.control', { runId: otherId, action: 'cancel' })
    await eventually(async () => (await app.state()).badge).toBe(1)
    await app.clickTray('Open Triptych')
    const { windows } = await app.state()
    expect(windows.map(({ focused }) => focused)).toEqual([false, true])
  })

  test('a page that ends by itself comes back as it was [fault 8]', async () => {
    const text = async (): Promise<string> => (await app.state()).windows[1]?.text ?? ''
    await app.pages()[1]?.evaluate(() => document.body.append('Written by the test.'))
    await eventually(text).toMatch(/changelog[\s\S]*Written by the test/)
    await app.crash(1)
    await eventually(text).toMatch(/^(?![\s\S]*Written by the test)[\s\S]*changelog/)
    // Again so soon, a person is asked.
    await app.crash(1)
    await eventually(() => boxes(app)).toMatchObject([{ message: 'This window stopped working.' }])
    await app.answerMessage('Close the Window')
    await eventually(() => placesOf(app)).toEqual(['#/'])
  })

  test('a folder that is dropped begins a run in it; what is none is told', async () => {
    const { root } = makeRepository()
    await app.drop(0, root)
    await page().getByText('A git repository, on main.').waitFor(SLOW)
    const { id } = (await ask(page(), 'repositories.list', {})).find((each) => each.path === root) ?? { id: '' }
    expect(await placesOf(app)).toEqual([`#/new?repository=${id}`])
    await app.drop(0, makeTempFolder('none'))
    const told = page().getByRole('dialog', { name: 'Not a repository for a run' })
    await told.getByRole('alert').waitFor(SLOW)
    expect(await axeProblems(page())).toEqual([])
    await page().keyboard.press('Escape')
    await eventually(() => told.count()).toBe(0)
    // Another start leads there from the task bar.
    await go('#/')
    expect(await app.startAgain([`--new-run=${id}`])).toBe(0)
    await eventually(() => placesOf(app)).toEqual([`#/new?repository=${id}`])
  })

  test('the console was silent, and windows come back where they were, with their runs', async () => {
    expect(app.problems).toEqual([])
    await go(`#/run/${runId}`)
    await app.placeWindow(0, PLACED)
    await app.clickMenu('New Window')
    await eventually(() => placesOf(app)).toEqual([`#/run/${runId}`, '#/'])
    await app.quit()
    expect(await app.exited).toBe(0)
    await launch({ env: { TRIPTYCH_DEMO_FAULT: 'hang@strategy' } })
    await eventually(() => placesOf(app)).toEqual([`#/run/${runId}`, '#/'])
    const { windows } = await app.state()
    expect(windows[0]?.bounds).toEqual(PLACED)
    expect(windows[1]?.bounds).toEqual({ ...PLACED, x: PLACED.x + 32, y: PLACED.y + 32 })
  })

  test('the machine stays awake while a run works, which survives its page; its last window asks what becomes of it', async () => {
    await app.closeWindow(1)
    runId = (await startDemo(page(), GOAL)).runId
    await eventually(async () => (await app.state()).blockers).toBe(1)
    await go(`#/run/${runId}`)
    // In the middle of a turn the page is lost, and it comes back to a run that has noticed nothing.
    await page().evaluate(() => document.body.append('Written by the test.'))
    await app.crash(0)
    const text = async (): Promise<string> => (await app.state()).windows[0]?.text ?? ''
    await eventually(text).toMatch(/^(?![\s\S]*Written by the test)[\s\S]*totals/)
    expect((await app.state()).blockers).toBe(1)
    await app.closeWindow(0)
    const buttons = [STOP, 'Keep Working in the Background', 'Cancel']
    const question = { message: 'A run is at work.', buttons, inFrontOfWindow: true }
    await eventually(() => boxes(app)).toMatchObject([question])
    await app.answerMessage('Cancel')
    expect(await placesOf(app)).toHaveLength(1)
    expect((await app.state()).blockers).toBe(1)
  })

  test('kept in the background it has no window; another start brings them back [fault 10]', async () => {
    await app.askToQuit()
    await eventually(() => boxes(app)).toHaveLength(1)
    await app.answerMessage('Keep Working in the Background')
    await eventually(() => placesOf(app)).toEqual([])
    // A machine that slept meanwhile looks for what is due; nothing ends by it.
    await app.power('resume')
    expect(await app.state()).toMatchObject({
      blockers: 1,
      tray: { labels: expect.arrayContaining(['Open Triptych']) },
    })
    expect(await app.startAgain()).toBe(0)
    await eventually(() => placesOf(app)).toHaveLength(1)
  })

  test('killed while a run works, it is as it was with the next start, and the run goes on', {
    timeout: 120_000,
  }, async () => {
    await app.kill()
    await launch()
    await go(`#/run/${runId}`)
    const resume = page().getByRole('button', { name: /^Resume/ })
    await resume.waitFor(SLOW)
    await resume.click()
    await page().getByText('Waits for you to approve the plan.', { exact: true }).waitFor({ timeout: 60_000 })
    await eventually(async () => (await app.state()).blockers).toBe(0)
  })
})
