import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { linkHandlers } from '../electron/handlers/links.ts'
import type { HostShell } from '../electron/handlers/parts.ts'
import { decodeLabel } from '../shared/punycode.ts'
import { webLink } from '../shared/web-link.ts'

test.each([
  'http://a.example/',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  '\\\\host\\share',
  'smb://host/share',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x',
  'vscode://file/x',
  'mailto:a@b.example',
  'tel:1',
  'blob:https://a.example/x',
  'view-source:https://a.example',
  'https:a.example',
  'https:/a.example',
  'https:///a.example',
  'https:\\\\a.example',
  'https://a.example\\@b.example',
  ' https://a.example',
  'https://a.example/\n',
  'ht\ttps://a.example',
  'https://a.exa\u200bmple',
  'https://a.example/\u202e',
  'https://a b.example',
  'https://',
  'https://%00.example',
  '//a.example',
  'a.example',
  '',
  `https://a.example/${'x'.repeat(3_000)}`,
])('%j is not opened [fault 61]', (text) => expect(webLink(text)).toBe(null))

const CYRILLIC = 'letters that can be taken for others: а (Cyrillic, U+0430)'
test.each([
  ['https://a.example/x?y#z', { host: 'a.example', shownAs: null }, []],
  ['HTTPS://A.Example', { host: 'a.example', href: 'https://a.example/' }, []],
  ['https://a.example:443/', { host: 'a.example' }, []],
  ['https://a.example:8443/', { host: 'a.example:8443' }, ['port 8443']],
  ['https://bank.example@evil.example/', { host: 'evil.example' }, ['user name']],
  ['https://bank.example:x@evil.example/', { host: 'evil.example' }, ['user name']],
  ['https://\u0430pple.example', { host: 'xn--pple-43d.example', shownAs: '\u0430pple.example' }, [CYRILLIC]],
  ['https://xn--pple-43d.example', { host: 'xn--pple-43d.example', shownAs: '\u0430pple.example' }, [CYRILLIC]],
  ['https://faß.example', { host: 'xn--fa-hia.example', shownAs: 'faß.example' }, ['ß (Latin, U+00DF)']],
  ['https://2130706433/', { host: '127.0.0.1' }, ['number of a machine', 'program on this machine']],
  ['https://0x7f.1/', { host: '127.0.0.1' }, ['number of a machine', 'program on this machine']],
  ['https://[::1]/', { host: '[::1]' }, ['number of a machine', 'program on this machine']],
  ['https://x.localhost/', { host: 'x.localhost' }, ['program on this machine']],
  ['https://xn--a/', { host: 'xn--a', shownAs: '⟨U+0080⟩' }, ['U+0080']],
])('%j is shown as what it is [fault 61]', (text, shown, warnings) => {
  const link = webLink(text)
  expect(link).toMatchObject(shown)
  expect(link?.warnings).toEqual(warnings.map((part) => expect.stringContaining(part)))
})

test('names in other letters are read as the standard reads them', () => {
  const letters = fc.stringMatching(
    /^[a-z\u00e0-\u00ff\u0430-\u044f\u03b1-\u03c9\u4e00-\u4eff\u{1f600}-\u{1f64f}]{1,12}$/u,
  )
  fc.assert(
    fc.property(letters, (label) => {
      const ascii = domainToASCII(label)
      if (!ascii.startsWith('xn--')) return
      expect(decodeLabel(ascii.slice(4))).toBe(domainToUnicode(ascii))
    }),
    { numRuns: 2_000 },
  )
})

test('whatever is let through is https, and means the same when it is read again', () => {
  const scheme = fc.constantFrom(
    'https://',
    'https:',
    'HTTPS://',
    'http://',
    'https:\\',
    'javascript:',
    'file://',
    '//',
  )
  fc.assert(
    fc.property(scheme, fc.string({ unit: 'binary', maxLength: 40 }), (begin, rest) => {
      const link = webLink(begin + rest)
      if (link === null) return
      expect(link.href).toMatch(/^https:\/\/[!-~]+$/)
      expect(webLink(link.href)).toEqual(link)
      expect(new URL(link.href).host).toBe(link.host)
    }),
    { numRuns: 5_000 },
  )
})

const shell = (openLink: HostShell['openLink']): { shell: HostShell } => ({
  shell: {
    ...{
      kind: 'electron',
      version: '0',
      electron: '0',
      pickFolder: null,
      reveal: null,
      keyStore: null,
      updates: null,
      openLink,
      openWindow: null,
      launch: null,
    },
  },
})
const caller = { watch: () => undefined }

test('the main process looks at the address again, and opens what it made of it', async () => {
  const openLink = vi.fn(async () => undefined)
  const open = linkHandlers(shell(openLink))['links.open']
  expect(await open({ url: 'file:///etc/passwd' }, caller)).toMatchObject({ ok: false, error: { code: 'refused' } })
  expect(openLink).not.toHaveBeenCalled()
  expect(await open({ url: 'HTTPS://A.example' }, caller)).toEqual({ ok: true, value: { href: 'https://a.example/' } })
  expect(openLink.mock.calls).toEqual([['https://a.example/']])
})

test('a host whose page is in a browser already opens nothing', async () => {
  const open = linkHandlers(shell(null))['links.open']
  expect(await open({ url: 'https://a.example' }, caller)).toMatchObject({ ok: false, error: { code: 'unavailable' } })
})
