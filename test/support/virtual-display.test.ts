import { expect, test } from 'vitest'
import { coloursOf, decodeXwd } from './virtual-display.ts'

/** A screen of 2 × 1 pixels, one table entry, and two bytes more at the end of each line than are needed. */
function screen(bitsPerPixel: number): Buffer {
  const fields = Array.from({ length: 25 }, () => 0)
  Object.assign(fields, { 0: 104, 4: 2, 5: 1, 7: 0, 11: bitsPerPixel, 12: 10, 19: 1 })
  const header = Buffer.alloc(104 + 12)
  for (const [index, value] of fields.entries()) header.writeUInt32BE(value, index * 4)
  return Buffer.concat([header, Buffer.from([1, 2, 3, 0, 4, 5, 6, 0, 9, 9])])
}

test('its pixels are read, red first', () => {
  const image = decodeXwd(screen(32))
  expect(image).toEqual({ width: 2, height: 1, rgb: Uint8Array.from([3, 2, 1, 6, 5, 4]) })
  expect(coloursOf(image)).toBe(2)
})

test('another kind of screen is refused', () => {
  expect(() => decodeXwd(screen(16))).toThrow('not read')
})
