import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { iconSvg, markPaths } from '../packaging/icon-drawing.ts'
import { icns, ico } from '../packaging/icon-files.ts'

const ICONS = path.resolve(import.meta.dirname, '../packaging/icons')
const read = (file: string): Buffer => readFileSync(path.join(ICONS, file))
/** Width and height that a PNG file tells. */
const sizeOf = (png: Buffer): [number, number] => {
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

test('the icon is the mark of the window as it is now', () => {
  expect(read('icon.svg').toString()).toBe(iconSvg(0.03))
  for (const shape of markPaths()) expect(read('icon.svg').toString()).toContain(shape)
})

test.each([16, 24, 32, 48, 64, 128, 256, 512])('Linux has it with %i pixels', (size) => {
  expect(sizeOf(read(`${size}x${size}.png`))).toEqual([size, size])
})

test('Windows has it in every size up to 256 pixels', () => {
  const file = read('icon.ico')
  const count = file.readUInt16LE(4)
  const sizes = Array.from({ length: count }, (_, index) => {
    const at = 6 + 16 * index
    const offset = file.readUInt32LE(at + 12)
    const [width] = sizeOf(file.subarray(offset, offset + file.readUInt32LE(at + 8)))
    expect(file.readUInt8(at)).toBe(width % 256)
    return width
  })
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
})

test('macOS has it in every size up to 1024 pixels', () => {
  const file = read('icon.icns')
  expect([file.subarray(0, 4).toString(), file.readUInt32BE(4)]).toEqual(['icns', file.length])
  const sizes: Record<string, number> = {}
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    sizes[file.subarray(at, at + 4).toString()] = sizeOf(file.subarray(at + 8))[0]
  }
  expect(sizes).toEqual({
    ...{ icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 },
    ...{ ic11: 32, ic12: 64, ic13: 256, ic14: 512 },
  })
})

test('a box without one of its sizes is not made', () => {
  expect(() => icns([{ size: 16, png: Buffer.alloc(1) }])).toThrow('No image of 32 pixels.')
  expect(ico([]).length).toBe(6)
})
