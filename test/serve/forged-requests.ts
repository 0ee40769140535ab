/** Two hundred requests that somebody else could make of `serve`. */
import type { OutgoingHttpHeaders } from 'node:http'

export interface Forged {
  target: string
  method?: string
  headers: OutgoingHttpHeaders
}

export interface Known {
  port: number
  /** A good cookie: what is forged must fail although the browser was let in. */
  cookie: string
  /** The path with the good token. */
  entry: string
}

const TARGETS = ['/', '/index.html', '/assets/app.css', '/socket']
const combine = (
  targets: readonly string[],
  variants: readonly OutgoingHttpHeaders[],
  method: string = 'GET',
): Forged[] => targets.flatMap((target) => variants.map((headers) => ({ target, method, headers })))

function foreignHosts({ port, cookie, entry }: Known): Forged[] {
  const names = ['evil.example', `evil.example:${port}`, '127.0.0.1', 'localhost:1', `127.0.0.1:${port + 1}`]
  const tricks = [
    `0.0.0.0:${port}`,
    `[::1]:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost.:${port}`,
    `127.1:${port}`,
  ]
  return combine(
    [...TARGETS, entry],
    [...names, ...tricks].map((host) => ({ host, cookie })),
  )
}

function foreignPages({ port, cookie, entry }: Known): Forged[] {
  const origins = ['https://evil.example', 'null', '', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`]
  const tricks = [
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}.evil.example`,
    `http://127.0.0.1:${port}/`,
    'file://',
  ]
  const sites = ['cross-site', 'same-site', 'something-new']
  return combine(
    [...TARGETS, entry],
    [
      ...[...origins, ...tricks].map((origin) => ({ origin, cookie })),
      ...sites.map((site) => ({ 'sec-fetch-site': site, cookie })),
    ],
  )
}

function foreignMethods({ cookie, entry }: Known): Forged[] {
  return ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].flatMap((method) =>
    combine(['/', '/socket', entry], [{ cookie }], method),
  )
}

function withoutKey({ port, cookie, entry }: Known): Forged[] {
  const [name = '', value = ''] = cookie.split('=')
  const token = entry.slice('/?token='.length)
  const cookies = [
    {},
    { cookie: '' },
    { cookie: `${name}=` },
    { cookie: `${name}=${value.slice(1)}` },
    { cookie: `${name}=${value}x` },
    { cookie: `${name}=${token}` },
    { cookie: `triptych-${port + 1}=${value}` },
    { cookie: `triptych=${value}` },
    { authorization: `Bearer ${token}` },
  ]
  const tokens = ['', 'x', token.slice(1), `${token}x`, token.toUpperCase(), value, '%00', `${token}%20`]
  return [
    ...combine(TARGETS, cookies),
    ...combine(TARGETS, cookies.slice(0, 2), 'HEAD'),
    ...combine(
      tokens.map((wrong) => `/?token=${wrong}`),
      [{}],
    ),
    ...combine([`/index.html?token=${token}`, `/assets/app.css?token=${token}`, `/?Token=${token}`], [{}]),
    { target: entry, method: 'HEAD', headers: {} },
  ]
}

function outside({ cookie }: Known): Forged[] {
  const paths = [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '//../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%00',
    '/%zz',
    '/assets',
    '/etc/passwd',
    'http://evil.example/',
    '*',
  ]
  return combine(paths, [{ cookie }])
}

function foreignSockets({ port, cookie }: Known): Forged[] {
  const socket = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  const origin = `http://127.0.0.1:${port}`
  const variants: OutgoingHttpHeaders[] = [
    { origin },
    { origin, cookie: `triptych-${port}=wrong` },
    { cookie },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: 'null' },
    { cookie, origin: `http://localhost:${port}` },
    { cookie, origin, host: `evil.example:${port}` },
    { cookie, origin, 'sec-fetch-site': 'cross-site' },
    { cookie, origin: `http://evil.example:${port}`, host: `evil.example:${port}` },
  ]
  return [
    ...combine(
      ['/socket'],
      variants.map((headers) => ({ ...socket, ...headers })),
    ),
    ...combine(['/', '/socket/', '/socketx', '//socket'], [{ ...socket, cookie, origin }]),
    { target: '/socket', method: 'POST', headers: { ...socket, cookie, origin } },
    { target: '/socket', headers: { ...socket, cookie, origin, upgrade: 'h2c' } },
    { target: '/socket', headers: { ...socket, cookie, origin, 'sec-websocket-version': '1' } },
  ]
}

/** All of them, for a server whose door is known. */
export const forgedRequests = (known: Known): Forged[] =>
  [foreignHosts, foreignPages, foreignMethods, withoutKey, outside, foreignSockets].flatMap((make) => make(known))
