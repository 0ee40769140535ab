import { Lexer } from 'marked'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import {
  blockTokens,
  decodeEntities,
  headingLevel,
  linkTarget,
  markdownBlocks,
  markdownReader,
} from '../../../renderer/viewers/markdown.ts'
import { MarkdownViewer } from '../../../renderer/viewers/markdown-viewer.tsx'

/** The elements without classes and other looks. */
const html = (text: string): string =>
  renderToStaticMarkup(createElement(MarkdownViewer, { text }))
    .replace(/ (?:class|dir|tabindex)="[^"]*"/g, '')
    .replace(/^<section aria-label="Text"><div>(?:<div>)?(.*?)(?:<\/div>)?<div><\/div><\/div><\/section>$/s, '$1')
    .replace(/<div>(.*?)<\/div>/gs, '$1')

test.each([
  ['headings are moved below the view’s own', '# A\n\n###### B', '<h3>A</h3><h6>B</h6>'],
  [
    'text in a line',
    'a **b** _c_ ~~d~~ `e <f>`',
    '<p>a <strong>b</strong> <em>c</em> <del>d</del> <code>e &lt;f&gt;</code></p>',
  ],
  ['entities', '&lt;b&gt; &#233; &amp;amp;', '<p>&lt;b&gt; é &amp;amp;</p>'],
  ['lists', '- a\n- b\n\n3. c', '<ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li></ol>'],
  ['quotes', '> a', '<blockquote><p>a</p></blockquote>'],
  ['rule and break', 'a  \nb\n\n---', '<p>a<br/>b</p><hr/>'],
  [
    'code',
    '```ts\n<b>\n```',
    '<section aria-label="Code, ts"><pre><code><span>&lt;b&gt;</span></code></pre></section>',
  ],
  ['HTML blocks are text', '<script>alert(1)</script>\n', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['HTML in a line is text', 'a <img src=x onerror=y> b', '<p>a &lt;img src=x onerror=y&gt; b</p>'],
  ['images are told', '![a cat](http://x.y/z.png)', '<p><span>[image: a cat] <span>http://x.y/z.png</span></span></p>'],
  ['hidden characters', 'a\u202eb', '<p>a⟨U+202E⟩b</p>'],
])('%s', (_what, text, expected) => expect(html(text)).toBe(expected))

test('links lead nowhere and say where they would', () => {
  const text =
    '[bank](javascript:alert(1)) [good](https://evil.example/x) <https://a.example> [ref][r]\n\n[r]: https://b.example/y'
  const shown = html(text)
  expect(shown).not.toMatch(/<a |href=/)
  expect(shown.replace(/<[^>]*>/g, '')).toBe(
    'bank (javascript:alert(1)) good (evil.example) https://a.example ref (b.example)',
  )
  expect(shown).toContain('title="https://evil.example/x"')
})

test('task lists say what is done', () => {
  const shown = html('- [x] a\n- [ ] b')
  expect(shown).toBe(
    '<ul><li><span role="img" aria-label="Done:">☑</span>a</li><li><span role="img" aria-label="To do:">☐</span>b</li></ul>',
  )
})

test('tables', () => {
  expect(html('| a | b |\n|:-|-:|\n| 1 | **2** |')).toBe(
    '<div><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table></div>',
  )
})

test('of a long document only the beginning is drawn at first', () => {
  const text = Array.from({ length: 500 }, (_, at) => `paragraph ${at}`).join('\n\n')
  expect(markdownBlocks(text)).toHaveLength(500)
  expect(html(text).match(/<p>/g)).toHaveLength(30)
})

test('read in pieces, the blocks are those of the whole text', () => {
  const parts = [
    '# A',
    'b c',
    '- d\n- e\n\n- f',
    '```\n# g\n\nh\n```',
    '| i |\n|---|\n| j |',
    '> k\n> l',
    'm\n===',
    '<div>\nn\n</div>',
    '[o]: http://p',
  ]
  const text = Array.from({ length: 9_000 }, (_, at) => parts[(at * 7 + (at >> 4)) % parts.length]).join('\n\n')
  const lexed = markdownBlocks(text.slice(0, 30_000)).length
  const reader = markdownReader(text)
  const pieces: ReturnType<typeof markdownBlocks>[] = []
  while (!reader.isAtEnd) pieces.push(reader.next())
  expect(pieces.length).toBeGreaterThan(2)
  const blocks = pieces.flat()
  // Each block is what stands there, and read from there alone it is the same block.
  for (const { at, raw } of blocks) expect(text.startsWith(raw, at)).toBe(true)
  expect(blocks.length).toBeGreaterThan(lexed)
  const whole = new Lexer({ gfm: true }).blockTokens(text, []).filter(({ type }) => type !== 'space' && type !== 'def')
  expect(blocks.map(({ raw }) => raw)).toEqual(whole.map(({ raw }) => raw))
})

test('a block that is longer than a piece is one block', () => {
  const text = `a\n\n\`\`\`\n${'x\n\n# y\n'.repeat(20_000)}\`\`\`\n\nb`
  expect(markdownBlocks(text).map(({ raw }) => raw.length)).toEqual([1, 7 + 7 * 20_000, 1])
})

test('the same text in two blocks has two keys', () => {
  const blocks = markdownBlocks('a\r\n\r\na\r\n\r\na')
  expect(new Set(blocks.map(({ at }) => at)).size).toBe(3)
})

test.each([
  ['&amp;&nbsp;&#x1F600;&#128512;', '&\u00a0😀😀'],
  ['&constructor; &#0; &#xD800; &#9999999;', '&constructor; \ufffd \ufffd \ufffd'],
])('decodes %s', (text, decoded) => expect(decodeEntities(text)).toBe(decoded))

test.each([
  ['https://user@evil.example:8080/a', 'a', 'evil.example:8080'],
  ['https://xn--e1awd7f.example/', 'a', 'xn--e1awd7f.example'],
  ['docs/a.md', 'a', 'docs/a.md'],
  ['mailto:a@b.c', 'a', 'mailto:a@b.c'],
  ['https://a.example', 'https://a.example', null],
])('a link to %s under %s', (href, text, target) => expect(linkTarget(href, text)).toBe(target))

test('levels of headings', () => expect([1, 2, 3, 4, 5, 6].map(headingLevel)).toEqual([3, 4, 5, 6, 6, 6]))

test('what is nested too deeply, or too long to be looked through, is shown as written', () => {
  const quotes = html('>'.repeat(10_000))
  expect(quotes.match(/<blockquote>/g)?.length).toBeLessThan(30)
  expect(quotes.replaceAll(/<[^>]*>/g, '')).toMatch(/^(?:&gt;){9900,}$/)
  const items = html(`${'- '.repeat(5000)}a`)
  expect(items.match(/<ul>/g)?.length).toBeLessThan(30)
  expect(items.replaceAll(/<[^>]*>/g, '')).toMatch(/^(?:- ){4900,}a$/)
  expect(html(`**a** ${'b'.repeat(10_000)}`)).toBe(`<p>**a** ${'b'.repeat(10_000)}</p>`)
})

test.each([
  ['addresses of mail', `${'a.b'.repeat(50_000)}@`],
  ['emphasis that is never closed', '_a'.repeat(20_000)],
  ['brackets', '[a]('.repeat(20_000)],
  ['entities', '&#'.repeat(50_000)],
  ['signs of HTML', '<'.repeat(50_000)],
  ['lists in lists', Array.from({ length: 300 }, (_, at) => `${' '.repeat(at * 2)}- a`).join('\n')],
  ['lists in a line', `${'- '.repeat(5_000)}a`],
  ['definitions', '[a]: b\n'.repeat(20_000)],
  ['one long line', 'x '.repeat(500_000)],
])('takes no more than a moment for many %s [fault 58]', (_what, text) => {
  const before = process.threadCpuUsage()
  for (const block of markdownBlocks(text).slice(0, 80)) blockTokens(block)
  // Tens of milliseconds; the lexer's own rules took between one second and fifty.
  expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(1_000)
})

test('only addresses of the web become links by themselves', () => {
  const links = (text: string): string[] => {
    const tokens = markdownBlocks(text).flatMap(blockTokens)
    return tokens
      .flatMap((token) => ('tokens' in token ? (token.tokens ?? []) : []))
      .flatMap((token) => (token.type === 'link' ? [token.href] : []))
  }
  expect(links('see https://a.example/x?y=1. And (http://b.example/z), <https://c.example>')).toEqual([
    'https://a.example/x?y=1',
    'http://b.example/z',
    'https://c.example',
  ])
  expect(links('www.a.example me@a.example ftp://a.example javascript:a smb://a')).toEqual([])
})
