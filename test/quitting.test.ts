import { expect, test, vi } from 'vitest'
import { quitListener } from '../electron/quitting.ts'

/** An application whose quitting is asked for with `wish`, and whose host closes when `closed` is settled. */
function application(closed: Promise<void>, ended: Promise<void> = new Promise(() => undefined)) {
  const steps = { closed: 0, ended: 0, quit: 0, reported: [] as unknown[] }
  const count = (key: 'closed' | 'ended', work: Promise<void>) => () => {
    steps[key] += 1
    return work
  }
  const listener = quitListener({
    close: count('closed', closed),
    endChildren: count('ended', ended),
    report: (error) => steps.reported.push(error),
    quit: () => {
      steps.quit += 1
    },
  })
  /** Whether the wish was put off. */
  const wish = (): boolean => {
    const preventDefault = vi.fn()
    listener({ preventDefault })
    return preventDefault.mock.calls.length > 0
  }
  return { steps, wish }
}
const later = () => Promise.withResolvers<void>()
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('the first wish waits for the host, then quits without another question', async () => {
  const closing = later()
  const { steps, wish } = application(closing.promise)
  expect(wish()).toBe(true)
  await settle()
  expect(steps).toMatchObject({ closed: 1, quit: 0 })
  closing.resolve()
  await settle()
  expect(steps).toMatchObject({ closed: 1, ended: 0, quit: 1 })
  expect(wish()).toBe(false)
})

test('a second wish meanwhile ends the children and quits; what comes later changes nothing', async () => {
  const closing = later()
  const ending = later()
  const { steps, wish } = application(closing.promise, ending.promise)
  expect([wish(), wish(), wish()]).toEqual([true, true, true])
  expect(steps).toMatchObject({ closed: 1, ended: 1, quit: 0 })
  ending.resolve()
  await settle()
  expect(wish()).toBe(false)
  closing.resolve()
  await settle()
  expect(steps).toMatchObject({ closed: 1, ended: 1, quit: 1 })
})

test('a host that cannot close is reported, and does not keep the application open', async () => {
  const { steps, wish } = application(Promise.reject(new Error('disk full')))
  wish()
  await settle()
  expect(steps).toMatchObject({ quit: 1, reported: [new Error('disk full')] })
})
