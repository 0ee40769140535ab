import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createOpenRun } from '../../../renderer/data/open-run.ts'
import { isFiltered, NO_FILTER, parseFilter } from '../../../renderer/data/run-filter.ts'
import { createRunList, mergeRows } from '../../../renderer/data/run-list.ts'
import { createSystemInfo } from '../../../renderer/data/system-info.ts'
import type { Client, Reply, Topics } from '../../../shared/contract.ts'
import { runRow, runView } from '../rows.ts'

interface Question {
  method: string
  input: unknown
  answer(reply: Reply<unknown>): void
}

/** A client whose questions the test answers itself, in whatever order. */
function handClient(): { client: Client; questions: Question[] } {
  const questions: Question[] = []
  const call = (method: string, input: unknown): Promise<never> =>
    new Promise((resolve) =>
      questions.push({ method, input, answer: (reply) => Reflect.apply(resolve, null, [reply]) }),
    )
  return { client: { call, subscribe: () => () => {} }, questions }
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const ok = (value: unknown): Reply<unknown> => ({ ok: true, value })
const broken: Reply<unknown> = { ok: false, error: { code: 'unavailable', message: 'no store' } }
const change = (part: Partial<Topics['run.changed']>): Topics['run.changed'] => ({
  runId: 'run-1',
  fromSeq: 10,
  seq: 11,
  events: [],
  records: {},
  ...part,
})

describe('the list of runs', () => {
  test('changed rows stay where they are, new ones come first, and none twice', () => {
    const known = [runRow({ id: 'b', createdAt: '2026-03-02' }), runRow({ id: 'a', createdAt: '2026-03-01' })]
    const changed = [
      runRow({ id: 'a', createdAt: '2026-03-01', status: 'failed' }),
      runRow({ id: 'c', createdAt: '2026-03-03' }),
    ]
    expect(mergeRows(known, changed, false).map(({ id, status }) => [id, status])).toEqual([
      ['c', 'running'],
      ['b', 'running'],
      ['a', 'failed'],
    ])
  })

  test('a row of a page that was not read yet, or that a filter may leave out, is not shown', () => {
    const known = [runRow({ id: 'b', createdAt: '2026-03-02' })]
    expect(mergeRows(known, [runRow({ id: 'a', createdAt: '2026-03-01' })], false).map(({ id }) => id)).toEqual(['b'])
    expect(mergeRows(known, [runRow({ id: 'c', createdAt: '2026-03-03' })], true).map(({ id }) => id)).toEqual(['b'])
  })

  test('a slow answer to an older question is dropped', async () => {
    const { client, questions } = handClient()
    const list = createRunList(client)
    list.search({ ...NO_FILTER, query: 'old' })
    list.search({ ...NO_FILTER, query: 'new' })
    questions[1]?.answer(ok({ rows: [runRow({ id: 'new' })], next: null }))
    questions[0]?.answer(ok({ rows: [runRow({ id: 'old' })], next: null }))
    await settled()
    expect(list.get()).toMatchObject({ filter: { query: 'new' }, rows: [{ id: 'new' }], state: 'ready' })
  })

  test('as many rows as were shown are read again, over several pages', async () => {
    const { client, questions } = handClient()
    const list = createRunList(client)
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => runRow({ id: `${from + index}` }))
    list.reload()
    questions[0]?.answer(ok({ rows: rows(0, 100), next: '99' }))
    await settled()
    list.showMore()
    questions[1]?.answer(ok({ rows: rows(0, 100), next: '99' }))
    await settled()
    expect(questions[2]?.input).toMatchObject({ before: '99' })
    questions[2]?.answer(ok({ rows: rows(100, 20), next: null }))
    await settled()
    expect(list.get().rows.length).toBe(120)
    expect(list.get().hasMore).toBe(false)
  })

  test('what is told between two pages is not undone by the page that was read before', async () => {
    const { client, questions } = handClient()
    const list = createRunList(client)
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => runRow({ id: `${from + index}` }))
    list.reload()
    questions[0]?.answer(ok({ rows: rows(0, 100), next: '99' }))
    await settled()
    list.showMore()
    questions[1]?.answer(ok({ rows: rows(0, 100), next: '99' }))
    await settled()
    list.merge([runRow({ id: '7', status: 'failed' })])
    questions[2]?.answer(ok({ rows: rows(100, 20), next: null }))
    await settled()
    expect(
      list
        .get()
        .rows.filter(({ status }) => status === 'failed')
        .map(({ id }) => id),
    ).toEqual(['7'])
    expect(list.get().rows).toHaveLength(120)
  })

  test('what stands beside the list does not follow its filter, and stays live', async () => {
    const { client, questions } = handClient()
    const list = createRunList(client)
    list.reload()
    questions[0]?.answer(ok({ rows: [runRow({ id: 'b' }), runRow({ id: 'a' })], next: null }))
    await settled()
    list.search({ ...NO_FILTER, query: 'a' })
    questions[1]?.answer(ok({ rows: [runRow({ id: 'a' })], next: null }))
    await settled()
    list.merge([runRow({ id: 'b', status: 'failed' })])
    expect(list.get()).toMatchObject({ rows: [{ id: 'a' }], unfiltered: [{ id: 'b', status: 'failed' }, { id: 'a' }] })
  })

  test('a list that is filtered from the beginning brings what stands beside it along', async () => {
    const { client, questions } = handClient()
    const list = createRunList(client, { ...NO_FILTER, group: 'done', agentId: 'codex', repositoryId: 'r' })
    list.reload()
    expect(questions.map(({ input }) => input)).toEqual([
      { limit: 100, group: 'done', agentId: 'codex', repositoryId: 'r' },
      { limit: 100 },
    ])
    questions[0]?.answer(ok({ rows: [], next: null }))
    questions[1]?.answer(ok({ rows: [runRow({ id: 'b' })], next: null }))
    await settled()
    expect(list.get()).toMatchObject({ rows: [], unfiltered: [{ id: 'b' }], state: 'ready' })
  })

  test('a filtered list is read again once a run has another state, and not for every word of its agents', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { client, questions } = handClient()
    const list = createRunList(client, { ...NO_FILTER, group: 'needs_you' })
    list.reload()
    questions[0]?.answer(ok({ rows: [runRow({ id: 'a', status: 'awaiting_approval' })], next: null }))
    questions[1]?.answer(
      ok({ rows: [runRow({ id: 'a', status: 'awaiting_approval' }), runRow({ id: 'b' })], next: null }),
    )
    await settled()
    list.merge([runRow({ id: 'b', updatedAt: '2026-03-09' })])
    vi.advanceTimersByTime(5_000)
    expect(questions).toHaveLength(2)
    list.merge([runRow({ id: 'b', status: 'awaiting_approval' })])
    list.merge([runRow({ id: 'a', status: 'running' })])
    vi.advanceTimersByTime(1_000)
    expect(questions.slice(2).map(({ input }) => input)).toEqual([{ limit: 100, group: 'needs_you' }])
  })

  test('a filter comes back as it was kept, and anything else is none', () => {
    const filter = { query: 'ü', repositoryId: 'r', group: 'paused', agentId: 'codex' } as const
    expect(parseFilter(JSON.stringify(filter))).toEqual(filter)
    for (const text of [null, '', 'null', '[]', '{', '{"group":"else","query":5}'])
      expect(parseFilter(text)).toEqual(NO_FILTER)
    expect([NO_FILTER, { ...NO_FILTER, query: ' ' }, filter].map(isFiltered)).toEqual([false, false, true])
  })

  test('a reading that fails keeps what was there and says so', async () => {
    const { client, questions } = handClient()
    const list = createRunList(client)
    list.reload()
    questions[0]?.answer(ok({ rows: [runRow()], next: null }))
    await settled()
    list.reload()
    questions[1]?.answer(broken)
    await settled()
    expect(list.get().rows.length).toBe(1)
    expect(list.get().error?.message).toBe('no store')
  })
})

describe('what the application says of itself', () => {
  test('is asked again soon while another process drives the data folder, and then every 15 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { client, questions } = handClient()
    const info = createSystemInfo(client)
    info.reload()
    info.reload()
    questions[0]?.answer(ok({ otherOwner: { pid: 7, host: 'old' } }))
    questions[1]?.answer(ok({ otherOwner: { pid: 8, host: 'here' } }))
    await settled()
    expect(info.get()).toMatchObject({ value: { otherOwner: { pid: 8 } } })
    vi.advanceTimersByTime(3_000)
    expect(questions).toHaveLength(3)
    questions[2]?.answer(ok({ otherOwner: null }))
    await settled()
    expect(info.get()).toMatchObject({ value: { otherOwner: null } })
    vi.advanceTimersByTime(14_000)
    expect(questions).toHaveLength(3)
    vi.advanceTimersByTime(1_000)
    expect(questions).toHaveLength(4)
  })
})

describe('the open run', () => {
  test('is changed by what is told, and read again after a gap', async () => {
    const { client, questions } = handClient()
    const run = createOpenRun(client)
    run.open('run-1')
    questions[0]?.answer(ok(runView()))
    await settled()
    run.change(change({ records: { row: runRow({ openGates: 2 }) } }))
    expect(run.get().view?.row.openGates).toBe(2)
    run.change(change({ fromSeq: 40, seq: 41 }))
    expect(questions.length).toBe(2)
    questions[1]?.answer(ok(runView({ seq: 41 })))
    await settled()
    expect(run.get().view?.seq).toBe(41)
  })

  test('what is told while it is read is applied afterwards, if it is newer', async () => {
    const { client, questions } = handClient()
    const run = createOpenRun(client)
    run.open('run-1')
    run.change(change({ fromSeq: 0, seq: 9, records: { row: runRow({ openGates: 9 }) } }))
    run.change(change({ fromSeq: 10, seq: 12, records: { row: runRow({ openGates: 3 }) } }))
    questions[0]?.answer(ok(runView()))
    await settled()
    expect(run.get().view).toMatchObject({ seq: 12, row: { openGates: 3 } })
  })

  test('the answer for a run that is no longer shown is dropped', async () => {
    const { client, questions } = handClient()
    const run = createOpenRun(client)
    run.open('run-1')
    run.open('run-2')
    questions[0]?.answer(ok(runView()))
    await settled()
    expect(run.get()).toMatchObject({ runId: 'run-2', view: null })
  })
})
