/** When removed runs are looked after, and when again. */
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createHousekeeper } from '../electron/housekeeper.ts'
import { memoryStore } from './store/support.ts'

function world() {
  const store = memoryStore()
  const timers: { work: () => void; delayMs: number }[] = []
  const errors: unknown[] = []
  const settle = vi.fn<() => Promise<void>>(async () => undefined)
  const sweep = vi.fn<() => Promise<void>>(async () => undefined)
  const keeper = createHousekeeper({
    backend: { store, trash: { settle } as never, housekeeping: { sweep } as never },
    conductor: { owner: () => null, isDriven: () => false },
    setTimer: (work, delayMs) => {
      timers.push({ work, delayMs })
      return () => undefined
    },
    onError: (error) => errors.push(error),
  })
  onTestFinished(() => keeper.stop())
  const { id } = store.runStore.createRun('Goal', path.resolve('/repo'))
  return {
    store,
    timers,
    errors,
    settle,
    sweep,
    id,
    fire: (delayMs: number) => timers.findLast((one) => one.delayMs === delayMs)?.work(),
  }
}

test('what is asked for while a sweep works is done as soon as that ends, also badly; what fails is tried again later and told once', async () => {
  const { store, errors, settle, sweep, id, fire } = world()
  let end = (): void => undefined
  sweep.mockImplementation(
    () =>
      new Promise(
        (_resolve, reject) => (end = () => reject(new AggregateError([new Error('stuck'), new Error('other')]))),
      ),
  )
  settle.mockRejectedValue(new Error('stuck'))
  fire(30_000)
  store.moveTrash(id, null, 'removing')
  expect(settle).not.toHaveBeenCalled()
  end()
  await vi.waitFor(() => expect(settle).toHaveBeenCalledTimes(1), { timeout: 30_000 })
  await vi.waitFor(() => expect(errors).toMatchObject([{ message: 'stuck' }, { message: 'other' }]))
  store.runStore.createRun('A commit', path.resolve('/repo'))
  expect(settle).toHaveBeenCalledTimes(1)
  fire(60_000)
  await vi.waitFor(() => expect(settle).toHaveBeenCalledTimes(2), { timeout: 30_000 })
  await new Promise(setImmediate)
  store.moveTrash(id, 'removing', 'returning')
  expect(settle).toHaveBeenCalledTimes(3)
  await new Promise(setImmediate)
  expect(errors).toHaveLength(2)
})
