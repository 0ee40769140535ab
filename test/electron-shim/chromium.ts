/** A Chromium of our own, steered over the DevTools protocol with Node's own WebSocket. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { z } from 'zod'
// Playwright's types of the protocol; its package exports no path to them.
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'
import { findChromium } from '../../scripts/chromium.mjs'

const START_TIMEOUT_MS = 20_000
const EXIT_TIMEOUT_MS = 3_000

const QUIET_FLAGS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-features=OptimizationHints,MediaRouter,Translate,InterestFeedContentSuggestions',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--hide-scrollbars',
]

type Command = keyof Protocol.CommandParameters
type EventName = keyof Protocol.Events
type Listener<E extends EventName> = (payload: Protocol.Events[E]) => void

/** One end of the protocol: the browser itself, or one page. */
export interface Session {
  send<C extends Command>(command: C, params?: Protocol.CommandParameters[C]): Promise<Protocol.CommandReturnValues[C]>
  on<E extends EventName>(event: E, listener: Listener<E>): void
}

export interface Chromium extends Session {
  /** Where Playwright can connect to the same browser. */
  readonly address: string
  session(sessionId: string): Session
  onGone(listener: () => void): void
  close(): Promise<void>
}

// Written as methods: the protocol's own types say what a message carries, so a narrower receiver fits.
interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}
interface Receiver {
  receive(payload: unknown): void
}

const messageSchema = z.object({
  id: z.number().optional(),
  sessionId: z.string().default(''),
  method: z.string().default(''),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
})

export async function launchChromium(profileFolder: string): Promise<Chromium> {
  const binary = findChromium({ env: process.env, platform: process.platform, exists: existsSync })
  if (binary === null) throw new Error('electron shim: no Chromium; set CHROMIUM_PATH')
  mkdirSync(profileFolder, { recursive: true })
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []
  const place = [
    `--user-data-dir=${profileFolder}`,
    '--remote-debugging-port=0',
    '--headless=new',
    '--no-startup-window',
  ]
  const child = spawn(binary, [...QUIET_FLAGS, ...asRoot, ...place], { stdio: ['ignore', 'ignore', 'pipe'] })
  process.once('exit', () => child.kill('SIGKILL'))
  return connect(child, await listeningAddress(child))
}

function listeningAddress(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`electron shim: Chromium ${why}\n${said}`))
    const deadline = setTimeout(() => fail('did not start'), START_TIMEOUT_MS)
    child.once('error', reject)
    child.once('exit', (code) => fail(`exited with ${code}`))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-65_536)
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address === undefined) return
      clearTimeout(deadline)
      resolve(address)
    })
  })
}

async function connect(child: ChildProcess, address: string): Promise<Chromium> {
  const socket = new WebSocket(address)
  const pending = new Map<number, Pending>()
  const receivers = new Map<string, Receiver[]>()
  const goneListeners: (() => void)[] = []
  let lastId = 0
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('electron shim: no connection to Chromium')))
  })
  socket.addEventListener('message', ({ data }) => {
    const { id, sessionId, method, params, result, error } = messageSchema.parse(JSON.parse(String(data)))
    if (id === undefined) {
      for (const receiver of receivers.get(`${sessionId} ${method}`) ?? []) receiver.receive(params)
      return
    }
    if (error) pending.get(id)?.reject(new Error(error.message))
    else pending.get(id)?.resolve(result)
    pending.delete(id)
  })
  socket.addEventListener('close', () => {
    for (const { reject } of pending.values()) reject(new Error('electron shim: Chromium is gone'))
    pending.clear()
    for (const listener of goneListeners) listener()
  })

  const session = (sessionId: string): Session => ({
    send: <C extends Command>(command: C, params?: Protocol.CommandParameters[C]) =>
      new Promise<Protocol.CommandReturnValues[C]>((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) {
          reject(new Error(`electron shim: Chromium is gone (${command})`))
          return
        }
        lastId += 1
        pending.set(lastId, { resolve, reject })
        const target = sessionId === '' ? {} : { sessionId }
        socket.send(JSON.stringify({ id: lastId, method: command, params: params ?? {}, ...target }))
      }),
    on: <E extends EventName>(event: E, listener: Listener<E>) => {
      const key = `${sessionId} ${event}`
      receivers.set(key, [...(receivers.get(key) ?? []), { receive: listener }])
    },
  })
  return {
    ...session(''),
    address,
    session,
    onGone: (listener) => goneListeners.push(listener),
    close: () => end(child, session('')),
  }
}

async function end(child: ChildProcess, browser: Session): Promise<void> {
  if (child.exitCode !== null) return
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const deadline = setTimeout(() => child.kill('SIGKILL'), EXIT_TIMEOUT_MS)
  // The answer may be lost in the closing; the exit tells.
  await Promise.allSettled([browser.send('Browser.close')])
  await exited
  clearTimeout(deadline)
}
