import { expect, onTestFinished, test, vi } from 'vitest'
import { startAwakeClock } from '../../electron/process/awake-clock.ts'

/** A clock over a machine whose own clock `sleep` moves on while no timer fires. */
function machine() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  let sleptMs = 0
  const clock = startAwakeClock(() => performance.now() + sleptMs)
  onTestFinished(() => {
    clock.stop()
    vi.useRealTimers()
  })
  const sleep = (ms: number): void => {
    sleptMs += ms
  }
  return { clock, sleep, pass: (ms: number) => vi.advanceTimersByTime(ms) }
}

const HOUR_MS = 3_600_000

test('awake it goes as any other clock, however seldom it is read', () => {
  const { clock, pass } = machine()
  pass(1_234)
  expect(clock.nowMs()).toBe(1_234)
  pass(HOUR_MS)
  expect(clock.nowMs()).toBe(HOUR_MS + 1_234)
})

test('sleep does not count, whoever looks first afterwards, and several times', () => {
  const { clock, sleep, pass } = machine()
  pass(12_000)
  sleep(8 * HOUR_MS)
  // At most what lay between the last look and the sleep is lost with it.
  expect(clock.nowMs()).toBe(10_000)
  pass(60_000)
  sleep(HOUR_MS)
  pass(60_000)
  expect(clock.nowMs()).toBeGreaterThanOrEqual(120_000)
  expect(clock.nowMs()).toBeLessThanOrEqual(132_000)
})

test('a hiccup is not sleep', () => {
  const { clock, sleep } = machine()
  sleep(20_000)
  expect(clock.nowMs()).toBe(20_000)
})
