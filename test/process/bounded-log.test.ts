import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBoundedLog } from '../../electron/process/bounded-log.ts'

function logOf(maxBytes: number, chunks: readonly Uint8Array[]): Buffer {
  const log = createBoundedLog(maxBytes)
  for (const chunk of chunks) log.push(chunk)
  return log.bytes()
}

test('what fits is kept as it is, in any chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 20 }), (chunks) => {
      const all = Buffer.concat(chunks)
      expect(logOf(Math.max(all.length, 200), chunks).equals(all)).toBe(true)
    }),
  )
})

test('what does not fit keeps its beginning and its end, and says how much is missing', () => {
  const one = fc.array(fc.string({ unit: 'grapheme', minLength: 50, maxLength: 90 }), { minLength: 30, maxLength: 60 })
  fc.assert(
    fc.property(one, fc.integer({ min: 300, max: 900 }), (texts, maxBytes) => {
      const all = Buffer.from(texts.join(''))
      const kept = logOf(
        maxBytes,
        texts.map((text) => Buffer.from(text)),
      )
      const [, head, leftOut, tail] = /^([\s\S]*)\n\[… (\d+) bytes left out …\]\n([\s\S]*)$/.exec(kept.toString()) ?? []
      expect(kept.length).toBeLessThanOrEqual(maxBytes)
      expect(all.toString().startsWith(head ?? '?')).toBe(true)
      expect(all.toString().endsWith(tail ?? '?')).toBe(true)
      expect(Buffer.byteLength(`${head}${tail}`) + Number(leftOut)).toBe(all.length)
      // Whole characters, and at most one of them lost at each cut.
      expect(Buffer.byteLength(`${head}${tail}`)).toBeGreaterThanOrEqual(maxBytes - 100 - 2 - 8)
    }),
  )
})

test('bytes that are no text are cut without a search for characters', () => {
  const kept = logOf(300, [new Uint8Array(1_000).fill(0x80)])
  expect(kept.length).toBeLessThanOrEqual(300)
  expect(kept.toString('latin1')).toContain('bytes left out')
})
