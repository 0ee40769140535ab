import { expect, onTestFinished, test, vi } from 'vitest'
import { watchTurn } from '../../electron/agents/turn-watch.ts'
import { startAwakeClock } from '../../electron/process/awake-clock.ts'

/** `sleptMs`: by how much the machine's clock is ahead of the timers. */
function watched(limits: { idleMs: number; hardMs: number }, sleptMs: () => number = () => 0) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const clock = startAwakeClock(() => performance.now() + sleptMs())
  const watch = watchTurn(new AbortController().signal, limits, clock)
  onTestFinished(() => {
    watch.close()
    vi.useRealTimers()
  })
  return watch
}

test('however busy it is, its time ends', async () => {
  const watch = watched({ idleMs: 1_000, hardMs: 5_000 })
  watch.arm()
  for (let passed = 0; passed < 4_900; passed += 100) {
    watch.touch()
    vi.advanceTimersByTime(100)
  }
  expect(watch.isCut()).toBe(false)
  watch.touch()
  vi.advanceTimersByTime(100)
  expect(await watch.cut).toEqual({ kind: 'too_long', hardMs: 5_000 })
})

test('waiting for a person counts for neither limit', async () => {
  const watch = watched({ idleMs: 1_000, hardMs: 5_000 })
  watch.arm()
  vi.advanceTimersByTime(500)
  const [first, second] = [watch.pause(), watch.pause()]
  vi.advanceTimersByTime(60_000)
  first()
  vi.advanceTimersByTime(60_000)
  second()
  vi.advanceTimersByTime(999)
  expect(watch.isCut()).toBe(false)
  vi.advanceTimersByTime(1)
  expect(await watch.cut).toEqual({ kind: 'silent', idleMs: 1_000 })
})

test('before there is a prompt nothing runs, and a second prompt does not begin the time anew', async () => {
  const watch = watched({ idleMs: 10_000, hardMs: 5_000 })
  vi.advanceTimersByTime(60_000)
  expect(watch.isCut()).toBe(false)
  watch.arm()
  vi.advanceTimersByTime(3_000)
  watch.arm()
  vi.advanceTimersByTime(2_000)
  expect(await watch.cut).toEqual({ kind: 'too_long', hardMs: 5_000 })
})

test('sleep of the machine is neither silence nor work [fault 10]', async () => {
  let sleptMs = 0
  const watch = watched({ idleMs: 600_000, hardMs: 7_200_000 }, () => sleptMs)
  watch.arm()
  const work = (seconds: number): void => {
    for (let passed = 0; passed < seconds; passed += 100) {
      watch.touch()
      vi.advanceTimersByTime(100_000)
    }
  }
  work(300)
  // As on a system whose clock goes on meanwhile.
  sleptMs = 8 * 3_600_000
  work(6_500)
  expect(watch.isCut()).toBe(false)
  work(500)
  expect(await watch.cut).toEqual({ kind: 'too_long', hardMs: 7_200_000 })
})
