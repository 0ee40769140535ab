import { expect, test } from 'vitest'
import { stepTo } from '../../../renderer/viewers/file-groups.ts'
import { highlightLines } from '../../../renderer/viewers/highlight.ts'
import { dataUrl, imageMime } from '../../../renderer/viewers/image.ts'
import { entriesOf, foldedText, isOpenAtFirst, type JsonValue, parseJson } from '../../../renderer/viewers/json-tree.ts'
import { languageOf, languageOfFence } from '../../../renderer/viewers/language.ts'
import { viewerFor } from '../../../renderer/viewers/viewer-kind.ts'

test.each([
  ['verification_log', 'runs/1/artifacts/4-verification_log.log', 'text/plain', 'log'],
  ['setup_log', 'a', 'text/plain', 'log'],
  ['stderr_log', 'a.log', 'text/plain', 'log'],
  ['diff', 'a.diff', 'text/x-diff', 'diff'],
  ['patch', 'a.patch', 'text/x-patch', 'diff'],
  ['plan', 'a.json', 'application/json', 'json'],
  ['verdict', 'a.json', 'application/json; charset=utf-8', 'json'],
  ['report', 'report.json', 'application/octet-stream', 'json'],
  ['report', 'report.txt', 'text/plain', 'markdown'],
  ['prompt', 'a.md', 'text/markdown', 'markdown'],
  ['response', 'a.txt', 'text/plain', 'markdown'],
  ['transcript', 'turns/1.jsonl', 'application/jsonl', 'code'],
  ['image', 'a.png', 'image/png', 'image'],
  ['attachment', 'a.svg', 'image/svg+xml', 'code'],
  ['attachment', 'a.bmp', 'image/bmp', 'summary'],
  ['other', 'notes.md', 'application/octet-stream', 'markdown'],
  ['other', 'C:\\x\\a.ts', 'application/octet-stream', 'code'],
  ['other', 'data.csv', 'text/csv', 'csv'],
  ['other', 'data.tsv', 'application/octet-stream', 'csv'],
  ['attachment', 'coverage/index.html', 'text/html; charset=utf-8', 'html'],
  ['export', 'run.html', 'text/html', 'html'],
  ['other', 'a.ld', 'application/ld+json', 'json'],
  ['export', 'run.zip', 'application/zip', 'summary'],
  ['a later word', 'x', 'text/plain', 'code'],
  ['constructor', 'a.constructor', 'constructor', 'summary'],
  ['a later word', 'x', 'application/octet-stream', 'summary'],
])('%s %s of %s: %s', (kind, path, mime, viewer) => expect(viewerFor({ kind, path, mime, bytes: 1000 })).toBe(viewer))

test('too large to be shown as what it is', () => {
  expect(viewerFor({ kind: 'verification_log', path: 'a', mime: 'text/plain', bytes: 20_000_000 })).toBe('summary')
  expect(viewerFor({ kind: 'plan', path: 'a', mime: 'application/json', bytes: 6_000_000 })).toBe('code')
  expect(viewerFor({ kind: 'other', path: 'a.html', mime: 'text/html', bytes: 1_000_001 })).toBe('code')
  expect(viewerFor({ kind: 'other', path: 'a.csv', mime: 'text/csv', bytes: 8_000_000 })).toBe('csv')
})

test.each([
  ['src/a.tsx', 'typescript'],
  ['a/Makefile', 'makefile'],
  ['.editorconfig', 'ini'],
  ['a.unknown', null],
  ['LICENSE', null],
  ['constructor', null],
  ['a.constructor', null],
])('language of %s', (path, language) => expect(languageOf(path)).toBe(language))

test.each([
  ['ts', 'typescript'],
  ['TypeScript title="a"', 'typescript'],
  ['sh', 'bash'],
  ['console', 'bash'],
  ['', null],
  ['mermaid', null],
])('language of the fence %j', (info, language) => expect(languageOfFence(info)).toBe(language))

test('every language that is named is known to the highlighter', () => {
  const names =
    'ts js json css scss less html md py go rs java kt c cc cs rb php sh sql yml ini mk diff swift lua pl r m gql'
  for (const extension of names.split(' ')) {
    const language = languageOf(`a.${extension}`)
    expect(language && highlightLines('a\n\nb', language)).toHaveLength(3)
  }
})

test('tones run over line ends', () => {
  expect(highlightLines('/* a\nb */ const f = g("x")', 'typescript')).toEqual([
    [{ text: '/* a', tone: 'mute' }],
    [
      { text: 'b */', tone: 'mute' },
      { text: ' ', tone: null },
      { text: 'const', tone: 'key' },
      { text: ' f = ', tone: null },
      { text: 'g', tone: 'fn' },
      { text: '(', tone: null },
      { text: '"x"', tone: 'str' },
      { text: ')', tone: null },
    ],
  ])
})

const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

test.each([
  ['\u0089PNG\r\n\u001a\n....', 'image/png'],
  ['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
  ['GIF89a', 'image/gif'],
  ['RIFF\n\0\0\0WEBPVP8', 'image/webp'],
  ['\0\0\0 ftypavif', 'image/avif'],
  ['<svg xmlns="http://www.w3.org/2000/svg">', null],
  ['', null],
])('an image is known by its bytes: %j', (bytes, mime) => expect(imageMime(latin(bytes))).toBe(mime))

test('a data: URL of many bytes', () => {
  const bytes = new Uint8Array(20_000).map((_, at) => at % 256)
  expect(dataUrl(bytes, 'image/png')).toBe(`data:image/png;base64,${Buffer.from(bytes).toString('base64')}`)
})

test.each<[JsonValue, string]>([
  [[], '[ ]'],
  [[1], '[ 1 item ]'],
  [Array(1200).fill(0), '[ 1,200 items ]'],
  [{}, '{ }'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, '{ a, b, c, d, … 1 more }'],
  [null, 'null'],
  [1.5, '1.5'],
])('folded %j', (value, text) => expect(foldedText(value)).toBe(text))

test('JSON is read, or says why not', () => {
  expect(parseJson('{"a":[1]}')).toEqual({ ok: true, value: { a: [1] } })
  expect(parseJson('{"a":')).toMatchObject({ ok: false, reason: expect.stringMatching(/JSON/) })
  expect(entriesOf({ a: 1 })).toEqual([{ key: 'a', value: 1 }])
  expect(entriesOf(['x'])).toEqual([{ key: '0', value: 'x' }])
  expect([entriesOf([]), entriesOf({}), entriesOf('x'), entriesOf(null)]).toEqual([null, null, null, null])
  expect([isOpenAtFirst(0, 9999), isOpenAtFirst(2, 20), isOpenAtFirst(2, 21), isOpenAtFirst(3, 1)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test.each([
  ['ArrowDown', 1, 2],
  ['ArrowUp', 1, 0],
  ['ArrowUp', 0, null],
  ['ArrowDown', 2, null],
  ['End', 0, 2],
  ['Home', 2, 0],
  ['x', 1, null],
  ['constructor', 1, null],
])('%s in a list of three, from %d', (key, at, next) => expect(stepTo(key, at, 3)).toBe(next))
