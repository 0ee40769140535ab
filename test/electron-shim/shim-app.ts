import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { collectProblems, type RunningApp, STOP } from './running-app.ts'
import { type Ask, type MainState, type Question, tellSchema } from './steering.ts'

const REGISTER = path.join(import.meta.dirname, 'register.ts')
const WINDOW_DEADLINE_MS = 15_000

export interface Start {
  /** The project's folder. */
  root: string
  args: string[]
  env: Record<string, string>
}

/** The built application on the stand-in. */
export async function launchShim({ root, args, env }: Start): Promise<RunningApp> {
  const main = path.join(root, 'out/main/main.js')
  const options: ForkOptions = {
    cwd: root,
    execArgv: ['--import', REGISTER],
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  }
  const child = fork(main, args, options)
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
  const page = await Promise.race([firstPage(browser, line.ask), early])
  // From here on the end is expected; `exited` tells it.
  early.catch(() => undefined)
  const context = page.context()
  context.setDefaultTimeout(10_000)
  const ask = async (question: Question): Promise<void> => void (await line.ask(question))
  return {
    host: 'stand-in',
    page,
    pages: () => context.pages().filter(isOurs),
    problems: await collectProblems(context, page),
    notes: line.notes,
    state: () => line.ask({ ask: 'state' }),
    closeWindow: (index) => ask(index === undefined ? { ask: 'close_windows' } : { ask: 'close_window', index }),
    placeWindow: (index, bounds) => ask({ ask: 'place_window', index, bounds }),
    crash: (index) => ask({ ask: 'crash', index }),
    drop: (index, file) => ask({ ask: 'drop', index, file }),
    blur: () => ask({ ask: 'blur' }),
    focus: () => ask({ ask: 'focus' }),
    answerFolderDialog: (folder) => ask({ ask: 'answer_folder', folder }),
    clickNotification: (index, button) => ask({ ask: 'click_notification', index, button: button ?? null }),
    clickMenu: (label) => ask({ ask: 'click_menu', label }),
    clickPopup: (label) => ask({ ask: 'click_popup', label }),
    clickTray: (label) => ask({ ask: 'click_tray', label }),
    answerMessage: (button) => ask({ ask: 'answer_message', button }),
    power: (event) => ask({ ask: 'power', event }),
    sleep: (ms) => ask({ ask: 'sleep', ms }),
    activate: () => ask({ ask: 'activate' }),
    tellWindow: (index, event) => ask({ ask: 'tell_window', index, event }),
    fail: (how, message) => ask({ ask: 'fail', how, message }),
    startAgain: (more = []) => {
      const second = fork(main, [...more], options)
      return new Promise((resolve) => second.once('exit', resolve))
    },
    terminate: () => void child.kill('SIGTERM'),
    askToQuit: () => ask({ ask: 'quit', answer: null }),
    exited,
    quit: async () => {
      if (child.exitCode === null && child.signalCode === null) await ask({ ask: 'quit', answer: STOP })
      await exited
      await browser.close()
    },
    kill: async () => {
      const session = await browser.newBrowserCDPSession()
      child.kill('SIGKILL')
      await exited
      // In Electron the pages are processes of the main one and end with it.
      await Promise.allSettled([session.send('Browser.close')])
      await browser.close()
    },
  }
}

/** Questions to the main process. All are rejected once it is gone. */
function openLine(child: ChildProcess) {
  const waiting = new Map<number, PromiseWithResolvers<MainState>>()
  const ready = Promise.withResolvers<string>()
  const notes: string[] = []
  let lastId = 0
  child.on('message', (raw) => {
    const told = tellSchema.parse(raw)
    if (told.kind === 'ready') ready.resolve(told.address)
    else if (told.kind === 'noted') notes.push(told.text)
    else if (told.kind === 'answer') waiting.get(told.id)?.resolve(told.state)
    else waiting.get(told.id)?.reject(new Error(told.message))
  })
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the application has ended'))
  })
  const ask = (question: Question): Promise<MainState> => {
    if (child.exitCode !== null) return Promise.reject(new Error('the application has ended'))
    lastId += 1
    const answer = Promise.withResolvers<MainState>()
    waiting.set(lastId, answer)
    const message: Ask = { id: lastId, question }
    child.send(message)
    return answer.promise
  }
  return { address: ready.promise, ask, notes }
}

const isOurs = (page: Page): boolean => page.url() !== 'about:blank'

/** The first window's page, loaded. */
async function firstPage(browser: Browser, ask: (question: Question) => Promise<MainState>): Promise<Page> {
  const deadline = Date.now() + WINDOW_DEADLINE_MS
  while (Date.now() < deadline) {
    const { windows } = await ask({ ask: 'state' })
    const page = browser.contexts()[0]?.pages().find(isOurs)
    if (page && windows.some((window) => window.visible)) {
      await page.waitForLoadState('load')
      return page
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('no window appeared')
}
