import { expect, test } from 'vitest'
import { loadRuns, PAGE_SIZE } from '../../renderer/run-list.ts'
import { groupRuns, repositoryName, runState } from '../../renderer/run-state.ts'
import { fullTime, shortTime } from '../../renderer/when.ts'
import type { Input, Output, Reply, RunRow } from '../../shared/contract.ts'
import { RUN_STATUSES, type RunStatus } from '../../shared/words.ts'

function row(id: string, status: RunStatus = 'running'): RunRow {
  const at = '2026-03-04T14:22:00.000Z'
  const rest = { summary: null, branch: null, waitUntil: null, createdAt: at, updatedAt: at }
  return { id, goal: `goal ${id}`, repoPath: '/repositories/ledger', status, ...rest }
}

/** Answers `runs.list` as the main process does, and keeps the calls. */
function listOf(count: number) {
  const rows = Array.from({ length: count }, (_, index) => row(`run ${index}`))
  const calls: Input<'runs.list'>[] = []
  const listRuns = async (input: Input<'runs.list'>): Promise<Reply<Output<'runs.list'>>> => {
    calls.push(input)
    const start = input.before === undefined ? 0 : rows.findIndex(({ id }) => id === input.before) + 1
    const page = rows.slice(start, start + input.limit)
    return { ok: true, value: { rows: page, next: start + input.limit < count ? (page.at(-1)?.id ?? null) : null } }
  }
  return { listRuns, rows, calls }
}

test.each([
  { count: 0, wanted: PAGE_SIZE, shown: 0, hasMore: false, calls: 1 },
  { count: PAGE_SIZE, wanted: PAGE_SIZE, shown: PAGE_SIZE, hasMore: false, calls: 1 },
  { count: PAGE_SIZE + 1, wanted: PAGE_SIZE, shown: PAGE_SIZE, hasMore: true, calls: 1 },
  { count: PAGE_SIZE + 1, wanted: 2 * PAGE_SIZE, shown: PAGE_SIZE + 1, hasMore: false, calls: 2 },
])('$wanted wanted of $count: $shown shown', async ({ count, wanted, shown, hasMore, calls }) => {
  const world = listOf(count)
  const result = await loadRuns(world.listRuns, wanted)
  expect(result).toEqual({ ok: true, value: { rows: world.rows.slice(0, shown), hasMore } })
  expect(world.calls).toHaveLength(calls)
})

test('a failing page is the result', async () => {
  const error = { code: 'unavailable', message: 'no' } as const
  expect(await loadRuns(async () => ({ ok: false, error }), 10)).toEqual({ ok: false, error })
})

test('every state of a run has its own word, and only one is gold', () => {
  const words = RUN_STATUSES.map((status) => runState(status).word)
  expect(new Set(words).size).toBe(RUN_STATUSES.length)
  expect(RUN_STATUSES.filter((status) => runState(status).tone === 'needs_you')).toEqual(['awaiting_approval'])
})

test('groups are ordered by need, keep the order within, and lose nobody', () => {
  const rows = RUN_STATUSES.flatMap((status) => [row(`${status} new`, status), row(`${status} old`, status)])
  const groups = groupRuns(rows)
  expect(groups.map((group) => group.title)).toEqual(['Needs you', 'Working', 'Paused', 'Done'])
  expect(groups.flatMap((group) => group.rows)).toHaveLength(rows.length)
  for (const group of groups) expect(group.rows).toEqual(rows.filter((one) => group.rows.includes(one)))
  expect(groupRuns([])).toEqual([])
})

test.each([
  ['/home/ann/ledger-core', 'ledger-core'],
  ['/home/ann/ledger-core/', 'ledger-core'],
  ['C:\\work\\ledger-core', 'ledger-core'],
  ['/', '/'],
])('the repository at %s is called %s', (repoPath, name) => {
  expect(repositoryName(repoPath)).toBe(name)
})

test.each([
  { moment: new Date(2026, 2, 4, 9, 5), text: '09:05' },
  { moment: new Date(2026, 2, 3, 23, 59), text: '3 Mar' },
  { moment: new Date(2025, 2, 4, 9, 5), text: '4 Mar 2025' },
])('$text is told from 4 March 2026', ({ moment, text }) => {
  expect(shortTime(moment.toISOString(), new Date(2026, 2, 4, 12))).toBe(text)
})

test('what is no time is shown as it was stored', () => {
  expect(shortTime('yesterday', new Date())).toBe('yesterday')
  expect(fullTime('yesterday')).toBe('yesterday')
})
