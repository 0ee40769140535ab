import type { IncomingMessage, ServerResponse } from 'node:http'
import { readStaticFile } from '../static-files.ts'
import { cookieHeader, cookieValues, refuseKnock, targetOf } from './door.ts'
import type { Keys } from './keys.ts'
import { type RefusalStatus, refusalPage } from './pages.ts'

export interface Site {
  readonly port: number
  readonly keys: Keys
  /** The built renderer. */
  readonly rendererFolder: string
  /** An address was used up, and another one is good now. */
  readonly onNewAddress: () => void
  readonly report: (error: unknown) => void
}

/** What is wrong with a request before its path matters. `isSocket`: it asks for the WebSocket. */
export function refuseRequest(site: Pick<Site, 'port'>, request: IncomingMessage, isSocket: boolean): 403 | 405 | null {
  const hosts = request.headersDistinct['host'] ?? []
  const fetchSite = request.headers['sec-fetch-site']
  const knock = {
    method: request.method ?? '',
    host: hosts.length === 1 ? (hosts[0] ?? null) : null,
    origin: request.headers.origin,
    fetchSite: Array.isArray(fetchSite) ? fetchSite.join() : fetchSite,
    isSocket,
  }
  return refuseKnock(knock, site.port)
}

/** Whether this browser exchanged a token before. */
export function isKnown({ keys, port }: Pick<Site, 'keys' | 'port'>, request: IncomingMessage): boolean {
  return cookieValues(request.headers.cookie, port).some(keys.knows)
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** Answers what is no socket. Never rejects. */
export async function answerRequest(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await answerTo(site, request).catch((error: unknown) => {
    site.report(error)
    return refusal(500)
  })
  // Node leaves the body of an answer to HEAD out by itself.
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': Buffer.byteLength(answer.body) })
  response.end(answer.body)
}

async function answerTo(site: Site, request: IncomingMessage): Promise<Answer> {
  const refused = refuseRequest(site, request, false)
  if (refused !== null) return refusal(refused)
  const target = targetOf(request.url ?? '')
  if (target === null) return refusal(400)
  const known = isKnown(site, request)
  // A browser that is in already may open any of its addresses again; no token is used up by it.
  if (target.token !== null) return known ? toTheWindow({}) : exchange(site, request, target.token)
  if (!known) return refusal(401)
  const file = await readStaticFile(site.rendererFolder, target.pathname)
  return file.body === null ? refusal(404) : { status: file.status, headers: file.headers, body: file.body }
}

function exchange({ keys, port, onNewAddress }: Site, { method }: IncomingMessage, token: string): Answer {
  // Not for HEAD: previews of links must not use an address up.
  const session = method === 'GET' ? keys.exchange(token) : null
  if (session === null) return refusal(401)
  onNewAddress()
  return toTheWindow({ 'Set-Cookie': cookieHeader(port, session) })
}

/** Without the token, so that it stays neither in the address bar nor in the history. */
function toTheWindow(headers: Record<string, string>): Answer {
  const quiet = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }
  return { status: 303, headers: { Location: '/', ...quiet, ...headers }, body: '' }
}

const refusal = (status: RefusalStatus): Answer => ({ status, ...refusalPage(status) })
