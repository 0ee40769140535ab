import { expect, test } from 'vitest'
import { type Figure, figureTable, holds, median, percentile } from '../../bench/figures.ts'
import { sectionReplaced } from '../../bench/report.ts'
import { figuresOf } from '../../bench/views/judge.ts'
import { diffText, eventOfRow, logText, markdownText } from '../../bench/views/texts.ts'
import { parseDiff } from '../../renderer/viewers/diff.ts'

test('the value below which so many lie', () => {
  const values = Array.from({ length: 100 }, (_, n) => 100 - n)
  expect([percentile(values, 99), percentile(values, 100), median(values), percentile([], 99), median([7])]).toEqual([
    99, 100, 50, 0, 7,
  ])
})

test('a figure holds up to its goal, and one without a goal is only told', () => {
  const figure: Figure = { what: 'first picture', value: 1.5, unit: '×', beside: '3.0 ms beside 2.0 ms', atMost: 1.5 }
  expect([holds(figure), holds({ ...figure, value: 1.51 }), holds({ ...figure, value: 9, atMost: null })]).toEqual([
    true,
    false,
    true,
  ])
  const table = figureTable([{ title: 'a log', figures: [figure, { ...figure, value: 1.51 }] }])
  expect(table.split('\n').slice(2)).toEqual([
    '| a log | first picture | 1.50 × | 3.0 ms beside 2.0 ms | ≤ 1.50 × | holds |',
    '|  | first picture | 1.51 × | 3.0 ms beside 2.0 ms | ≤ 1.50 × | **does not hold** |',
  ])
})

test('a case is judged by the ratio of the medians, by its late frames and by rows that were never drawn', () => {
  const frames = { view: [...Array<number>(98).fill(16.7), 40, 40], floor: [16.7] }
  const paints = (opened: number[], drawn: number): { openedMs: number; drawnMs: number }[] =>
    opened.map((openedMs) => ({ openedMs, drawnMs: drawn }))
  const measured = {
    paints: { view: paints([10, 12, 30], 6), floor: paints([10, 9, 10], 2) },
    frames,
    reached: [0, 2, null],
    heaps: [12],
  }
  const figures = figuresOf('events_1m', measured)
  expect(figures.map((figure) => [figure.value, holds(figure), figure.atMost])).toEqual([
    [1.2, true, 1.5],
    [3, true, null],
    [40, false, 25],
    [1, false, 0],
    [12, true, null],
  ])
  expect(figuresOf('stream_10', { ...measured, reached: [], heaps: [] })).toHaveLength(1)
  const slow = figuresOf('log_5mb', { ...measured, frames: { ...frames, floor: [16.7, 50] } })
  expect(slow.map(holds)).toEqual([true, true, true, false, true])
})

test('a section of the page is written between its markers, again and again', () => {
  const page = 'before\n<!-- views: begin -->\nold\n<!-- views: end -->\nafter\n'
  const once = sectionReplaced(page, 'views', 'new')
  expect(once).toBe('before\n<!-- views: begin -->\n\nnew\n\n<!-- views: end -->\nafter\n')
  expect(sectionReplaced(once, 'views', 'new')).toBe(once)
  expect(() => sectionReplaced(page, 'other', 'new')).toThrow('no section')
})

test('what is measured is as large as it says', () => {
  for (const files of [1, 40]) {
    const parsed = parseDiff(diffText(20_000, files))
    expect(parsed.map(({ problem }) => problem)).toEqual(Array(files).fill(null))
    expect(parsed.flatMap(({ hunks }) => hunks).reduce((sum, { lines }) => sum + lines.length, 0)).toBe(20_000)
  }
  expect(logText(5_000_000).length).toBeGreaterThanOrEqual(5_000_000)
  expect(markdownText(2_000_000).length).toBeGreaterThanOrEqual(2_000_000)
  expect(eventOfRow(999_999)).toMatchObject({ id: 1_999_999, message: expect.stringContaining('Event 999999:') })
})
