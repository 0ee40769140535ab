import { expect, test, vi } from 'vitest'
import { createQuitter, type QuitAnswer } from '../electron/quitting.ts'

interface Given {
  /** Settles when the host is closed. */
  closed?: Promise<void>
  ended?: Promise<void>
  /** Runs that work, and what the person answers. */
  working?: number
  answer?: Promise<QuitAnswer>
}

/** An application whose quitting is asked for with `wish`. */
function application({ closed = never(), ended = never(), working = 0, answer = never() }: Given) {
  const steps = { asked: 0, background: 0, closed: 0, ended: 0, quit: 0, reported: [] as unknown[] }
  const count =
    <T>(key: 'asked' | 'closed' | 'ended', work: Promise<T>) =>
    () => {
      steps[key] += 1
      return work
    }
  const quitter = createQuitter({
    working: () => working,
    ask: count('asked', answer),
    toBackground: () => {
      steps.background += 1
    },
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
    quitter.beforeQuit({ preventDefault })
    return preventDefault.mock.calls.length > 0
  }
  return { steps, wish, quitter }
}
const later = () => Promise.withResolvers<void>()
const never = <T>(): Promise<T> => new Promise(() => undefined)
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('the first wish waits for the host, then quits without another question', async () => {
  const closing = later()
  const { steps, wish } = application({ closed: closing.promise })
  expect(wish()).toBe(true)
  await settle()
  expect(steps).toMatchObject({ asked: 0, closed: 1, quit: 0 })
  closing.resolve()
  await settle()
  expect(steps).toMatchObject({ closed: 1, ended: 0, quit: 1 })
  expect(wish()).toBe(false)
})

test('a second wish meanwhile ends the children and quits; what comes later changes nothing', async () => {
  const closing = later()
  const ending = later()
  const { steps, wish } = application({ closed: closing.promise, ended: ending.promise })
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
  const { steps, wish } = application({ closed: Promise.reject(new Error('disk full')) })
  wish()
  await settle()
  expect(steps).toMatchObject({ quit: 1, reported: [new Error('disk full')] })
})

test('while runs work the person is asked; to stop them closes the host', async () => {
  const { steps, wish, quitter } = application({
    working: 2,
    answer: Promise.resolve('stop'),
    closed: Promise.resolve(),
  })
  expect(wish()).toBe(true)
  expect(steps).toMatchObject({ asked: 1, closed: 0 })
  expect(quitter.isEnding()).toBe(false)
  await settle()
  expect(steps).toMatchObject({ asked: 1, closed: 1, background: 0, quit: 1 })
  expect(quitter.isEnding()).toBe(true)
  expect(wish()).toBe(false)
})

test.each([
  { answer: 'cancel', background: 0 },
  { answer: 'background', background: 1 },
] as const)('$answer leaves everything at work, and the next wish asks again', async ({ answer, background }) => {
  const { steps, wish, quitter } = application({ working: 1, answer: Promise.resolve(answer) })
  wish()
  await settle()
  expect(steps).toMatchObject({ asked: 1, background, closed: 0, quit: 0 })
  expect(quitter.isEnding()).toBe(false)
  wish()
  await settle()
  expect(steps).toMatchObject({ asked: 2, closed: 0 })
})

test('a second wish while it is asked is the answer to stop, and a late answer changes nothing', async () => {
  const answer = Promise.withResolvers<QuitAnswer>()
  const { steps, wish } = application({ working: 1, answer: answer.promise })
  expect([wish(), wish()]).toEqual([true, true])
  expect(steps).toMatchObject({ asked: 1, closed: 1, ended: 0 })
  answer.resolve('background')
  await settle()
  expect(steps).toMatchObject({ background: 0 })
  wish()
  expect(steps).toMatchObject({ ended: 1 })
})

test('the end of the session is one wish, however often it is told, and nobody is asked', () => {
  const { steps, wish, quitter } = application({ working: 1 })
  quitter.sessionEnds()
  expect(steps).toMatchObject({ quit: 1, closed: 0 })
  wish()
  quitter.sessionEnds()
  expect(steps).toMatchObject({ asked: 0, closed: 1, ended: 0, quit: 1 })
})

test('it is also the answer to what is asked already; where a question cannot be shown the answer is to stop', async () => {
  const asking = application({ working: 1 })
  asking.wish()
  asking.quitter.sessionEnds()
  asking.wish()
  expect(asking.steps).toMatchObject({ asked: 1, closed: 1, quit: 1 })
  const mute = application({ working: 1, answer: Promise.reject(new Error('no display')) })
  mute.wish()
  await settle()
  expect(mute.steps).toMatchObject({ asked: 1, closed: 1, reported: [new Error('no display')] })
})
