import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on loopback that nothing of ours has a reason to ask. */
export interface Canary {
  readonly origin: string
  /** Paths that were asked for since the last `take`. */
  take(): string[]
  close(): Promise<void>
}

/** A page without any protection, for the control. */
export const BARE_PAGE = '/bare-page'

export async function startCanary(): Promise<Canary> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path !== BARE_PAGE && path !== '/favicon.ico') asked.push(path)
    response.writeHead(200, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*' })
    response.end(path === BARE_PAGE ? '<!doctype html><title>bare</title><div id="box"></div>' : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    take: () => asked.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
