import { expect, test } from 'vitest'
import {
  contentHeight,
  firstRows,
  isAllInView,
  listOffset,
  offsetOf,
  paceAfter,
  rowAt,
  rowSizes,
  rowsInView,
  type ScrollTarget,
  scrollTopFor,
  scrollTopKept,
} from '../../../renderer/viewers/rows-window.ts'

const plain = rowSizes(1000, 20)
/** Rows 2 and 5 are higher: 0 20 40 | 100 120 140 | 180 … */
const mixed = rowSizes(10, 20, [
  { index: 2, height: 60 },
  { index: 5, height: 40 },
])

test('rows of their own height move what is below them', () => {
  expect([0, 2, 3, 5, 6, 10].map((index) => offsetOf(mixed, index))).toEqual([0, 40, 100, 140, 180, 260])
  expect(mixed.total).toBe(260)
  expect(rowSizes(3, 20, [{ index: 7, height: 90 }]).total).toBe(60)
})

test('every offset belongs to the row that covers it', () => {
  for (const sizes of [plain, mixed])
    for (let index = 0; index < sizes.count; index++) {
      const [from, to] = [offsetOf(sizes, index), offsetOf(sizes, index + 1)]
      expect([rowAt(sizes, from), rowAt(sizes, to - 0.5)]).toEqual([index, index])
    }
  expect([rowAt(mixed, -50), rowAt(mixed, 9999)]).toEqual([0, 9])
})

test.each([
  ['the beginning', 0, { first: 0, last: 13, top: 0 }],
  ['the middle', 5000, { first: 248, last: 263, top: 4960 }],
  ['the end', 19_800, { first: 988, last: 1000, top: 19_760 }],
])('draws what is in view and a little more: %s', (_what, scrollTop, expected) =>
  expect(rowsInView(plain, scrollTop, 200, 2)).toEqual(expected),
)

test('an empty list draws nothing', () =>
  expect(rowsInView(rowSizes(0, 20), 0, 200, 2)).toEqual({ first: 0, last: 0, top: 0 }))

test.each<[string, ScrollTarget, number, number | null]>([
  ['start', { row: 100, at: 'start' }, 0, 2000],
  ['start, where the list ends', { row: 999, at: 'start' }, 0, 19_800],
  ['center', { row: 100, at: 'center' }, 0, 1910],
  ['center of what is in view', { row: 3, at: 'center' }, 0, null],
  ['nearest below', { row: 20, at: 'nearest' }, 0, 220],
  ['nearest above', { row: 20, at: 'nearest' }, 900, 400],
  ['nearest in view', { row: 9, at: 'nearest' }, 0, null],
  ['a row that is not there', { row: 5000, at: 'start' }, 0, 19_800],
])('scrolls to a row: %s', (_what, target, scrollTop, expected) =>
  expect(scrollTopFor(plain, target, scrollTop, 200)).toBe(expected),
)

test.each<
  [string, { isAtEnd: boolean; target: ScrollTarget | undefined }, { first: number; last: number; top: number }]
>([
  ['at the beginning', { isAtEnd: false, target: undefined }, { first: 0, last: 11, top: 0 }],
  ['at the end', { isAtEnd: true, target: undefined }, { first: 990, last: 1000, top: 19_800 }],
  ['at a row', { isAtEnd: false, target: { row: 100, at: 'start' } }, { first: 100, last: 111, top: 2_000 }],
])('before anything is measured, a list is drawn %s', (_what, where, expected) =>
  expect(firstRows(plain, 200, where)).toEqual(expected),
)

test('rows that were drawn for a higher view stay, as long as they are at their place and all that is in view is among them', () => {
  const drawn = firstRows(plain, 200, { isAtEnd: true, target: undefined })
  expect(isAllInView(drawn, rowsInView(plain, 19_850, 150, 0), plain)).toBe(true)
  expect(isAllInView(drawn, rowsInView(plain, 19_780, 150, 0), plain)).toBe(false)
  expect(isAllInView({ ...drawn, top: 0 }, rowsInView(plain, 19_850, 150, 0), plain)).toBe(false)
})

test('rows go by faster than anybody reads at the second of two leaps of more than a third of the view in a row', () => {
  const rest = { leaptMs: Number.NEGATIVE_INFINITY, isHurried: false }
  expect(paceAfter(rest, 0, 13, 40, 0)).toBe(rest)
  const once = paceAfter(rest, 13, 27, 40, 100)
  expect(once).toEqual({ leaptMs: 100, isHurried: false })
  expect(paceAfter(once, 27, 41, 40, 151)).toEqual({ leaptMs: 151, isHurried: false })
  const twice = paceAfter(once, 27, 13, 40, 150)
  expect(twice).toEqual({ leaptMs: 150, isHurried: true })
  expect(paceAfter(twice, 13, 12, 40, 160)).toBe(twice)
})

test('of a list longer than a browser can scroll every row is reached', () => {
  const long = rowSizes(10_000_000, 20)
  const height = contentHeight(long)
  expect(height).toBeLessThan(33_000_000)
  expect(rowsInView(long, height - 800, 800, 0).last).toBe(10_000_000)
  expect(listOffset(long, height - 800, 800)).toBe(long.total - 800)
  for (const row of [0, 1, 4_999_999, 9_999_000]) {
    const top = scrollTopFor(long, { row, at: 'start' }, 0, 800) ?? Number.NaN
    expect(rowAt(long, Math.round(listOffset(long, top, 800)))).toBe(row)
    const view = rowsInView(long, top, 800, 0)
    expect(Math.abs(view.top - top)).toBeLessThan(20)
  }
})

test.each([
  { count: 1_000, added: 100, scrollTop: 505 },
  { count: 900_000, added: 100_000, scrollTop: 9_000_013 },
  { count: 2_000_000, added: 1_000_000, scrollTop: 12_345_678 },
])('rows that come before all leave what is read where it is: $added before $count', ({ count, added, scrollTop }) => {
  const [before, after] = [rowSizes(count, 28), rowSizes(count + added, 28)]
  const kept = scrollTopKept(before, after, added, scrollTop, 500)
  const first = (sizes: typeof before, top: number): number => rowAt(sizes, listOffset(sizes, top, 500) + 1e-3)
  expect(first(after, kept)).toBe(first(before, scrollTop) + added)
})

test('every one of a million rows is drawn somewhere, whatever the height of a row', () => {
  for (const rowPx of [28, 42]) {
    const sizes = rowSizes(1_000_000, rowPx)
    let reached = 0
    // A finer step than one wheel click: whatever lies between two positions is drawn at one of them.
    for (let top = 0; top <= contentHeight(sizes) - 600; top += 150) {
      const { first, last } = rowsInView(sizes, top, 600, 0)
      if (first > reached) expect.fail(`rows ${reached} to ${first} are drawn nowhere`)
      reached = Math.max(reached, last)
    }
    expect(rowsInView(sizes, contentHeight(sizes) - 600, 600, 0).last).toBe(1_000_000)
    expect(reached).toBeGreaterThan(999_900)
  }
})
