/** `serve` and `npm start` as a person starts them: real processes, the built window, a real Chromium. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Page } from 'playwright'
import { afterAll, afterEach, expect, test } from 'vitest'
import { findNode24, ROOT } from '../../scripts/child.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import { newHome } from './seeded-home.ts'

const NODE = findNode24() ?? process.execPath
const XVFB = '/usr/bin/Xvfb'
const home = newHome()
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }))

const running: ChildProcess[] = []
afterEach(async () => {
  for (const child of running.splice(0).reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill()
    await new Promise((resolve) => child.once('exit', resolve))
  }
})

interface Command {
  child: ChildProcess
  stdout(): string
  stderr(): string
  /** Resolves with what the group finds in standard output. */
  says(pattern: RegExp): Promise<string>
  exited: Promise<number | null>
}

function run(file: string, args: string[], env: Record<string, string> = {}): Command {
  const { PATH = '' } = process.env
  const child = spawn(NODE, [path.join(ROOT, file), ...args], {
    env: { PATH, HOME: home, TRIPTYCH_HOME: path.join(home, 'data'), TRIPTYCH_ELECTRON: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    says: async (pattern) => {
      await expect.poll(() => stdout, { timeout: 15_000, message: stderr }).toMatch(pattern)
      return pattern.exec(stdout)?.[1] ?? ''
    },
    exited: new Promise((resolve) => child.once('exit', resolve)),
  }
}

const ADDRESS = /^(http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43})$/m
const ANOTHER = /^For another browser: (http:\S+)$/m

/** Errors and warnings of the console, from before the page is loaded. */
function listen(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  return problems
}

async function expectWindow(page: Page): Promise<void> {
  await expect.poll(() => page.title()).toMatch(/Triptych/)
  await page.getByRole('banner').waitFor()
  expect(new URL(page.url())).toMatchObject({ pathname: '/', search: '' })
}

test('`serve` shows the window to one browser, and ends with 130', async () => {
  const serve = run('electron/cli.ts', ['serve'])
  const address = await serve.says(ADDRESS)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    const problems = listen(page)
    const frames: string[] = []
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))))
    await page.goto(address)
    await expectWindow(page)
    await expect.poll(() => frames.some((frame) => frame.includes('"ok":true'))).toBe(true)
    expect(await page.evaluate(() => document.cookie)).toBe('')
    await page.reload()
    await expectWindow(page)
    expect(problems).toEqual([])

    // A thief of the printed address, and one of the port.
    const stranger = await browser.newContext()
    const strange = await stranger.newPage()
    expect((await strange.goto(address))?.status()).toBe(401)
    await strange.getByText('Each address opens one browser, once.').waitFor()
    expect((await strange.goto(new URL(address).origin))?.status()).toBe(401)
    expect((await strange.goto(await serve.says(ANOTHER)))?.status()).toBe(200)
  } finally {
    await browser.close()
  }
  serve.child.kill('SIGINT')
  expect(await serve.exited).toBe(130)
  await expect(fetch(address)).rejects.toThrow()
})

test('`npm start` takes no arguments, and refuses where Electron must be and cannot', async () => {
  const withArgument = run('scripts/app.mjs', ['start', '--port', '1'])
  expect(await withArgument.exited).toBe(2)
  expect(withArgument.stderr()).toContain('serve --port <n>')
  const must = run('scripts/app.mjs', ['start'], { TRIPTYCH_ELECTRON: '1' })
  expect(await must.exited).toBe(1)
  expect(must.stderr()).toContain('TRIPTYCH_ELECTRON=1, but Electron cannot be used (there is no display')
})

const RIGHTS = process.getuid?.() === 0 ? ', as root and so without its sandbox' : ''

/** A folder with an Electron that does as the script says, and what chooses it. */
function givenElectron(name: string, script: string) {
  const given = path.join(home, name)
  mkdirSync(given)
  writeFileSync(path.join(given, 'electron'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const env = { TRIPTYCH_ELECTRON: '', DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: given }
  return { env, line: `Showing the window in Electron (from ELECTRON_OVERRIDE_DIST_PATH, ${given})${RIGHTS}.` }
}

test.skipIf(process.platform === 'win32')('`npm start` uses the Electron of a folder that is given', async () => {
  const note = path.join(home, 'note')
  const { env, line } = givenElectron('given', `printf '%s\\n' "$ELECTRON_RUN_AS_NODE" "$@" > '${note}'`)
  const start = run('scripts/app.mjs', ['start'], { ...env, ELECTRON_RUN_AS_NODE: '1' })
  expect(await start.exited).toBe(0)
  expect(start.stderr()).toContain(`${line}\n`)
  expect(readFileSync(note, 'utf8').trim().split('\n')).toEqual(RIGHTS === '' ? [ROOT] : ['--no-sandbox', ROOT])
})

test.skipIf(process.platform === 'win32')(
  'an Electron that ends at once is named with its code, and the window is shown otherwise; or nothing is, where it must be',
  async () => {
    const { env, line } = givenElectron('ends', 'exit 3')
    const chromium = path.join(home, 'closed-at-once')
    writeFileSync(chromium, '#!/bin/sh\nexit 0\n', { mode: 0o755 })
    const start = run('scripts/app.mjs', ['start'], { ...env, CHROMIUM_PATH: chromium })
    expect(await start.exited).toBe(0)
    const otherwise = `Electron is not used (it ended at once with 3); showing the window in Chromium from the local server${RIGHTS}.`
    expect(start.stderr().split('\n').slice(0, 2)).toEqual([line, otherwise])
    const must = run('scripts/app.mjs', ['start'], { ...env, TRIPTYCH_ELECTRON: '1' })
    expect(await must.exited).toBe(3)
    expect(must.stderr()).toBe(`${line}\n`)
  },
)

test('`npm start` shows a window in Chromium, and ends with it', async (context) => {
  context.skip(!existsSync(XVFB), 'no display: Xvfb is not installed')
  const { env, profile, page: connect } = windowOn(await startDisplay())
  const start = run('scripts/app.mjs', ['start'], env)
  const page = await connect()
  await expectWindow(page)
  expect(start.stderr()).toMatch(/^Electron is not used \(TRIPTYCH_ELECTRON=0\); showing the window in Chromium/m)
  // The address is the window's own; only the one for another browser is shown.
  expect(start.stdout()).not.toMatch(ADDRESS)
  const other = await start.says(ANOTHER)
  await page.close()
  expect(await start.exited).toBe(0)
  expect(existsSync(profile())).toBe(false)
  await expect(fetch(other)).rejects.toThrow()
})

test('a stopped `npm start` leaves neither window nor server behind', async (context) => {
  context.skip(!existsSync(XVFB), 'no display: Xvfb is not installed')
  const { env, profile, page: connect } = windowOn(await startDisplay())
  const start = run('scripts/app.mjs', ['start'], env)
  const page = await connect()
  await expectWindow(page)
  const gone = new Promise((resolve) => page.once('close', resolve))
  start.child.kill('SIGINT')
  expect(await start.exited).toBe(130)
  await gone
  expect(existsSync(profile())).toBe(false)
})

function chromiumPath(): string {
  const found = findChromium({ env: process.env, platform: process.platform, exists: existsSync })
  if (found === null) throw new Error('no Chromium; set CHROMIUM_PATH')
  return found
}

/** An X server of our own; its `DISPLAY`. */
async function startDisplay(): Promise<string> {
  const child = spawn(XVFB, ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  running.push(child)
  const number = await new Promise((resolve) => child.stdio[3]?.once('data', resolve))
  return `:${String(number).trim()}`
}

/** A Chromium that can be steered: the one of this machine, and a note of the profile that it was given. */
function windowOn(display: string) {
  const wrapper = path.join(home, 'chromium')
  const note = path.join(home, 'profile')
  rmSync(note, { force: true })
  writeFileSync(
    wrapper,
    `#!/bin/sh
for arg; do case "$arg" in --user-data-dir=*) echo "\${arg#*=}" > "${note}" ;; esac; done
exec "${chromiumPath()}" --remote-debugging-port=0 "$@"
`,
    { mode: 0o700 },
  )
  const profile = (): string => (existsSync(note) ? readFileSync(note, 'utf8').trim() : '')
  const portFile = (): string => path.join(profile(), 'DevToolsActivePort')
  const page = async (): Promise<Page> => {
    await expect.poll(() => profile() !== '' && existsSync(portFile()), { timeout: 20_000 }).toBe(true)
    const port = readFileSync(portFile(), 'utf8').split('\n')[0]
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    const pages = () => browser.contexts().flatMap((context) => context.pages())
    await expect.poll(() => pages().length, { timeout: 10_000 }).toBeGreaterThan(0)
    const [first] = pages()
    if (first === undefined) throw new Error('Chromium has no window')
    return first
  }
  return { env: { DISPLAY: display, CHROMIUM_PATH: wrapper }, profile, page }
}
