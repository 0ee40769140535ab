import { createServer, type Server } from 'node:http'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { Host } from './host.ts'
import { answerRequest, type Site } from './serve/http.ts'
import { createKeys } from './serve/keys.ts'
import { createSockets, PING_MS } from './serve/sockets.ts'

const LOOPBACK = '127.0.0.1'

export interface ServeOptions {
  /** Closed with the server. */
  host: Host
  /** The built renderer. */
  rendererFolder: string
  /** 0: any that is free. */
  port: number
  /** The last address was used, and this one opens the next browser. */
  onNewAddress: (address: string) => void
  /** Faults of ours, and what broke on a line. */
  report: (error: unknown) => void
  /** How often a window must show that it lives; 20 seconds. */
  pingMs?: number
}

export interface Serving {
  readonly port: number
  /** Opens one browser, once; changes with each one that was let in. */
  address(): string
  /** Cuts every window off, then closes the host. Idempotent as the host is. */
  close(): Promise<void>
}

/** The window for a browser of this machine: loopback only, and only for who has the address. Refused where the port is not free. */
export async function startServe(options: ServeOptions): Promise<Result<Serving, Refusal>> {
  const keys = createKeys()
  const server = createServer()
  const listening = await listen(server, options.port)
  if (!listening.ok) return listening
  const port = listening.value
  const address = (): string => `http://${LOOPBACK}:${port}/?token=${keys.token()}`
  const { host, rendererFolder, report } = options
  const site: Site = { port, keys, rendererFolder, report, onNewAddress: () => options.onNewAddress(address()) }
  const sockets = createSockets(site, host, options.pingMs ?? PING_MS)
  server.on('request', (request, response) => void answerRequest(site, request, response))
  server.on('upgrade', sockets.upgrade)
  server.on('error', report)
  return ok({
    port,
    address,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      sockets.close()
      server.closeAllConnections()
      await closed
      await host.close()
    },
  })
}

/** The port that was taken. */
function listen(server: Server, port: number): Promise<Result<number, Refusal>> {
  return new Promise((resolve) => {
    const refuse = (error: Error): void => {
      const message = `Port ${port} of ${LOOPBACK} cannot be used: ${error.message}.`
      resolve(err({ code: 'port', message, remedy: 'Leave --port out for one that is free, or name another.' }))
    }
    server.once('error', refuse)
    server.listen(port, LOOPBACK, () => {
      server.off('error', refuse)
      const bound = server.address()
      resolve(ok(bound !== null && typeof bound === 'object' ? bound.port : port))
    })
  })
}
