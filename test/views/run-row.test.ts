import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import type { Store } from '../../electron/store/store.ts'
import { openGateRows, pageOfRunRows, readRunRow } from '../../electron/views/run-row.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { memoryStore } from '../store/support.ts'
import { addRuns, goals, openPermission, runAtWork } from './run-at-work.ts'

function page(store: Store, input: Parameters<typeof pageOfRunRows>[1]) {
  const found = pageOfRunRows(store, input)
  if (!found.ok) throw new Error(found.error.message)
  return found.value
}

test('a row tells what a run does now, what it has used and what is open', () => {
  const store = memoryStore()
  const { runId, turn } = runAtWork(store)
  expect(readRunRow(store, runId)).toMatchObject({
    id: runId,
    status: 'running',
    branch: 'triptych/a-goal',
    control: 'run',
    controlReason: null,
    gate: null,
    openGates: 0,
    tasks: { pending: 1, in_progress: 1, completed: 0, blocked: 0, abandoned: 0 },
    turn: {
      role: 'implementation',
      kind: 'implement',
      taskTitle: 'First',
      attemptNumber: 1,
      startedAt: turn.startedAt,
    },
    usage: { turns: 1, tokens: null, costMicros: null, activeMs: 0 },
    imported: false,
  })

  store.endTurn(turn.id, 'finished', {
    detail: null,
    tokens: 12,
    costMicros: 34,
    sessionId: null,
    contextUsed: null,
    contextSize: null,
    agentVersion: null,
  })
  const first = openPermission(store, runId, 'First?')
  openPermission(store, runId, 'Second?')
  store.patchRun(runId, {}, { control: 'pause', controlReason: 'person', activeMs: 5 })
  const row = readRunRow(store, runId)
  expect(row).toMatchObject({
    turn: null,
    openGates: 2,
    gate: { id: first, runId, kind: 'permission', question: 'First?', openedAt: expect.any(String) },
    controlReason: 'person',
    usage: { turns: 1, tokens: 12, costMicros: 34, activeMs: 5 },
  })
  expect(page(store, { limit: 1 }).rows).toEqual([row])
  expect(() => readRunRow(store, randomUUID())).toThrow('Run not found')
})

test('a row stays small, whatever a program printed into its summary and reasons', () => {
  const store = memoryStore()
  const { runId } = runAtWork(store)
  const long = 'x'.repeat(100_000)
  store.patchRun(runId, {}, { control: 'pause', controlReason: long, waitReason: long })
  store.runStore.updateRun(runId, { summary: long })
  const { summary, controlReason, waitReason } = readRunRow(store, runId)
  for (const text of [summary, controlReason, waitReason]) expect(text).toBe(`${'x'.repeat(1_999)}…`)
})

test('open gates of one run or of all are told oldest first, without their subjects', () => {
  const store = memoryStore()
  const runs = [runAtWork(store).runId, runAtWork(store).runId]
  const [a = '', b = ''] = runs
  const ids = [openPermission(store, b), openPermission(store, a), openPermission(store, b)]
  expect(openGateRows(store).map(({ id }) => id)).toEqual(ids)
  expect(openGateRows(store, b).map(({ id }) => id)).toEqual([ids[0], ids[2]])
  expect(Object.keys(openGateRows(store)[0] ?? {}).toSorted()).toEqual(['id', 'kind', 'openedAt', 'question', 'runId'])
  store.voidGates(b)
  expect(openGateRows(store).map(({ id }) => id)).toEqual([ids[1]])
})

test.each([1, 2, 3, 5, 6])('pages of %i hold every run once, newest first', (limit) => {
  const store = memoryStore()
  addRuns(store, 5)
  const seen: string[] = []
  let before: string | undefined
  do {
    const { rows, next } = page(store, { limit, before })
    seen.push(...goals(rows))
    before = next ?? undefined
  } while (before !== undefined)
  expect(seen).toEqual(['goal 5', 'goal 4', 'goal 3', 'goal 2', 'goal 1'])
})

test('a page after a run that is not there is told so', () => {
  const before = randomUUID()
  expect(pageOfRunRows(memoryStore(), { limit: 2, before })).toEqual({
    ok: false,
    error: { code: 'not_found', message: `Run not found: ${before}` },
  })
})

test.each([
  ['plus', ['100% plus_one']],
  ['  PLUS ', ['100% plus_one']],
  ['%', ['100% plus_one']],
  ['_', ['100% plus_one']],
  ['GRÖSSE ÄN', ['Die grösse ändern']],
  ['größe Ä', ['Die Größe ändern']],
  ['/Ledger', ['Die grösse ändern', 'Die Größe ändern', '100% plus_one']],
  ['triptych/PLUS', ['100% plus_one']],
  ["' OR 1=1 --", []],
  ['   ', ['Die grösse ändern', 'Die Größe ändern', '100% plus_one']],
])('%j finds %j', (query, found) => {
  const store = memoryStore()
  const { id } = store.runStore.createRun('100% plus_one', '/repositories/ledger')
  store.patchRun(id, {}, { branch: 'triptych/plus' })
  store.runStore.createRun('Die Größe ändern', '/repositories/ledger')
  store.runStore.createRun('Die grösse ändern', '/repositories/ledger')
  expect(goals(page(store, { limit: 10, query }).rows)).toEqual(found)
})

test('runs are found by repository, group and agent, all at once', () => {
  const store = memoryStore()
  const add = (goal: string, repoPath: string, agent: string): string => {
    const { agents } = DEFAULT_RUN_CONFIG
    const config = { ...DEFAULT_RUN_CONFIG, agents: { ...agents, checker: { id: agent } } }
    return store.runStore.createRun(goal, repoPath, config).id
  }
  add('one', '/repositories/ledger', 'codex')
  const ended = add('two', '/repositories/ledger', 'codex-two')
  store.finishRun(ended, 'cancelled', '')
  add('three', '/repositories/harbour', 'codex')
  const damaged = add('four', '/repositories/harbour', 'codex')
  store.database.run(`UPDATE runs SET config_json = '{"agents"' WHERE id = ?`, damaged)
  const found = (input: object): string[] => goals(page(store, { limit: 10, ...input }).rows)
  expect(found({ repoPath: '/repositories/ledger' })).toEqual(['two', 'one'])
  expect(found({ group: 'done' })).toEqual(['two'])
  expect(found({ group: 'working' })).toEqual(['four', 'three', 'one'])
  expect(found({ agentId: 'codex' })).toEqual(['three', 'one'])
  expect(found({ agentId: 'demo' })).toEqual(['three', 'two', 'one'])
  expect(found({ agentId: 'codex', repoPath: '/repositories/ledger', group: 'working', query: 'ON' })).toEqual(['one'])
  expect(found({ agentId: 'codex', group: 'done' })).toEqual([])
})

test('what is found is paged too, across batches', () => {
  const store = memoryStore()
  addRuns(store, 2_500)
  const first = page(store, { limit: 2, query: 'goal 12' })
  expect(goals(first.rows)).toEqual(['goal 1299', 'goal 1298'])
  const last = page(store, { limit: 500, query: 'goal 12', before: first.next ?? undefined })
  expect(last).toMatchObject({ next: null })
  expect(goals(last.rows)).toEqual([
    ...Array.from({ length: 98 }, (_, i) => `goal ${1297 - i}`),
    ...Array.from({ length: 10 }, (_, i) => `goal ${129 - i}`),
    'goal 12',
  ])
})

test('a page of 200 out of 10,000 runs is a handful of statements', () => {
  const store = memoryStore()
  addRuns(store, 10_000)
  const all = vi.spyOn(store.database, 'all')
  const get = vi.spyOn(store.database, 'get')
  const rowsRead = () => all.mock.results.reduce((sum, { value }) => sum + value.length, 0)
  const { rows, next } = page(store, { limit: 200, before: '00000000-0000-4000-8000-000000005001' })
  expect(goals([...rows.slice(0, 1), ...rows.slice(-1)])).toEqual(['goal 5000', 'goal 4801'])
  expect(next).toBe('00000000-0000-4000-8000-000000004801')
  expect(all.mock.calls.length + get.mock.calls.length).toBeLessThanOrEqual(5)
  expect(rowsRead()).toBe(201)
})
