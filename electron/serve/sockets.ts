import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { RpcError, TopicMessage } from '../../shared/contract.ts'
import { err } from '../../shared/result.ts'
import type { Connection, Host } from '../host.ts'
import { targetOf } from './door.ts'
import { isKnown, refuseRequest, type Site } from './http.ts'

const SOCKET_PATH = '/socket'
/** The largest question; the boundary itself takes 4 MiB. */
const MAX_FRAME_BYTES = 5 * 1024 * 1024
/**
 * A window that does not take what it is sent is cut off, connects again and reads again. So much may wait besides the largest message
 * so far: one that is large and still on its way must not end the connection, or reading it again would do the same.
 */
const MAX_WAITING_BYTES = 16 * 1024 * 1024
export const PING_MS = 20_000
const NOT_UNDERSTOOD = 1003

const questionSchema = z.strictObject({
  id: z.int().nonnegative(),
  method: z.string().max(200),
  input: z.unknown().optional(),
})

export interface Sockets {
  /** The `upgrade` event of the server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** One connection of the host for each window. What comes in is parsed here; what it asks for is parsed by the host. */
export function createSockets(
  site: Pick<Site, 'port' | 'keys' | 'report'>,
  host: Pick<Host, 'connect'>,
  pingMs: number,
): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  const silent = new WeakSet<WebSocket>()
  server.on('connection', (socket) => {
    socket.on('pong', () => silent.delete(socket))
    attend(socket, host, site.report)
  })
  const pinging = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate()
      silent.add(socket)
      socket.ping()
    }
  }, pingMs)
  return {
    upgrade: (request, socket, head) => {
      const refused = refuseUpgrade(site, request)
      if (refused === null) server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened))
      else turnAway(socket, refused)
    },
    close: () => {
      clearInterval(pinging)
      for (const socket of server.clients) socket.terminate()
    },
  }
}

function refuseUpgrade(site: Pick<Site, 'port' | 'keys'>, request: IncomingMessage): number | null {
  const refused = refuseRequest(site, request, true)
  if (refused !== null) return refused
  if (!isKnown(site, request)) return 401
  return targetOf(request.url ?? '')?.pathname === SOCKET_PATH ? null : 404
}

function turnAway(socket: Duplex, status: number): void {
  // Whoever asked may be gone already, or never end the line by themselves.
  socket.on('error', () => socket.destroy())
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function attend(socket: WebSocket, host: Pick<Host, 'connect'>, report: (error: unknown) => void): void {
  let largestBytes = 0
  const send = (message: object): void => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > largestBytes + MAX_WAITING_BYTES) {
      socket.terminate()
      return
    }
    const text = JSON.stringify(message)
    largestBytes = Math.max(largestBytes, Buffer.byteLength(text))
    socket.send(text)
  }
  const connection = host.connect((message: TopicMessage) => send(message))
  socket.on('close', () => connection.close())
  // Broken frames and lost lines: `ws` closes the socket after telling it, and the window connects again.
  socket.on('error', report)
  socket.on('message', (data, isBinary) => {
    const question = isBinary ? null : readQuestion(data)
    if (question === null) socket.close(NOT_UNDERSTOOD, 'Expected { id, method, input } as JSON.')
    else void answer(connection, question, report).then(send)
  })
}

type Question = z.output<typeof questionSchema>

function readQuestion(data: RawData): Question | null {
  try {
    const parsed = questionSchema.safeParse(JSON.parse(String(data)))
    return parsed.success ? parsed.data : null
  } catch {
    // Not JSON; the caller closes the socket for it.
    return null
  }
}

async function answer(connection: Connection, { id, method, input }: Question, report: (error: unknown) => void) {
  try {
    return { id, reply: await connection.call(method, input) }
  } catch (error) {
    // The host answers failures as data, so this is a fault of ours; the window must not wait for ever.
    report(error)
    const fault: RpcError = {
      code: 'internal',
      message: `${method}: ${error instanceof Error ? error.message : error}`,
    }
    return { id, reply: err(fault) }
  }
}
