import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineSplitter } from '../../electron/agents/json-lines.ts'

function split(bytes: Uint8Array, cuts: readonly number[], maxLineBytes?: number) {
  const lines: string[] = []
  const fragments: [string, number][] = []
  const handlers = {
    line: (text: string) => lines.push(text),
    fragment: (text: string, size: number) => fragments.push([text, size]),
  }
  const splitter = createLineSplitter(handlers, maxLineBytes)
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  let start = 0
  for (const end of [...ends, bytes.length]) {
    splitter.push(Buffer.from(bytes.subarray(start, end)))
    start = end
  }
  splitter.end()
  return { lines, fragments }
}

test('lines are the same however the bytes are cut [fault 19]', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ' '))
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), fc.array(fc.nat(), { maxLength: 8 }), (texts, cuts) => {
      const { lines, fragments } = split(Buffer.from(`${texts.join('\n')}\n`), cuts)
      expect(lines).toEqual(texts.map((text) => text.replace(/^\uFEFF/, '')))
      expect(fragments).toEqual([])
    }),
  )
})

test('CRLF, invalid UTF-8 and NUL are lines like others [fault 19]', () => {
  const { lines } = split(Buffer.concat([Buffer.from('a\r\n'), Buffer.from([0xff, 0x62, 0x0a, 0x00, 0x0a])]), [2, 4])
  expect(lines).toEqual(['a', '\uFFFDb', '\0'])
})

test('what has no end is a fragment', () => {
  expect(split(Buffer.from('whole\nhalf'), [3])).toEqual({ lines: ['whole'], fragments: [['half', 4]] })
})

test('a line that is too long is dropped but for its beginning; the next one is whole', () => {
  const bytes = Buffer.concat([Buffer.alloc(300_000, 'x'), Buffer.from('\nnext\n')])
  const { lines, fragments } = split(bytes, [90_000, 100_001, 200_000], 100_000)
  expect(lines).toEqual(['next'])
  expect(fragments).toHaveLength(1)
  expect(fragments[0]?.[1]).toBe(300_000)
  expect(fragments[0]?.[0].length).toBeLessThanOrEqual(64 * 1024)
})

test('a gigabyte without a line end stays small [fault 14]', () => {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  let size = 0
  const splitter = createLineSplitter(
    { line: () => expect.unreachable(), fragment: (_, bytes) => (size = bytes) },
    1024 * 1024,
  )
  const before = process.memoryUsage().rss
  for (let count = 0; count < 16_384; count++) splitter.push(chunk)
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
  splitter.end()
  expect(size).toBe(1024 ** 3)
})
