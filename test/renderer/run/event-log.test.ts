import { expect, test } from 'vitest'
import { createEventLog } from '../../../renderer/views/run/event-log.ts'
import type { Client } from '../../../shared/contract.ts'
import type { EventRecord } from '../../../shared/domain.ts'
import { event } from './support.ts'

/** Answers `events.list` over a growing list as the main process does; each call waits until it is let go. */
function world() {
  const all: EventRecord[] = []
  const asked: unknown[] = []
  let waiting: (() => void)[] = []
  let fails = false
  const call = (async (_method: string, input: { before?: number; after?: number; source?: string; limit: number }) => {
    asked.push(input)
    await new Promise<void>((resolve) => waiting.push(resolve))
    if (fails) return { ok: false, error: { code: 'unavailable', message: 'gone' } }
    const found = all.filter(
      ({ id, source }) =>
        id < (input.before ?? Number.POSITIVE_INFINITY) &&
        id > (input.after ?? 0) &&
        (input.source === undefined || source === input.source),
    )
    const events = input.after === undefined ? found.slice(-input.limit) : found.slice(0, input.limit)
    return { ok: true, value: { events, more: found.length > input.limit } }
  }) as Client['call']
  return {
    call,
    asked,
    add: (count: number, source = 'implementation') => {
      for (let n = 0; n < count; n += 1) all.push(event(all.length + 1, 'agent_output', {}, source))
    },
    view: (newest = 300) => ({ seq: all.at(-1)?.id ?? 0, events: all.slice(-newest) }),
    fail: (next: boolean) => {
      fails = next
    },
    settle: async () => {
      for (let round = 0; round < 20; round += 1) {
        for (const go of waiting.splice(0)) go()
        await new Promise((resolve) => setImmediate(resolve))
      }
      waiting = []
    },
  }
}

const idsOf = (log: ReturnType<typeof createEventLog>) => log.get().events.map(({ id }) => id)

test('the newest page, then what comes, without another question', async () => {
  const { call, add, view, settle, asked } = world()
  add(400)
  const log = createEventLog({ call }, 'run', null)
  log.take(view())
  expect(log.get()).toMatchObject({ isNew: true, isReading: true })
  await settle()
  expect(log.get()).toMatchObject({ isNew: false, isReading: false, hasOlder: true })
  expect(idsOf(log)).toEqual(Array.from({ length: 300 }, (_, n) => n + 101))
  add(2)
  log.take(view())
  log.take(view())
  expect(idsOf(log).slice(-3)).toEqual([400, 401, 402])
  expect(asked).toEqual([{ runId: 'run', limit: 300 }])
})

test('events that come while the page is read are not lost and not doubled', async () => {
  const { call, add, view, settle } = world()
  add(10)
  const log = createEventLog({ call }, 'run', null)
  log.take(view())
  add(5)
  log.take(view())
  await settle()
  expect(idsOf(log)).toEqual(Array.from({ length: 15 }, (_, n) => n + 1))
})

test('only the events of its source; a source that is silent for long is not asked about again', async () => {
  const { call, add, view, settle, asked } = world()
  add(3, 'strategy')
  add(400)
  const log = createEventLog({ call }, 'run', 'strategy')
  log.take(view())
  await settle()
  add(1, 'strategy')
  add(1)
  log.take(view())
  expect(idsOf(log)).toEqual([1, 2, 3, 404])
  expect(asked).toHaveLength(1)
})

test('where the run was read again and something may be missing, it is read, over several pages', async () => {
  const { call, add, view, settle, asked } = world()
  add(10)
  const log = createEventLog({ call }, 'run', null)
  log.take(view())
  await settle()
  add(1_200)
  log.take(view(300))
  await settle()
  expect(idsOf(log)).toEqual(Array.from({ length: 1_210 }, (_, n) => n + 1))
  expect(asked.slice(1)).toEqual([
    { runId: 'run', after: 10, limit: 500 },
    { runId: 'run', after: 510, limit: 500 },
  ])
})

test('older events on demand, until there are none', async () => {
  const { call, add, view, settle } = world()
  add(500)
  const log = createEventLog({ call }, 'run', null)
  log.take(view())
  await settle()
  log.older()
  await settle()
  expect(log.get().hasOlder).toBe(false)
  expect(idsOf(log)).toEqual(Array.from({ length: 500 }, (_, n) => n + 1))
  log.older()
  expect(log.get().isReading).toBe(false)
})

test('a reading that fails is told, and made up for with the next change', async () => {
  const { call, add, view, settle, fail } = world()
  add(5)
  fail(true)
  const log = createEventLog({ call }, 'run', null)
  log.take(view())
  await settle()
  expect(log.get()).toMatchObject({ isNew: true, error: { code: 'unavailable' } })
  fail(false)
  add(1)
  log.take(view())
  await settle()
  expect(log.get().error).toBeNull()
  expect(idsOf(log)).toEqual([1, 2, 3, 4, 5, 6])
})
