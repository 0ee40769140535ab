import { expect, test } from 'vitest'
import { startWorkClock } from '../../electron/engine/work-clock.ts'

test('what passes while somebody is waited for is no work, however many are waited for', () => {
  let nowMs = 1_000
  const clock = startWorkClock(() => nowMs)
  nowMs += 5
  const first = clock.wait()
  nowMs += 100
  const second = clock.wait()
  expect(clock.isWaiting()).toBe(true)
  nowMs += 100
  first()
  nowMs += 100
  expect(clock.activeMs()).toBe(5)
  second()
  expect(clock.isWaiting()).toBe(false)
  nowMs += 7
  expect(clock.activeMs()).toBe(12)
})
