import { expect, test } from 'vitest'
import { type LogPiece, logLines, paintLine } from '../../../renderer/viewers/ansi.ts'

const paint = (text: string): LogPiece[][] => logLines(text).map(paintLine)
const texts = (text: string): string[] => paint(text).map((pieces) => pieces.map((piece) => piece.text).join(''))

test.each([
  ['plain lines', 'a\n\nb\n', ['a', '', 'b']],
  ['Windows line ends', 'a\r\nb\r\n', ['a', 'b']],
  ['a progress bar', '10%\r50%\r\u001b[2K100% done\n', ['⟨2 × CR⟩ 100% done']],
  ['a bar that ends with a return', '10%\r90%\r\nnext', ['⟨CR⟩ 90%', 'next']],
  ['the look of the cursor, the usual letters', '\u001b[?25l\u001b(Ba\u001b=b\u001b[K\u001b[?25h', ['ab']],
  ['a title', 'text\u001b]0;PASSED\u0007', ['text⟨ESC⟩]0;PASSED\u0007']],
  [
    'a link with another target than its text',
    '\u001b]8;;http://x.y\u001b\\link\u001b]8;;\u001b\\',
    ['⟨ESC⟩]8;;http://x.y⟨ESC⟩\\link⟨ESC⟩]8;;⟨ESC⟩\\'],
  ],
  ['a sequence cut off', 'text\u001b[3', ['text⟨ESC⟩[3']],
  ['a move of the cursor', 'FAILED\u001b[6DPASSED', ['FAILED⟨ESC⟩[6DPASSED']],
  ['device strings', 'a\u001bPq#1\u001b\\b', ['a⟨ESC⟩Pq#1⟨ESC⟩\\b']],
  ['text that is told to be invisible', '\u001b[8mhidden', ['hidden']],
  ['HTML', '<b>&amp;</b>', ['<b>&amp;</b>']],
  ['empty', '', []],
])('text of a log: %s', (_what, text, lines) => expect(texts(text)).toEqual(lines))

const first = (text: string): string =>
  paint(text)
    .flat()
    .map((piece) => `${piece.text}:${piece.classes}`)
    .join(' ')

test.each([
  ['the sixteen', '\u001b[31mr\u001b[92mg\u001b[39mp', 'r:text-fail g:text-pass p:'],
  ['bold and colour in one', '\u001b[1;34mb\u001b[0mp', 'b:font-strong text-lapis p:'],
  ['the palette’s sixteen', '\u001b[38;5;1mr\u001b[38;5;10mg', 'r:text-fail g:text-pass'],
  ['dim', '\u001b[2md\u001b[22mp', 'd:text-ink-3 p:'],
  ['a background', '\u001b[30;41mf\u001b[49mp', 'f:bg-fail-soft text-ink p:text-ink-2'],
  ['inverse', '\u001b[7mi\u001b[27mp', 'i:bg-pressed text-ink p:'],
  ['underline with colons', '\u001b[4:3mu', 'u:underline'],
])('colours: %s', (_what, text, expected) => expect(first(text)).toBe(expected))

test.each([
  ['256', '\u001b[38;5;208mx', 'rgb(255, 135, 0)'],
  ['a grey', '\u001b[38;5;240mx', 'rgb(88, 88, 88)'],
  ['16 million', '\u001b[38;2;1;2;3mx', 'rgb(1, 2, 3)'],
  ['with colons', '\u001b[38:2::1:2:3mx', 'rgb(1, 2, 3)'],
])('other colours keep their hue and get the lightness of the theme: %s', (_what, text, rgb) => {
  expect(paint(text)[0]?.[0]?.color).toBe(
    `light-dark(oklch(from ${rgb} min(l, 0.47) c h), oklch(from ${rgb} max(l, 0.76) c h))`,
  )
})

test('a colour stays on until it is ended, however many lines later', () => {
  const lines = paint('a\u001b[31m\nb\nc\u001b[39md\ne\u001b[1;32m\nf\u001b[22mg\n\u001b[mh\u001b[35m\r\ni')
  expect(lines.map((pieces) => pieces.map(({ text, classes }) => `${text}:${classes}`).join(' '))).toEqual([
    'a:',
    'b:text-fail',
    'c:text-fail d:',
    'e:',
    'f:font-strong text-pass g:text-pass',
    'h:',
    'i:text-(--plot-1)',
  ])
})

test('what is carried stays small when a program never ends a colour', () => {
  const text = Array.from({ length: 300 }, (_, at) => `\u001b[38;5;${at % 250}m${at}`).join('\n')
  expect(Math.max(...logLines(text).map(({ carried }) => carried.length))).toBeLessThan(200)
})
