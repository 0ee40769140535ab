import { expect, test } from 'vitest'
import { cutPieces, markRanges } from '../../../renderer/viewers/pieces.ts'
import { sizeText } from '../../../renderer/viewers/size-text.ts'
import { showHidden, showLines, splitLines } from '../../../renderer/viewers/text.ts'
import { countedLong } from '../../../renderer/words/counted.ts'

test.each([
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\r\n\r\nb', ['a', '', 'b']],
  ['\n\n', ['', '']],
])('lines of %j', (text, lines) => expect(splitLines(text)).toEqual(lines))

test.each([
  ['plain\ttext é 日本 😀', 'plain\ttext é 日本 😀'],
  ['a\u202eb\u2066c', 'a⟨U+202E⟩b⟨U+2066⟩c'],
  ['zero\u200bwidth\ufeff', 'zero⟨U+200B⟩width⟨U+FEFF⟩'],
  ['\u001b[31m\u0007\r\u0000', '⟨ESC⟩[31m⟨BEL⟩⟨CR⟩⟨NUL⟩'],
  ['\u0085\u007f', '⟨U+0085⟩⟨DEL⟩'],
  ['line\u2028end', 'line⟨U+2028⟩end'],
  ['filler\u3164', 'filler⟨U+3164⟩'],
  ['tag\u{e0041}', 'tag⟨U+E0041⟩'],
])('hidden characters are seen: %j', (text, shown) => expect(showHidden(text)).toBe(shown))

test.each([
  ['line ends', 'a\u202e\nb\r\n', 'a⟨U+202E⟩\nb⟨CR⟩\n', 'a⟨U+202E⟩⟨U+000A⟩b⟨CR⟩⟨U+000A⟩'],
  ['an emoji of two', '👩\u200d💻', '👩\u200d💻', '👩⟨U+200D⟩💻'],
  ['Persian', 'می\u200cخواهم', 'می\u200cخواهم', 'می⟨U+200C⟩خواهم'],
  ['no other sign', '\u200b\u200e\u2060\u001b', '⟨U+200B⟩⟨U+200E⟩⟨U+2060⟩⟨ESC⟩', '⟨U+200B⟩⟨U+200E⟩⟨U+2060⟩⟨ESC⟩'],
])('prose keeps what it needs, code does not: %s', (_what, text, prose, code) => {
  expect(showLines(text)).toBe(prose)
  expect(showHidden(text)).toBe(code)
})

test('marks cut pieces at their ends', () => {
  const pieces = [
    { text: 'const ', tone: 'key' as const },
    { text: 'value', tone: null },
  ]
  expect(markRanges(pieces, [])).toBe(pieces)
  expect(
    markRanges(pieces, [
      [0, 2],
      [4, 8],
    ]),
  ).toEqual([
    { text: 'co', tone: 'key', marked: true },
    { text: 'ns', tone: 'key' },
    { text: 't ', tone: 'key', marked: true },
    { text: 'va', tone: null, marked: true },
    { text: 'lue', tone: null },
  ])
})

test.each([
  ['short', 10, ['abc', 'def'], ['abc', 'def'], 0],
  ['at the end of a piece', 3, ['abc', 'def'], ['abc'], 3],
  ['within a piece', 4, ['abc', 'def'], ['abc', 'd'], 2],
  ['not within a character', 4, ['abc😀'], ['abc'], 2],
] as const)('long lines are cut: %s', (_what, limit, texts, kept, cut) => {
  const result = cutPieces(
    texts.map((text) => ({ text })),
    limit,
  )
  expect(result).toEqual({ pieces: kept.map((text) => ({ text })), cut })
})

test.each([
  [0, '0 B'],
  [212, '212 B'],
  [41_234, '41 kB'],
  [1000, '1 kB'],
  [9940, '9.9 kB'],
  [999_600, '1 MB'],
  [1_400_000, '1.4 MB'],
  [3_000_000_000_000, '3000 GB'],
])('%d bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text))

test('counts', () => expect([countedLong(1, 'line'), countedLong(2400, 'line')]).toEqual(['1 line', '2,400 lines']))
