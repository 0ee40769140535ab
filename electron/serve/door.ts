/** What the door looks at of a request, before anything is done for it. */
export interface Knock {
  readonly method: string
  /** The one `Host` header; null where there is none, or more than one. */
  readonly host: string | null
  readonly origin: string | undefined
  /** `Sec-Fetch-Site`; browsers send it, other programs do not. */
  readonly fetchSite: string | undefined
  readonly isSocket: boolean
}

/** What a request asks for. A token counts at the beginning of the address only. */
export interface Target {
  readonly pathname: string
  readonly token: string | null
}

/**
 * Whether a request comes to us by our own name and from our own page. 403: by another name (a name that somebody points at this
 * machine) or from another page, one of another port included. 405: it wants to change something. Null: it may show its key.
 */
export function refuseKnock(knock: Knock, port: number): 403 | 405 | null {
  const { method, host, origin, fetchSite, isSocket } = knock
  if (host === null || !ownHosts(port).includes(host)) return 403
  if (origin === undefined ? isSocket : origin !== `http://${host}`) return 403
  if (fetchSite !== undefined && fetchSite !== 'none' && fetchSite !== 'same-origin') return 403
  if (method !== 'GET' && (isSocket || method !== 'HEAD')) return 405
  return null
}

/** As browsers write them: without the port that is usual for http. */
function ownHosts(port: number): string[] {
  return ['127.0.0.1', 'localhost'].map((name) => new URL(`http://${name}:${port}`).host)
}

/** The path and the token of a request; null where it asks for another server, or for no address at all. */
export function targetOf(requestUrl: string): Target | null {
  const url = requestUrl.startsWith('/') ? URL.parse(`http://localhost${requestUrl}`) : null
  return url && { pathname: url.pathname, token: url.pathname === '/' ? url.searchParams.get('token') : null }
}

/** Cookies do not know ports, so the name does: two servers on one machine must not overwrite each other's. */
export const cookieName = (port: number): string => `triptych-${port}`

export function cookieHeader(port: number, session: string): string {
  return `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`
}

/** Every value that a request gives for our cookie. */
export function cookieValues(header: string | undefined, port: number): string[] {
  const prefix = `${cookieName(port)}=`
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length))
}
