import { expect, test } from 'vitest'
import { createEventIds } from '../../../renderer/views/run/event-ids.ts'
import { createEventIndex } from '../../../renderer/views/run/event-index.ts'
import { steppedTo } from '../../../renderer/views/run/event-steps.ts'
import type { Client } from '../../../shared/contract.ts'
import type { EventRecord } from '../../../shared/domain.ts'
import { type EventFilter, passesFilter } from '../../../shared/event-filter.ts'
import { event } from './support.ts'

const ALL: EventFilter = { group: 'all', source: null, text: '', kinds: [] }
const PIECE = 10

/** Answers as the main process does, over a growing list, looking through ten events in a call; each call waits until it is let go. */
function world(filter: EventFilter = ALL) {
  let now = 0
  let pauses = 0
  const pause = async (ms: number): Promise<void> => {
    pauses += 1
    now += ms
  }
  const all: EventRecord[] = []
  const asked: string[] = []
  const waiting: (() => void)[] = []
  let fails = false
  const found = (from: { before?: number; after?: number }) => {
    const { before, after } = from
    const inOrder =
      after === undefined ? all.filter(({ id }) => id < (before ?? 0)).reverse() : all.filter(({ id }) => id > after)
    const piece = inOrder.slice(0, PIECE)
    const ids = piece.filter((each) => passesFilter(each, filter)).map(({ id }) => id)
    return { ids: ids.sort((a, b) => a - b), next: inOrder.length >= PIECE ? (piece.at(-1)?.id ?? null) : null }
  }
  const call = (async (method: string, input: { before?: number; after?: number; ids?: number[] }) => {
    asked.push(method)
    await new Promise<void>((resolve) => waiting.push(resolve))
    if (fails) return { ok: false, error: { code: 'unavailable', message: 'gone' } }
    if (method === 'events.find') return { ok: true, value: found(input) }
    return { ok: true, value: { events: all.filter(({ id }) => input.ids?.includes(id)) } }
  }) as Client['call']
  const settle = async (rounds = 100): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      for (const go of waiting.splice(0)) go()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return {
    asked,
    index: createEventIndex({ call }, 'run', filter, { now: () => now, pause }),
    pauses: () => pauses,
    /** The ids of other runs lie between. */
    add: (count: number, kind = 'agent_output') => {
      for (let n = 0; n < count; n += 1) all.push(event((all.at(-1)?.id ?? 0) + 3, kind))
    },
    remove: (id: number) =>
      all.splice(
        all.findIndex((each) => each.id === id),
        1,
      ),
    view: (newest = 300) => ({ seq: all.at(-1)?.id ?? 0, events: all.slice(-newest) }),
    fail: (next: boolean) => {
      fails = next
    },
    settle,
  }
}

const idsOf = ({ index }: ReturnType<typeof world>): (number | undefined)[] =>
  Array.from({ length: index.get().count }, (_, row) => index.idAt(row))

test('the newest are there before anything is asked, the others are found piece by piece, and rows are told to have moved', async () => {
  const run = world()
  run.add(35)
  run.index.begin(run.view(5))
  expect(run.index.get()).toMatchObject({ count: 5, before: 0, isSearching: true })
  expect([run.index.eventAt(4)?.id, run.asked]).toEqual([105, []])
  run.index.take(run.view(5))
  run.index.begin(run.view(8))
  expect([run.index.get().count, run.asked]).toEqual([5, []])
  run.index.open()
  await run.settle(1)
  expect(run.index.get()).toMatchObject({ count: 5, before: 0, isSearching: true })
  // What was found and not told yet moves no row.
  expect([run.index.idAt(0), run.index.rowOf(96), run.index.has(90), run.index.has(93)]).toEqual([93, 1, false, true])
  await run.settle()
  expect(run.index.get()).toMatchObject({ count: 35, before: 30, isSearching: false, error: null })
  expect(idsOf(run)).toEqual(Array.from({ length: 35 }, (_, n) => 3 * n + 3))
  expect([run.index.rowOf(3), run.index.rowOf(4), run.index.rowOf(105), run.index.has(4)]).toEqual([0, 0, 34, false])
})

test('where none of the newest passes, the first that are found are told at once', async () => {
  const run = world({ ...ALL, group: 'turns' })
  run.add(20, 'turn_started')
  run.add(12)
  run.index.begin(run.view(12))
  run.index.take(run.view(12))
  run.index.open()
  expect(run.index.get().count).toBe(0)
  await run.settle(1)
  expect(run.index.get()).toMatchObject({ count: PIECE, isSearching: true })
})

test('of the newest only those that pass are there at once', () => {
  const run = world({ ...ALL, group: 'turns' })
  run.add(3)
  run.add(2, 'turn_started')
  run.index.begin(run.view())
  expect(idsOf(run)).toEqual([12, 15])
})

test('what comes is added without a question; after a gap it is looked for', async () => {
  const run = world({ ...ALL, group: 'turns' })
  run.add(5, 'turn_started')
  run.index.open()
  run.index.take(run.view())
  await run.settle()
  run.add(1, 'turn_finished')
  run.add(1)
  const before = run.asked.length
  run.index.take(run.view())
  expect(run.index.get().count).toBe(6)
  expect(run.index.eventAt(5)?.kind).toBe('turn_finished')
  expect(run.asked.length).toBe(before)
  run.add(50, 'turn_started')
  run.index.take(run.view(3))
  await run.settle()
  expect(run.index.get().count).toBe(56)
  expect(idsOf(run)).toEqual([...idsOf(run)].sort((a, b) => (a ?? 0) - (b ?? 0)))
})

test('what a row says is read when it is looked at, once; what is kept no more is not asked for again', async () => {
  const run = world()
  run.add(40)
  run.index.open()
  run.index.take(run.view(1))
  await run.settle()
  expect(run.index.eventAt(2)).toBeUndefined()
  run.remove(12)
  run.index.want(0, 5)
  run.index.want(0, 5)
  await run.settle()
  expect([0, 1, 2, 3].map((row) => run.index.eventAt(row)?.id)).toEqual([3, 6, 9, undefined])
  run.index.want(0, 5)
  await run.settle()
  expect(run.asked.filter((method) => method === 'events.read')).toHaveLength(1)
})

test('rows around those in view are read, too; only what is read of those in view is told', async () => {
  const run = world()
  run.add(400)
  run.index.open()
  run.index.take(run.view(1))
  await run.settle()
  let told = 0
  run.index.subscribe(() => {
    told += 1
  })
  run.index.want(100, 130)
  await run.settle()
  expect([39, 40, 100, 129, 189, 190].map((row) => run.index.eventAt(row)?.id)).toEqual([
    ...[undefined, 123, 303, 390, 570, undefined],
  ])
  expect(told).toBe(1)
  run.index.want(110, 140)
  await run.settle()
  expect([run.index.eventAt(199)?.id, told]).toEqual([600, 1])
})

test('while a person scrolls, the search rests between its pieces, for a moment; the end that is followed is no scrolling', async () => {
  const run = world()
  run.add(95)
  run.index.begin(run.view(40))
  run.index.take(run.view(40))
  run.index.open()
  run.index.want(20, 40)
  await run.settle(1)
  run.index.want(21, 40)
  await run.settle(1)
  expect(run.pauses()).toBe(0)
  run.index.want(5, 25)
  await run.settle()
  expect(run.pauses()).toBe(1)
  expect(run.index.get()).toMatchObject({ isSearching: false, count: 95 })
})

test('a search that is closed asks no more, and one that failed says so and can be tried again', async () => {
  const run = world()
  run.add(95)
  const close = run.index.open()
  run.index.take(run.view(5))
  await run.settle(1)
  close()
  await run.settle()
  expect(run.asked.length).toBeLessThanOrEqual(2)
  run.index.open()
  run.fail(true)
  await run.settle()
  expect(run.index.get()).toMatchObject({ isSearching: false, error: { code: 'unavailable' } })
  run.fail(false)
  run.index.retry()
  await run.settle()
  expect(run.index.get()).toMatchObject({ count: 95, isSearching: false, error: null })
})

test('steps go by the list, also from an event that is not in it', async () => {
  const run = world()
  run.add(4)
  run.index.open()
  run.index.take(run.view())
  await run.settle()
  const shown = { ...run.index.get(), index: run.index }
  const to = (selected: number | null, by: number): number | undefined => steppedTo(shown, selected, by)
  expect([to(6, 1), to(6, -1), to(12, 1), to(3, -1)]).toEqual([9, 3, 12, 3])
  expect([to(null, -1), to(null, 1)]).toEqual([12, 12])
  expect([to(7, 1), to(7, -1)]).toEqual([9, 6])
  expect(steppedTo({ ...shown, count: 0 }, null, 1)).toBeUndefined()
})

test('a million ids take a few bytes each, and every one has its row', () => {
  const ids = createEventIds()
  for (let from = 999_000; from >= 0; from -= 1_000)
    ids.addBefore(Array.from({ length: 1_000 }, (_, n) => 2 * (from + n) + 1))
  ids.addAfter([5, 2_000_001, 2_000_003])
  expect([ids.count, ids.before]).toEqual([1_000_002, 1_000_000])
  expect(Array.from({ length: 1_000_000 }, (_, row) => ids.at(row)).findIndex((id, row) => id !== 2 * row + 1)).toBe(-1)
  expect([ids.at(-1), ids.at(0), ids.at(999_999), ids.at(1_000_001), ids.at(1_000_002)]).toEqual([
    undefined,
    1,
    1_999_999,
    2_000_003,
    undefined,
  ])
  expect([0, 1, 2, 1_234_567, 9_999_999].map(ids.rowOf)).toEqual([0, 0, 0, 617_283, 1_000_001])
})
