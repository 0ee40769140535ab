import { expect, test } from 'vitest'
import {
  type ViewerAnswer,
  type ViewerQuestion,
  type ViewerThread,
  viewerWork,
} from '../../../renderer/viewers/viewer-work.ts'

/** A thread whose answers the test gives. */
function fakeThread() {
  const asked: ViewerQuestion[] = []
  let onMessage: (event: { data: ViewerAnswer }) => void = () => undefined
  let onError: (event: { message?: string }) => void = () => undefined
  const thread: ViewerThread = {
    postMessage: (question) => void asked.push(question),
    addEventListener: (type: string, listener: never) => {
      if (type === 'message') onMessage = listener
      else onError = listener
    },
  }
  return {
    thread,
    asked,
    answer: (data: ViewerAnswer) => onMessage({ data }),
    fail: (message?: string) => onError(message === undefined ? {} : { message }),
  }
}
const HIGHLIGHT = { kind: 'highlight', text: 'a', language: 'typescript' } as const
const line = (text: string) => [[{ text, tone: null }]]

test('answers come to those who asked, in whatever order; the thread is started once, with the first question', async () => {
  const fake = fakeThread()
  let started = 0
  const ask = viewerWork(() => {
    started++
    return fake.thread
  })
  expect(started).toBe(0)
  const [first, second] = [ask(HIGHLIGHT), ask(HIGHLIGHT)]
  fake.answer({ id: 1, value: line('second') })
  fake.answer({ id: 0, value: line('first') })
  fake.answer({ id: 99, value: line('nobody') })
  expect([await first, await second, started]).toEqual([line('first'), line('second'), 1])
})

test('what one question ends with is told to it alone', async () => {
  const fake = fakeThread()
  const ask = viewerWork(() => fake.thread)
  const [wrong, right] = [ask(HIGHLIGHT), ask(HIGHLIGHT)]
  fake.answer({ id: 0, problem: 'Unknown language' })
  fake.answer({ id: 1, value: line('x') })
  await expect(wrong).rejects.toThrow('Unknown language')
  expect(await right).toEqual(line('x'))
})

test('a thread that broke refuses all questions, those to come as well', async () => {
  const fake = fakeThread()
  const ask = viewerWork(() => fake.thread)
  const waiting = ask(HIGHLIGHT)
  fake.fail()
  await expect(waiting).rejects.toThrow('could not be started')
  await expect(ask(HIGHLIGHT)).rejects.toThrow('could not be started')
  expect(fake.asked).toHaveLength(1)
})
