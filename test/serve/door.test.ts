import { describe, expect, test } from 'vitest'
import { cookieHeader, cookieValues, type Knock, refuseKnock, targetOf } from '../../electron/serve/door.ts'
import { createKeys } from '../../electron/serve/keys.ts'
import { openerOf } from '../../electron/serve/open-browser.ts'

const PAGE: Knock = { method: 'GET', host: '127.0.0.1:4000', origin: undefined, fetchSite: 'none', isSocket: false }
const SOCKET: Knock = { ...PAGE, origin: 'http://127.0.0.1:4000', fetchSite: 'same-origin', isSocket: true }

describe('who may knock', () => {
  const cases: [string, Knock, 403 | 405 | null][] = [
    ['the address bar', PAGE, null],
    ['a program without metadata', { ...PAGE, fetchSite: undefined }, null],
    ['our page', { ...PAGE, fetchSite: 'same-origin' }, null],
    ['our page with its origin', { ...PAGE, origin: 'http://127.0.0.1:4000' }, null],
    ['the other name of loopback', { ...PAGE, host: 'localhost:4000', origin: 'http://localhost:4000' }, null],
    ['HEAD', { ...PAGE, method: 'HEAD' }, null],
    ['no host', { ...PAGE, host: null }, 403],
    ['a name that points here', { ...PAGE, host: 'evil.example:4000' }, 403],
    ['another port', { ...PAGE, host: '127.0.0.1:4001' }, 403],
    ['no port', { ...PAGE, host: '127.0.0.1' }, 403],
    ['the origin of the other name', { ...PAGE, origin: 'http://localhost:4000' }, 403],
    ['https', { ...PAGE, origin: 'https://127.0.0.1:4000' }, 403],
    ['a hidden origin', { ...PAGE, origin: 'null' }, 403],
    ['another site', { ...PAGE, fetchSite: 'cross-site' }, 403],
    ['another port of this machine', { ...PAGE, fetchSite: 'same-site' }, 403],
    ['POST', { ...PAGE, method: 'POST' }, 405],
    ['the socket of our page', SOCKET, null],
    ['a socket without origin', { ...SOCKET, origin: undefined }, 403],
    ['a socket by HEAD', { ...SOCKET, method: 'HEAD' }, 405],
  ]
  test.each(cases)('%s', (_name, knock, refused) => {
    expect(refuseKnock(knock, 4000)).toBe(refused)
  })

  test('browsers leave the usual port out', () => {
    expect(refuseKnock({ ...PAGE, host: 'localhost', origin: 'http://localhost' }, 80)).toBe(null)
  })
})

test.each([
  ['/', { pathname: '/', token: null }],
  ['/?token=abc', { pathname: '/', token: 'abc' }],
  ['/?x=1&token=a%20b', { pathname: '/', token: 'a b' }],
  ['/assets/app.js?token=abc', { pathname: '/assets/app.js', token: null }],
  ['/../secret.txt', { pathname: '/secret.txt', token: null }],
  ['//evil.example/', { pathname: '//evil.example/', token: null }],
  ['http://evil.example/', null],
  ['*', null],
  ['', null],
])('the target of %j', (url, target) => {
  expect(targetOf(url)).toEqual(target)
})

test('the cookie is for this server alone, out of reach of scripts and other sites', () => {
  expect(cookieHeader(4000, 'abc')).toBe('triptych-4000=abc; HttpOnly; SameSite=Strict; Path=/')
  expect(cookieValues('a=b; triptych-4000=one;triptych-4001=other; triptych-4000=two', 4000)).toEqual(['one', 'two'])
  expect(cookieValues(undefined, 4000)).toEqual([])
})

test('a token is exchanged once, for a session of its own', () => {
  const keys = createKeys()
  const first = keys.token()
  expect(Buffer.from(first, 'base64url')).toHaveLength(32)
  const session = keys.exchange(first)
  expect(session).not.toBe(first)
  expect(session !== null && keys.knows(session)).toBe(true)
  expect(keys.exchange(first)).toBe(null)
  expect(keys.exchange('')).toBe(null)
  expect([keys.knows(first), keys.knows('')]).toEqual([false, false])
  const second = keys.exchange(keys.token())
  expect(new Set([first, session, second, keys.token()]).size).toBe(4)
  expect(session !== null && keys.knows(session)).toBe(true)
})

test.each(['linux', 'darwin', 'win32'] as const)(
  'on %s the address is one argument of a program, not of a shell',
  (platform) => {
    const address = 'http://127.0.0.1:4000/?token=a&b;c'
    const [command, args] = openerOf(platform, address)
    expect(args.filter((arg) => arg === address)).toHaveLength(1)
    expect(command).not.toMatch(/cmd|sh$/)
  },
)
