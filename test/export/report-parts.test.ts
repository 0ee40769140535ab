import { expect, test } from 'vitest'
import { hidePlaces } from '../../electron/export/report/hide-places.ts'
import { html } from '../../electron/export/report/html.ts'
import { canonicalJson, canonicalText } from '../../shared/canonical-json.ts'

test('whatever is put into markup is text', () => {
  const evil = `<a href="x" onclick='y'>&amp;`
  expect(html`<p title="${evil}">${[evil, 1, null, html`<br>`]}</p>`.markup).toBe(
    '<p title="&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;amp;">&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;amp;1<br></p>',
  )
  expect(html`${'a\u0000b\u202ec\u200bd'}`.markup).toBe('a␀b&lt;U+202E&gt;c&lt;U+200B&gt;d')
})

test.each([
  ['cd /home/ada/code && ls /home/ada', 'cd ~/code && ls ~'],
  ['/home/adam and /home/ada-b and /home/ada.b', '/home/adam and /home/ada-b and /home/ada.b'],
  ['see /home/ada.', 'see ~.'],
  ['"/home/ada/shop/x.ts:3"', '"<repository>/x.ts:3"'],
  ['C:\\Users\\Ada\\x, c:/users/ada/y, C:\\\\Users\\\\Ada\\\\z', '<win>\\x, <win>/y, <win>\\\\z'],
  ['/ and nothing', '/ and nothing'],
])('the places of this machine are taken out of %j', (text, told) => {
  const hide = hidePlaces([
    { folder: '/home/ada', name: '~' },
    { folder: '/home/ada/shop/', name: '<repository>' },
    { folder: 'C:\\Users\\Ada', name: '<win>' },
    { folder: '/', name: 'root' },
  ])
  expect(hide(text)).toBe(told)
})

test('canonical text is canonical JSON where that may be hashed, and takes doubles besides', () => {
  const value = { b: [1, 'ü', null], a: { '2': true, '10': '"' }, left: undefined }
  expect(canonicalText(value)).toBe(canonicalJson(value))
  expect(canonicalText({ ms: 1.5, e: 1e21 })).toBe('{"e":1e+21,"ms":1.5}')
  expect(() => canonicalText([undefined])).toThrow('JSON knows no undefined')
})
