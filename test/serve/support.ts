import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { WebSocket } from 'ws'
import { type Serving, startServe } from '../../electron/serve.ts'
import { type FakeHost, fakeHost } from './fake-host.ts'

export { type Answer, ask, letIn, targetOf } from './requests.ts'

export interface Served extends Serving {
  readonly host: FakeHost
  /** What was printed after an exchange, and what was reported. */
  readonly addresses: string[]
  readonly reported: unknown[]
}

const undo: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

/** A server with a small page, a stylesheet, and a secret beside its folder. */
export async function serve(options: { host?: FakeHost; port?: number; pingMs?: number } = {}): Promise<Served> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-serve-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  const rendererFolder = path.join(folder, 'renderer')
  mkdirSync(path.join(rendererFolder, 'assets'), { recursive: true })
  writeFileSync(path.join(rendererFolder, 'index.html'), '<!doctype html><title>Triptych</title>')
  writeFileSync(path.join(rendererFolder, 'assets', 'app.css'), 'body {}')
  writeFileSync(path.join(folder, 'secret.txt'), 'secret')
  const host = options.host ?? fakeHost()
  const [addresses, reported]: [string[], unknown[]] = [[], []]
  const started = await startServe({
    host,
    rendererFolder,
    port: options.port ?? 0,
    onNewAddress: (address) => addresses.push(address),
    report: (error) => reported.push(error),
    ...(options.pingMs === undefined ? {} : { pingMs: options.pingMs }),
  })
  if (!started.ok) throw new Error(started.error.message)
  undo.push(() => started.value.close())
  return { ...started.value, host, addresses, reported }
}

/** A window's socket; `cookie` null: a browser that was not let in. */
export function openSocket(port: number, cookie: string): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, {
    headers: { cookie, origin: `http://127.0.0.1:${port}` },
  })
  undo.push(() => socket.terminate())
  return socket
}
