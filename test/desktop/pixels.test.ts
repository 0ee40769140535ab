import { expect, test } from 'vitest'
import { ARCHES, badgePixels, type Pixels, trayPixels } from '../../electron/desktop/pixels.ts'
import { markPaths } from '../../packaging/icon-drawing.ts'

/** A picture as text: a letter for each colour that is mostly there, a point for nothing. */
function letters({ size, bytes }: Pixels): string[] {
  return Array.from({ length: size }, (_row, y) =>
    Array.from({ length: size }, (_column, x) => {
      const [blue = 0, , red = 0, opaque = 0] = bytes.subarray((y * size + x) * 4, (y * size + x) * 4 + 4)
      if (opaque < 128) return '.'
      if (red > 150) return 'g'
      return blue > 150 ? 'l' : 'd'
    }).join(''),
  )
}

test('the mark is that of the window', () => expect(ARCHES).toEqual(markPaths()))

test('the tray shows the mark, and a golden point where something waits', () => {
  expect(letters(trayPixels(24, false, false))).toEqual([
    '........................',
    '........................',
    '........................',
    '........................',
    '........................',
    '.........dlllld.........',
    '........dlllllld........',
    '........llllllll........',
    '...dll..llllllll..lld...',
    '..llll..llllllll..llll..',
    '..llll..llllllll..llll..',
    '.dllll..llllllll..lllld.',
    '.dllll..llllllll..lllld.',
    '.dllll..llllllll..lllld.',
    '.dllll..llllllll..lllld.',
    '.dllll..llllllll..lllld.',
    '.dllll..llllllll..lllld.',
    '.dllll..llllllll..lllld.',
    '.dllll..llllllll..lllld.',
    '........................',
    '........................',
    '........................',
    '........................',
    '........................',
  ])
  expect(letters(trayPixels(24, true, false)).join('')).toContain('ggggggggg')
  // macOS colours it itself, so there is nothing but black.
  expect(new Set(letters(trayPixels(24, true, true)).join(''))).toEqual(new Set(['.', 'd']))
})

test('the badge has its number, and a sign for more than nine', () => {
  const picture = letters(badgePixels(25, 1))
  expect(picture[12]?.replaceAll('g', '')).toBe('ddd')
  expect(letters(badgePixels(25, 10))).toEqual(letters(badgePixels(25, 99)))
  const all = Array.from({ length: 11 }, (_, count) => letters(badgePixels(25, count)).join('\n'))
  expect(new Set(all).size).toBe(11)
  // No colour is brighter than what it is multiplied by.
  const { bytes } = badgePixels(32, 5)
  for (let at = 0; at < bytes.length; at += 4) {
    expect(Math.max(...bytes.subarray(at, at + 3))).toBeLessThanOrEqual(bytes[at + 3] ?? 0)
  }
})
