import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchApp, type RunningApp } from '../electron-shim/driver.ts'
import { newHome, placeGarbage, placePredecessor, predecessorGoals, seed } from './seeded-home.ts'

const GOAL = 'Read the configuration from one schema at start'

describe('a data folder with runs', () => {
  const home = newHome()
  let app: RunningApp
  beforeAll(async () => {
    seed(home, (store) => {
      const done = store.createRun('Stream CSV exports instead of buffering them', '/work/harbour-api')
      store.updateRun(done.id, { status: 'completed', summary: 'Branch kept' })
      const waiting = store.createRun(GOAL, '/work/ledger-core')
      store.updateRun(waiting.id, { status: 'awaiting_approval' })
    })
    app = await launchApp(home)
  })
  afterAll(async () => {
    await app?.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  test('the runs are listed with goal, repository and state, what needs the person first', async () => {
    const rows = app.page.getByRole('table', { name: 'Runs' }).getByRole('row')
    await rows.filter({ hasText: GOAL }).waitFor()
    const texts = await rows.allTextContents()
    const order = ['Needs you', GOAL, 'Done', 'Stream CSV exports'].map((text) =>
      texts.findIndex((row) => row.includes(text)),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order[0]).toBeGreaterThan(-1)
    const waiting = await rows.filter({ hasText: GOAL }).textContent()
    expect(waiting).toContain('ledger-core')
    expect(waiting).toContain('Needs you')
    expect(await rows.filter({ hasText: 'Stream CSV' }).textContent()).toContain('Branch kept')
  })

  test('a run that another process adds is there when the window gets the focus', async () => {
    seed(home, (store) => void store.createRun('Make the retry queue survive a restart', '/work/parcel-worker'))
    await app.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await app.page.getByRole('row', { name: /retry queue/ }).waitFor()
  })

  test('the page sees one function of the preload and nothing else', async () => {
    const seen = await app.page.evaluate(() => {
      const bridge = window.triptych
      const replaced = Reflect.set(window, 'triptych', {})
      return {
        members: Object.keys(bridge),
        frozen: Object.isFrozen(bridge),
        replaced: replaced || window.triptych !== bridge,
        leaks: ['require', 'process', 'module', 'ipcRenderer', 'Buffer', 'global', 'setImmediate'].filter(
          (name) => name in window,
        ),
        ownFunction: Object.getPrototypeOf(bridge.call) === Function.prototype,
      }
    })
    expect(seen).toEqual({ members: ['call'], frozen: true, replaced: false, leaks: [], ownFunction: true })
  })

  test('a method or an input that the contract does not know is refused as data', async () => {
    const replies = await app.page.evaluate(async () => {
      const call = (method: string, input: unknown): Promise<unknown> =>
        Reflect.apply(window.triptych.call, null, [method, input])
      return {
        method: await call('runs.steal', {}),
        extra: await call('system.info', { more: 1 }),
        limit: await call('runs.list', { limit: 100_000 }),
        prototype: await call('constructor', {}),
        uncloned: await call('system.info', { run: () => 1 }).catch((error: unknown) => String(error)),
      }
    })
    const badInput = { ok: false, error: expect.objectContaining({ code: 'bad_input' }) }
    expect(replies).toEqual({
      method: badInput,
      extra: badInput,
      limit: badInput,
      prototype: badInput,
      uncloned: expect.stringContaining('could not be cloned'),
    })
  })

  test('inline script, remote requests and foreign frames do not get in', async () => {
    const results = await app.page.evaluate(async () => {
      const violations: string[] = []
      const { promise: allThree, resolve } = Promise.withResolvers<void>()
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.effectiveDirective)
        if (violations.length === 3) resolve()
      })
      setTimeout(resolve, 3_000)
      const script = document.createElement('script')
      script.textContent = 'document.title = "taken"'
      document.head.append(script)
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      document.body.append(frame)
      const remote = await fetch('https://example.com/').then(
        () => 'reached',
        () => 'blocked',
      )
      const outside = await fetch('/../../package.json').then((response) => response.status)
      await allThree
      script.remove()
      frame.remove()
      return { title: document.title, remote, outside, violations: violations.sort() }
    })
    expect(results).toEqual({
      title: 'Runs · Triptych',
      remote: 'blocked',
      outside: 404,
      violations: ['connect-src', 'frame-src', 'script-src-elem'],
    })
    // Three violations were provoked, and Chromium wrote them to the console.
    app.problems.length = 0
  })

  test('navigation, new windows and permissions are denied', async () => {
    const { page } = app
    const before = page.url()
    await page.evaluate(() => {
      window.open('https://example.com/window', '_blank')
      location.href = 'https://example.com/page'
    })
    await expect.poll(async () => (await app.state()).refused.navigations).toEqual(['https://example.com/page'])
    const { windows, refused } = await app.state()
    expect(refused.windows).toEqual(['https://example.com/window'])
    expect(windows).toEqual([{ url: 'app://triptych/index.html', visible: true }])
    expect(page.url()).toBe(before)
    const position = await page.evaluate(
      () =>
        new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : error.message),
          )
        }),
    )
    expect(position).toBe('denied')
    expect(await page.evaluate(() => Notification.permission)).toBe('denied')
  })

  test.each(['light', 'dark'] as const)('the %s theme follows the system', async (colorScheme) => {
    await app.page.emulateMedia({ colorScheme })
    const background = await app.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(background).toBe(colorScheme === 'light' ? 'rgb(239, 239, 236)' : 'rgb(15, 16, 18)')
  })

  test('after a reload the list is there again, and the console was silent throughout', async () => {
    await app.page.reload()
    await app.page.getByRole('row', { name: new RegExp(GOAL) }).waitFor()
    expect(app.problems).toEqual([])
    expect((await app.state()).refused.preloadErrors).toEqual([])
  })

  test('closing the last window ends the application', async () => {
    await app.closeWindow()
    expect(await app.exited).toBe(0)
  })
})

describe('other data folders', () => {
  const homes: string[] = []
  const running: RunningApp[] = []
  const launch = async (prepare: (home: string) => void): Promise<RunningApp> => {
    const home = newHome()
    homes.push(home)
    prepare(home)
    const app = await launchApp(home)
    running.push(app)
    return app
  }
  afterAll(async () => {
    for (const app of running) await app.quit()
    for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  test("the predecessor's runs are listed", async () => {
    const app = await launch(placePredecessor)
    const goals = predecessorGoals()
    expect(goals.length).toBeGreaterThan(0)
    for (const goal of goals) await app.page.getByRole('row').filter({ hasText: goal }).first().waitFor()
    expect(app.problems).toEqual([])
  })

  test('an empty one tells how to start a run', async () => {
    const app = await launch(() => undefined)
    await app.page.getByRole('heading', { name: 'No runs yet' }).waitFor()
    await app.page.getByText('triptych run --repo').waitFor()
    expect(app.problems).toEqual([])
  })

  test('one that cannot be read says so, and is read again on demand', async () => {
    let file = ''
    const app = await launch((home) => {
      file = placeGarbage(home)
    })
    const alert = app.page.getByRole('alert')
    await alert.filter({ hasText: 'could not be read' }).waitFor()
    rmSync(file)
    await alert.getByRole('button', { name: 'Read again' }).click()
    await app.page.getByRole('heading', { name: 'No runs yet' }).waitFor()
    expect(await alert.count()).toBe(0)
  })
})
