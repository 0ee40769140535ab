/** Starts the built application on the shim, for tests: its page for Playwright, its main process for questions. */
import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { type Ask, type MainState, tellSchema } from './steering.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const REGISTER = path.join(import.meta.dirname, 'register.ts')

export interface RunningApp {
  page: Page
  /** Errors and warnings of the page's console since it was connected. */
  problems: string[]
  state(): Promise<MainState>
  closeWindow(): Promise<void>
  /** Exit code of the main process. */
  exited: Promise<number | null>
  quit(): Promise<void>
}

/** `home`: the data folder. The environment is explicit, so that nothing of the machine shows through. */
export async function launchApp(home: string): Promise<RunningApp> {
  const { PATH = '', CHROMIUM_PATH } = process.env
  const child = fork(path.join(ROOT, 'out/main/main.js'), [], {
    cwd: ROOT,
    execArgv: ['--import', REGISTER],
    env: { PATH, HOME: home, TRIPTYCH_HOME: home, ...(CHROMIUM_PATH ? { CHROMIUM_PATH } : {}) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said: string[] = []
  child.stdout?.on('data', (text) => said.push(String(text)))
  child.stderr?.on('data', (text) => said.push(String(text)))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const line = openLine(child)
  const early = exited.then((code): never => {
    throw new Error(`the application ended with ${code}\n${said.join('')}`)
  })
  const connected = line.address.then((address) => chromium.connectOverCDP(address))
  const browser = await Promise.race([connected, early])
  const page = await Promise.race([firstPage(browser, line), early])
  // From here on the end is expected; `exited` tells it.
  early.catch(() => undefined)
  page.setDefaultTimeout(10_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  return {
    page,
    problems,
    state: () => line.ask('state'),
    closeWindow: async () => void (await line.ask('close_window')),
    exited,
    quit: async () => {
      if (child.exitCode === null) await line.ask('quit')
      await exited
      await browser.close()
    },
  }
}

/** Questions to the main process. All are rejected once it is gone. */
function openLine(child: ChildProcess) {
  const waiting = new Map<number, PromiseWithResolvers<MainState>>()
  const ready = Promise.withResolvers<string>()
  let lastId = 0
  child.on('message', (raw) => {
    const told = tellSchema.parse(raw)
    if (told.kind === 'ready') ready.resolve(told.address)
    else waiting.get(told.id)?.resolve(told.state)
  })
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the application has ended'))
  })
  const ask = (question: Ask['ask']): Promise<MainState> => {
    if (child.exitCode !== null) return Promise.reject(new Error('the application has ended'))
    lastId += 1
    const answer = Promise.withResolvers<MainState>()
    waiting.set(lastId, answer)
    const message: Ask = { id: lastId, ask: question }
    child.send(message)
    return answer.promise
  }
  return { address: ready.promise, ask }
}

/** The first window's page, loaded. */
async function firstPage(browser: Browser, line: { ask(question: 'state'): Promise<MainState> }): Promise<Page> {
  const deadline = Date.now() + 15_000
  while (Date.now() < deadline) {
    const { windows } = await line.ask('state')
    const page = browser
      .contexts()[0]
      ?.pages()
      .find((candidate) => candidate.url() !== 'about:blank')
    if (page && windows.some((window) => window.visible)) {
      await page.waitForLoadState('load')
      return page
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('no window appeared')
}
