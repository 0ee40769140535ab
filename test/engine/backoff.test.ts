import { expect, test } from 'vitest'
import { limitWaitUntil, transportWaitMs } from '../../electron/engine/backoff.ts'

test.each([
  [0, 15_000],
  [1, 60_000],
  [2, 240_000],
  [3, 900_000],
  [4, null],
  [9, null],
])('after %d turns in a row without a connection: %j ms', (earlier, ms) => {
  expect(transportWaitMs(earlier)).toBe(ms)
})

const NOW = '2026-11-20T10:00:00.000Z'
test.each([
  [null, '2026-11-20T10:05:00.000Z'],
  ['2026-11-20T10:00:00.001Z', '2026-11-20T10:00:00.001Z'],
  ['2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.000Z'],
  [NOW, '2026-11-20T10:05:00.000Z'],
  ['2026-11-20T09:00:00.000Z', '2026-11-20T10:05:00.000Z'],
  ['soon', '2026-11-20T10:05:00.000Z'],
])('a limit until %j is waited for until %s', (reset, until) => {
  expect(limitWaitUntil(reset, NOW)).toBe(until)
})
