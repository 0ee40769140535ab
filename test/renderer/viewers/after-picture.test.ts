import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterPicture } from '../../../renderer/viewers/after-picture.ts'

/** What waits for the next frame. */
let waiting = new Map<number, () => void>()
let lastId = 0
const frame = (): void => {
  const now = [...waiting.values()]
  waiting.clear()
  for (const work of now) work()
}

beforeEach(() => {
  waiting = new Map()
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => {
    lastId += 1
    waiting.set(lastId, work)
    return lastId
  })
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('what can wait is done once the frame after the next picture has begun, and not within it', () => {
  const work = vi.fn()
  afterPicture(work)
  for (const _ of [1, 2]) {
    vi.runAllTimers()
    frame()
  }
  expect(work).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(work).toHaveBeenCalledOnce()
})

test.each([0, 1, 2])('what is undone after %i frames is not done', (frames) => {
  const work = vi.fn()
  const undo = afterPicture(work)
  for (let count = 0; count < frames; count += 1) frame()
  undo()
  for (let count = 0; count < 3; count += 1) frame()
  vi.runAllTimers()
  expect(work).not.toHaveBeenCalled()
})
