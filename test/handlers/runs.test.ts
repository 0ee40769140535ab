import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { runHandlers } from '../../electron/handlers/runs.ts'
import { addRuns, goals, openPermission, runAtWork } from '../views/run-at-work.ts'
import { accepted, makeBackend, makeCaller } from './real-backend.ts'

async function start(options: { imported?: boolean } = {}) {
  const backend = await makeBackend(options)
  const caller = makeCaller()
  const handlers = runHandlers({ backend })
  return {
    store: backend.store,
    caller,
    list: (input: { limit: number; before?: string; query?: string }) => handlers['runs.list'](input, caller),
    get: (runId: string) => handlers['runs.get']({ runId }, caller),
    control: (runId: string, action: 'pause' | 'resume' | 'cancel') =>
      handlers['runs.control']({ runId, action }, caller),
  }
}

test('runs are listed newest first, by pages and by what is searched for', async () => {
  const { store, list } = await start()
  addRuns(store, 12)
  const first = await accepted(list({ limit: 2 }))
  expect(goals(first.rows)).toEqual(['goal 12', 'goal 11'])
  expect(goals((await accepted(list({ limit: 2, before: first.next ?? '' }))).rows)).toEqual(['goal 10', 'goal 9'])
  expect(goals((await accepted(list({ limit: 5, query: 'GOAL 1' }))).rows)).toEqual([
    'goal 12',
    'goal 11',
    'goal 10',
    'goal 1',
  ])
  expect(await list({ limit: 2, before: randomUUID() })).toMatchObject({ ok: false, error: { code: 'not_found' } })
})

test('whoever opens a run watches it from then on', async () => {
  const { store, get, caller } = await start()
  const { runId } = runAtWork(store)
  openPermission(store, runId)
  const view = await accepted(get(runId))
  expect(view).toMatchObject({ runId, row: { openGates: 1 }, gates: [{ state: 'open' }] })
  expect(caller.watched).toEqual([view])
  const unknown = randomUUID()
  expect(await get(unknown)).toEqual({
    ok: false,
    error: { code: 'not_found', message: `Run not found: ${unknown}` },
  })
  expect(caller.watched).toHaveLength(1)
})

test('a person pauses, resumes and cancels; what has ended says so', async () => {
  const { store, control } = await start()
  const { runId } = runAtWork(store)
  expect(await control(runId, 'pause')).toMatchObject({
    ok: true,
    value: { id: runId, status: 'paused', control: 'pause', controlReason: 'person' },
  })
  expect(await control(runId, 'resume')).toMatchObject({
    ok: true,
    value: { status: 'running', control: 'run', controlReason: null },
  })
  expect(await control(runId, 'cancel')).toMatchObject({ ok: true, value: { control: 'cancel' } })
  store.finishRun(runId, 'cancelled', 'Cancelled.')
  expect(await control(runId, 'resume')).toEqual({
    ok: false,
    error: {
      code: 'refused',
      message: `Run ${runId} has already ended: cancelled.`,
      remedy: 'Start a new run instead.',
      detail: { refusal: 'run_ended' },
    },
  })
  expect(await control(randomUUID(), 'pause')).toMatchObject({ ok: false, error: { code: 'not_found' } })
})

test("a predecessor's runs are listed, found and opened", async () => {
  const { list, get } = await start({ imported: true })
  const { rows, next } = await accepted(list({ limit: 200 }))
  expect(next).toBeNull()
  expect(goals(rows)).toEqual([
    'Say hello',
    'Port the parser to streaming; keep the public API — «ünïcode» 日本語 🙂',
    'Add a --json flag to the report command',
  ])
  expect(rows.map(({ imported, status }) => [imported, status])).toEqual([
    [true, 'paused'],
    [true, 'paused'],
    [true, 'completed'],
  ])
  expect(goals((await accepted(list({ limit: 200, query: '«ÜNÏCODE» 日本語 🙂' }))).rows)).toEqual([rows[1]?.goal])
  for (const row of rows) {
    const view = await accepted(get(row.id))
    expect(view).toMatchObject({ row, run: { goal: row.goal, baseCommit: null }, plan: null, turns: [], gates: [] })
    expect(view.tasks).toHaveLength(Object.values(row.tasks).reduce((sum, count) => sum + count, 0))
    expect(view.events.length).toBeGreaterThan(0)
  }
})

test("a predecessor's run is not resumed, and says why; cancelling it is a wish like any other", async () => {
  const { store, list, control } = await start({ imported: true })
  const { rows } = await accepted(list({ limit: 200 }))
  const paused = rows.find(({ status }) => status === 'paused')?.id ?? ''
  const completed = rows.find(({ status }) => status === 'completed')?.id ?? ''
  const events = store.listEvents(paused).length
  expect(await control(paused, 'resume')).toMatchObject({
    ok: false,
    error: {
      code: 'refused',
      message: expect.stringContaining('no base commit to work on'),
      remedy: expect.stringMatching(/./),
      detail: { refusal: 'no_base' },
    },
  })
  expect(store.listEvents(paused)).toHaveLength(events)
  expect(await control(completed, 'resume')).toMatchObject({ error: { detail: { refusal: 'run_ended' } } })
  expect(await control(paused, 'cancel')).toMatchObject({ ok: true, value: { control: 'cancel' } })
  expect(await control(paused, 'resume')).toMatchObject({ ok: true, value: { control: 'cancel' } })
})
