/** The window in each of its hosts, one interface for the specs that hold in all of them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { findNode24, ROOT } from '../../scripts/child.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import { launchApp, type WindowHost, hostProblem as windowHostProblem } from '../electron-shim/driver.ts'
import { cliProgram } from '../support/programs.ts'

export type HostName = 'serve' | WindowHost
export const HOSTS: readonly HostName[] = ['serve', 'stand-in', 'electron']

export interface OpenWindow {
  readonly host: HostName
  readonly page: Page
  /** Errors and warnings of the console, of all pages. */
  readonly problems: string[]
  /** A second window on the same runs. */
  secondWindow(): Promise<Page>
  /** The person's next answer to the folder dialog. False: this host has none, the path is typed. */
  answerFolderDialog(folder: string): Promise<boolean>
  /** Addresses that were handed to the person's browser; in a browser the page opens them itself. */
  opened(): Promise<string[]>
  close(): Promise<void>
}

/** Why a host cannot be tested here; null if it can. */
export const hostProblem = (host: HostName): string | null => (host === 'serve' ? null : windowHostProblem(host))

/** The window over a data folder. `env` is added to an otherwise empty environment. */
export async function openWindow(host: HostName, home: string, env: Record<string, string> = {}): Promise<OpenWindow> {
  const opened = host === 'serve' ? await openServed(home, env) : await openApp(host, home, env)
  opened.page.setDefaultTimeout(30_000)
  return opened
}

async function openApp(host: WindowHost, home: string, env: Record<string, string>): Promise<OpenWindow> {
  // Verification steps of the tests run `node`, which must be the one that the product brings.
  const app = await launchApp(home, { host, env: { ...around(), ...env } })
  return {
    host,
    page: app.page,
    problems: app.problems,
    secondWindow: async () => {
      const before = app.pages().length
      await app.clickMenu('New Window')
      while (app.pages().length === before) await new Promise((resolve) => setTimeout(resolve, 50))
      const page = app.pages().at(-1)
      if (!page) throw new Error('no second window appeared')
      await page.waitForLoadState('load')
      return page
    },
    answerFolderDialog: async (folder) => {
      await app.answerFolderDialog(folder)
      return true
    },
    opened: async () => (await app.state()).opened,
    close: () => app.quit(),
  }
}

async function openServed(home: string, env: Record<string, string>): Promise<OpenWindow> {
  const server = await startServer(home, env)
  const { env: own, platform } = process
  const executable = findChromium({ env: own, platform, exists: existsSync })
  const browser = await chromium.launch({
    ...(executable === null ? {} : { executablePath: executable }),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-quic'],
  })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const problems = problemsOf(context)
  const page = await context.newPage()
  await page.goto(server.address)
  return {
    host: 'serve',
    page,
    problems,
    secondWindow: async () => {
      const second = await context.newPage()
      await second.goto(new URL('/', server.address).href)
      return second
    },
    answerFolderDialog: async () => false,
    opened: async () => [],
    close: async () => {
      await browser.close()
      await server.stop()
    },
  }
}

function problemsOf(context: BrowserContext): string[] {
  const problems: string[] = []
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  context.on('weberror', (error) => problems.push(String(error.error())))
  return problems
}

const NODE = findNode24() ?? process.execPath
/** Node first on PATH; what Node compiled once is kept, because a story starts dozens of processes. */
const around = (): Record<string, string> => ({
  PATH: [path.dirname(NODE), process.env['PATH'] ?? ''].join(path.delimiter),
  NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile'),
})

async function startServer(
  home: string,
  env: Record<string, string>,
): Promise<{ address: string; stop(): Promise<void> }> {
  const child = spawn(NODE, [cliProgram(), 'serve'], {
    env: { ...around(), HOME: home, TRIPTYCH_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const address = await Promise.race([
    firstAddress(child),
    exited.then((code): never => {
      throw new Error(`serve ended with ${code}\n${said}`)
    }),
  ])
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      if (said.includes('Error')) throw new Error(`serve reported a fault:\n${said}`)
    },
  }
}

function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(text)?.[0]
      if (address) resolve(address)
    })
  })
}
