import { expect, test } from 'vitest'
import { quantise } from './palette.ts'
import { decodePng, encodePalettePng } from './png.ts'

/** 2 × 5, RGBA, each row with another filter; made by another program. */
const RGBA =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAAFCAYAAABvsz2cAAAANklEQVR4nGNwUWiy+fvs4yHGbIOffDFrOa4xybpaT/HQ41FgrjfZt5djSXcey1uOGXeVtVM9AJjTEVe2GIoPAAAAAElFTkSuQmCC'
const RGB = [
  68, 32, 130, 253, 230, 241, 107, 48, 249, 199, 221, 1, 136, 117, 52, 15, 11, 13, 195, 110, 216, 113, 224, 253, 176,
  118, 112, 148, 11, 213,
]

test('every filter is undone, and transparency is dropped', () => {
  const { width, height, rgb } = decodePng(Buffer.from(RGBA, 'base64'))
  expect({ width, height, rgb: [...rgb] }).toEqual({ width: 2, height: 5, rgb: RGB })
})

test('a quantised picture keeps its colours where there are few', () => {
  const rgb = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 0, 0])
  const quantised = quantise(rgb, 8)
  const colours = [...quantised.indices].map((index) => [...quantised.colours.subarray(index * 3, index * 3 + 3)])
  expect(colours.flat()).toEqual([...rgb])
})

test('many colours become as many as are asked for, each near the one it stands for', () => {
  const rgb = Uint8Array.from({ length: 256 * 3 }, (_, index) => Math.floor(index / 3))
  const { indices, colours } = quantise(rgb, 16)
  expect(colours.length).toBe(16 * 3)
  const errors = [...indices].map((index, pixel) => Math.abs((colours[index * 3] ?? 0) - pixel))
  expect(Math.max(...errors)).toBeLessThan(32)
})

test('what is written has the signature, the size and the palette', () => {
  const file = encodePalettePng({ width: 2, height: 1 }, { indices: Uint8Array.of(0, 1), colours: new Uint8Array(6) })
  expect(file.toString('latin1', 1, 4)).toBe('PNG')
  expect([file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]]).toEqual([2, 1, 8, 3])
  expect(() => decodePng(file)).toThrow('not read')
})
