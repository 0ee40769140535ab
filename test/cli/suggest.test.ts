import { describe, expect, test } from 'vitest'
import { seconds } from '../../electron/cli/event-lines.ts'
import { editDistance, nearest } from '../../electron/cli/suggest.ts'

describe('words', () => {
  test.each([
    ['rnu', 'run'],
    ['aprove', 'approve'],
    ['req', 'request-changes'],
    ['doc', 'doctor'],
    ['zzzz', null],
    ['', null],
  ])('%j most likely means %j', (typed, word) => {
    expect(nearest(typed, ['run', 'runs', 'resume', 'approve', 'request-changes', 'doctor'])).toBe(word)
  })
  test.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['acb', 'abc', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j: %i', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance)
  })
  test.each([
    [240, '0.2 s'],
    [12_400, '12 s'],
    [250_000, '4 min 10 s'],
  ])('%i ms', (durationMs, shown) => {
    expect(seconds(durationMs)).toBe(shown)
  })
})
