import { expect, test } from 'vitest'
import { parseDiff } from '../../../renderer/viewers/diff.ts'
import { comparableJson, compareTexts } from '../../../renderer/viewers/text-compare.ts'

const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, at) => `${from + at}\n`).join('')

test('what differs is what the view of diffs shows, with its lines around it', () => {
  const { patch, isCoarse } = compareTexts(numbers(0, 40), numbers(0, 40).replace('20\n', 'twenty\n'), 'log v1.txt')
  expect(isCoarse).toBe(false)
  expect(parseDiff(patch)).toMatchObject([
    { path: 'log v1.txt', change: 'modified', additions: 1, deletions: 1, problem: null, hunks: [{ skipped: 15 }] },
  ])
})

test.each([
  ['a\nb\n', 'a\nb'],
  ['', 'a\n'],
  ['a\n', ''],
  ['a\r\nb\r\n', 'a\nb\n'],
])('%j and %j differ, and what is printed of it can be read', (before, after) => {
  const [file] = parseDiff(compareTexts(before, after, 'a.txt').patch)
  expect(file?.problem).toBeNull()
  expect((file?.additions ?? 0) + (file?.deletions ?? 0)).toBeGreaterThan(0)
})

test('the same text differs in nothing', () => {
  expect(compareTexts('a\n', 'a\n', 'a')).toEqual({ patch: '', isCoarse: false })
})

test('texts that have nothing in common are shown as replaced, between what they begin and end with', () => {
  const [before, after] = [1, 2].map(
    (by) => `same\n${Array.from({ length: 30_000 }, (_, at) => `${by} ${at}\n`).join('')}end\n`,
  )
  const { patch, isCoarse } = compareTexts(before ?? '', after ?? '', 'a.txt')
  expect(isCoarse).toBe(true)
  expect(parseDiff(patch)).toMatchObject([{ additions: 30_000, deletions: 30_000, problem: null }])
  expect(patch).toMatch(/^ same$/m)
  expect(patch).toMatch(/^ end$/m)
})

test('JSON is compared by its values, not by the order of its keys or its spaces', () => {
  expect(comparableJson('{"b":1,"a":[{"d":1,"c":2}]}')).toBe(comparableJson('{ "a": [ { "c": 2, "d": 1 } ], "b": 1 }'))
  expect(comparableJson('{')).toBeNull()
})
