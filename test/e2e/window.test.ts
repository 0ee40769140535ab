import { rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../electron/static-files.ts'
import { hostProblem, launchApp, type RunningApp, WINDOW_HOSTS } from '../electron-shim/driver.ts'
import { ask, callRaw, heard, listen, stopListening } from './bridge.ts'
import { newHome, placeGarbage, seed } from './seeded-home.ts'

const VIOLATED = [
  'connect-src',
  'frame-src',
  'require-trusted-types-for',
  'script-src-elem',
  'style-src-elem',
  'trusted-types',
]

/** The boundary and the shell around the page; what the views show is tested elsewhere. */
describe.each(WINDOW_HOSTS)('the window in the %s', (host) => {
  const problem = hostProblem(host)
  const home = newHome()
  let app: RunningApp
  let runId = ''
  beforeAll(async () => {
    seed(home, (store) => {
      runId = store.createRun('Read the configuration from one schema at start', '/srv/ledger-core').id
    })
    if (problem === null) app = await launchApp(home, { host })
  })
  beforeEach((context) => context.skip(problem !== null, problem ?? ''))
  afterAll(async () => {
    await app?.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  test('the page sees three functions of the preload and nothing else', async () => {
    const seen = await app.page.evaluate(() => {
      const bridge = window.triptych
      if (!bridge) throw new Error('no bridge')
      const replaced = Reflect.set(window, 'triptych', {})
      const undo: unknown = bridge.subscribe(() => undefined)
      const leaks = ['require', 'process', 'module', 'ipcRenderer', 'Buffer', 'global', 'setImmediate']
      return {
        members: Object.keys(bridge),
        frozen: Object.isFrozen(bridge),
        replaced: replaced || window.triptych !== bridge,
        leaks: leaks.filter((name) => name in window),
        ownFunctions: Object.values(bridge).every((member) => Object.getPrototypeOf(member) === Function.prototype),
        undone: typeof undo === 'function' ? typeof undo() : 'no function',
        // What a page makes itself lies nowhere.
        madeByPage: bridge.pathOf(new File(['x'], 'passwd')),
      }
    })
    expect(seen).toEqual({
      members: ['call', 'subscribe', 'pathOf'],
      frozen: true,
      replaced: false,
      leaks: [],
      ownFunctions: true,
      undone: 'undefined',
      madeByPage: '',
    })
  })

  test('a method or an input that the contract does not know is refused as data', async () => {
    const { page } = app
    const badInput = { ok: false, error: expect.objectContaining({ code: 'bad_input' }) }
    expect(await callRaw(page, 'runs.steal', {})).toEqual(badInput)
    expect(await callRaw(page, 'constructor', {})).toEqual(badInput)
    expect(await callRaw(page, null, null)).toEqual(badInput)
    expect(await callRaw(page, 'system.info', { more: 1 })).toEqual(badInput)
    expect(await callRaw(page, 'runs.list', { limit: 100_000 })).toEqual(badInput)
    expect(await callRaw(page, 'runs.list', { limit: 1, query: 'x'.repeat(5_000_000) })).toEqual(badInput)
    const uncloned = page.evaluate(() => window.triptych?.call('system.info', Object({ run: () => 1 })))
    await expect(uncloned).rejects.toThrow('could not be cloned')
  })

  test('what another process writes is told to the page until it stops listening', async () => {
    const { page } = app
    await ask(page, 'runs.list', { limit: 1 })
    await listen(page)
    let added = ''
    seed(home, (store) => {
      added = store.createRun('Make the retry queue survive a restart', '/srv/parcel-worker').id
    })
    const rows = async () => (await heard(page)).filter(({ topic }) => topic === 'runs.changed')
    await expect
      .poll(rows)
      .toEqual([{ topic: 'runs.changed', value: { rows: [expect.objectContaining({ id: added })] } }])
    await stopListening(page)
    seed(home, (store) => store.addEvent(added, 'system', 'run_started', 'Started.', {}))
    await ask(page, 'runs.get', { runId: added })
    await page.waitForTimeout(600)
    expect(await rows()).toHaveLength(1)
  })

  test('a listener that was taken back can be forgotten', async (context) => {
    context.skip(host !== 'stand-in', "When Electron's bridge lets go of a function is its own affair.")
    const { page } = app
    await page.evaluate(() => {
      let listener: (() => void) | null = () => undefined
      Reflect.set(window, 'kept', new WeakRef(listener))
      window.triptych?.subscribe(listener)()
      listener = null
    })
    const isForgotten = async (): Promise<boolean> => {
      await page.requestGC()
      return page.evaluate(() => Reflect.get(window, 'kept').deref() === undefined)
    }
    await expect.poll(isForgotten, { timeout: 10_000 }).toBe(true)
  })

  test('inline script, remote requests, foreign frames and markup from text do not get in', async () => {
    const results = await app.page.evaluate(provoke, VIOLATED.length)
    // Chromium wrote what was provoked to the console.
    app.problems.length = 0
    expect(results).toEqual({
      titleChanged: false,
      remote: 'blocked',
      outside: 404,
      markup: 'refused',
      policy: 'refused',
      violations: [...VIOLATED],
    })
  })

  test('the page is served with the policy of both hosts', async () => {
    const policy = await app.page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
    expect(policy).toBe(CONTENT_SECURITY_POLICY)
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
    if (host === 'stand-in') expect(refused.windows).toEqual(['https://example.com/window'])
    expect(windows.map(({ url, visible }) => ({ url, visible }))).toEqual([
      { url: expect.stringMatching(/^app:\/\/triptych\/index\.html(#|$)/), visible: true },
    ])
    expect(page.url()).toBe(before)
    expect(await callRaw(page, 'system.info', {})).toMatchObject({ ok: true })
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

  test('a reload begins a new connection: what the old page watched is not told, the rest is', async () => {
    const { page } = app
    await ask(page, 'runs.get', { runId })
    await page.reload()
    await listen(page)
    seed(home, (store) => store.updateRun(runId, { status: 'failed', summary: 'Ended by hand' }))
    seed(home, (store) => store.addEvent(runId, 'system', 'run_finished', 'Ended.', {}))
    const topics = async (): Promise<string[]> => (await heard(page)).map(({ topic }) => topic)
    await expect.poll(topics).toContain('runs.changed')
    expect(await topics()).not.toContain('run.changed')
  })

  test('the console was silent throughout, and closing the last window ends the application', async () => {
    expect(app.problems).toEqual([])
    expect((await app.state()).refused.preloadErrors).toEqual([])
    await app.closeWindow()
    expect(await app.exited).toBe(0)
  })
})

test('a data folder that cannot be read is told as data, and read again with the next call', async () => {
  const home = newHome()
  const file = placeGarbage(home)
  const app = await launchApp(home, { host: 'stand-in' })
  try {
    const reply = await callRaw(app.page, 'runs.list', { limit: 1 })
    expect(reply).toMatchObject({ ok: false, error: { code: 'unavailable', remedy: expect.any(String) } })
    expect(await callRaw(app.page, 'system.info', {})).toMatchObject({ ok: true, value: { home, host: 'electron' } })
    rmSync(file)
    expect(await callRaw(app.page, 'runs.list', { limit: 1 })).toEqual({ ok: true, value: { rows: [], next: null } })
  } finally {
    await app.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
})

/** Runs in the page. `kinds`: after so many different violations it has seen all. */
async function provoke(kinds: number) {
  const violations = new Set<string>()
  const { promise: all, resolve } = Promise.withResolvers<void>()
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.add(event.effectiveDirective)
    if (violations.size === kinds) resolve()
  })
  setTimeout(resolve, 3_000)
  const refusedOr = (work: () => unknown): string => {
    try {
      return String(work())
    } catch {
      return 'refused'
    }
  }
  const before = document.title
  const script = document.createElement('script')
  script.append('document.title = "taken"')
  document.head.append(script)
  const style = document.createElement('style')
  style.append('body { display: none }')
  document.head.append(style)
  const frame = document.createElement('iframe')
  frame.src = 'https://example.com/'
  document.body.append(frame)
  const markup = refusedOr(() => Reflect.set(document.createElement('div'), 'innerHTML', '<b>bold</b>'))
  const factory: { createPolicy(name: string, rules: object): unknown } = Reflect.get(window, 'trustedTypes')
  const policy = refusedOr(() => factory.createPolicy('ours', {}))
  const module = document.createElement('link')
  module.rel = 'modulepreload'
  module.href = 'https://example.com/script.js'
  document.head.append(module)
  const remote = await fetch('https://example.com/').then(
    () => 'reached',
    () => 'blocked',
  )
  const outside = await fetch('/../../package.json').then((response) => response.status)
  await all
  for (const added of [script, style, module]) added.remove()
  frame.remove()
  return {
    titleChanged: document.title !== before,
    remote,
    outside,
    markup,
    policy,
    violations: [...violations].sort(),
  }
}
