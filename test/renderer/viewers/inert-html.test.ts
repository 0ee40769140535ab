import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inertHtml } from '../../../renderer/viewers/inert-html.ts'

/** Text without signs of markup, and tags without attributes. */
const INERT =
  /^(?:[^<>]|<\/?(?:h[1-6]|p|div|span|br|hr|pre|code|kbd|samp|blockquote|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td|em|strong|b|i|u|s|sub|sup|small|section|article|header|footer|figure)>)*$/

test.each([
  ['<h1 onclick="x()">A &amp; B</h1>', '<h1>A &amp; B</h1>'],
  ['<script>alert("</p>")</script><p>text', '<p>text'],
  ['<SCRIPT src=x></script ><b>x</b>', '<b>x</b>'],
  ['<style>p{}</style><style>never closed <p>x', ''],
  ['<a href="javascript:1" target=_top>go</a><form action=/x><button>Send</button></form>', 'goSend'],
  [
    '<img src=x onerror=alert(1)><meta http-equiv=refresh content=0><link rel=stylesheet href=x><base href=x>',
    '[picture]',
  ],
  ['<!-- <script> --><!doctype html><?php ?>1 < 2 <3', '1 &lt; 2 &lt;3'],
  ['&lt;script&gt; &#60;b&#x3e; &nbsp;&unknown; &#0;', '&lt;script&gt; &lt;b&gt;  &amp;unknown; &amp;#0;'],
  ['a\u202eb&#x202e;c', 'a⟨U+202E⟩b⟨U+202E⟩c'],
  ['<p title="a>b">c', '<p>b"&gt;c'],
  ['a<p', 'a<p>'],
  ['<svg><a xlink:href="x"><p>in</p></svg>out', 'out'],
])('%j becomes %j', (page, inert) => expect(inertHtml(page)).toBe(inert))

test('whatever is written, only tags without attributes come out of it', () => {
  const word = fc.constantFrom(
    '<',
    '>',
    '</',
    '<!--',
    '-->',
    'script',
    'p',
    'img',
    ' onerror=x',
    '"',
    "'",
    '&lt;',
    '&#60;',
    '=',
    '/',
    '\n',
    'a',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'binary' })), { maxLength: 40 }), (parts) => {
      expect(inertHtml(parts.join(''))).toMatch(INERT)
    }),
    { numRuns: 500 },
  )
})

test('a megabyte of beginnings of tags is read in no time', () => {
  const began = performance.now()
  for (const part of ['<a', '<script>', '<!--', '&', '</']) inertHtml(part.repeat(1_000_000 / part.length))
  expect(performance.now() - began).toBeLessThan(20_000)
})
