import { expect, test } from 'vitest'
import type { Store } from '../../electron/store/store.ts'
import { readUsage } from '../../electron/views/usage-view.ts'
import type { AttemptStatus, RunStatus } from '../../shared/words.ts'
import { memoryStore, runWithTasks } from '../store/support.ts'

/** Noon of a day in March 2026, by this machine's clock. */
const noon = (day: number): Date => new Date(2026, 2, day, 12)
const NOW = noon(20)

interface Spent {
  day: number
  tokens?: number | null
  costMicros?: number | null
  agentId?: string
  attempt?: { status: AttemptStatus }
  status?: RunStatus
  repoPath?: string
}

/** A run with one turn that began at noon and took a minute. */
function spend(store: Store, { day, tokens = null, costMicros = null, agentId = 'codex', ...more }: Spent): string {
  const { runId } = runWithTasks(store, `Task of day ${day}`)
  store.patchRun(runId, {}, { baseCommit: 'b', headCommit: 'b' })
  const { task, attempt } = store.startAttempt(runId, 'b') ?? expect.fail('nothing was started')
  const turn = store.startTurn({
    runId,
    agentId,
    role: 'implementation',
    kind: 'implement',
    taskId: task.id,
    attemptId: attempt.id,
  })
  store.endTurn(turn.id, 'finished', {
    ...{ detail: null, sessionId: null, contextUsed: null, contextSize: null, agentVersion: null },
    ...{ tokens, costMicros },
  })
  const [from, to] = [noon(day), new Date(noon(day).getTime() + 60_000)].map((date) => date.toISOString())
  store.database.run('UPDATE turns SET started_at = ?, finished_at = ? WHERE id = ?', from ?? '', to ?? '', turn.id)
  if (more.attempt)
    store.database.run('UPDATE task_attempts SET status = ? WHERE id = ?', more.attempt.status, attempt.id)
  if (more.status) store.database.run('UPDATE runs SET status = ? WHERE id = ?', more.status, runId)
  if (more.repoPath) store.database.run('UPDATE runs SET repo_path = ? WHERE id = ?', more.repoPath, runId)
  return runId
}

const usage = (store: Store, days: number | null, repoPath: string | null = null) =>
  readUsage(store, { days, repoPath }, NOW)

test('what was spent is told by day, role and agent; what no agent reported stays unknown', () => {
  const store = memoryStore()
  spend(store, { day: 18, tokens: 100, costMicros: 2_000 })
  spend(store, { day: 18, tokens: 50 })
  spend(store, { day: 20, agentId: 'opencode' })
  const { spent, from, to } = usage(store, 14)
  expect({ from, to }).toEqual({ from: '2026-03-07', to: '2026-03-20' })
  expect(spent).toEqual([
    {
      ...{ day: '2026-03-18', role: 'implementation', agentId: 'codex' },
      ...{ turns: 2, tokens: 150, costMicros: 2_000, ms: 120_000 },
    },
    {
      ...{ day: '2026-03-20', role: 'implementation', agentId: 'opencode' },
      ...{ turns: 1, tokens: null, costMicros: null, ms: 60_000 },
    },
  ])
})

test('a span begins at the midnight of its first day and holds today, and all is all', () => {
  const store = memoryStore()
  for (const day of [6, 7, 13, 14, 20]) spend(store, { day })
  const days = (span: number | null) => usage(store, span).spent.map(({ day }) => Number(day.slice(-2)))
  expect([days(1), days(7), days(14), days(null)]).toEqual([[20], [14, 20], [7, 13, 14, 20], [6, 7, 13, 14, 20]])
  const early = spend(store, { day: 19 })
  const midnight = new Date(2026, 2, 19).toISOString()
  store.database.run('UPDATE turns SET started_at = ? WHERE run_id = ?', midnight, early)
  expect(days(2)).toEqual([19, 20])
})

test('one repository may be asked about', () => {
  const store = memoryStore()
  spend(store, { day: 19, repoPath: '/repositories/harbour', costMicros: 5 })
  spend(store, { day: 20, repoPath: '/repositories/ledger', costMicros: 7 })
  const { spent, tasks, runs, open } = usage(store, null, '/repositories/harbour')
  expect(spent.map(({ costMicros }) => costMicros)).toEqual([5])
  expect(tasks.map(({ title }) => title)).toEqual(['Task of day 19'])
  expect(runs.open).toBe(1)
  expect(open.map(({ repoPath }) => repoPath)).toEqual(['/repositories/harbour'])
})

test('runs are counted by how they ended; the median cost is of those whose cost is known', () => {
  const store = memoryStore()
  for (const costMicros of [100, 700, 300, 500, null]) spend(store, { day: 20, costMicros, status: 'completed' })
  spend(store, { day: 20, costMicros: 9_000, status: 'failed' })
  spend(store, { day: 20, status: 'cancelled' })
  spend(store, { day: 20, status: 'paused' })
  spend(store, { day: 1, status: 'completed', costMicros: 1 })
  const { runs, delivered } = usage(store, 7)
  expect(runs).toEqual({ completed: 5, failed: 1, cancelled: 1, open: 1 })
  expect(delivered).toEqual({ runs: 4, medianMicros: 400, dearestMicros: 700 })
  expect(usage(memoryStore(), 7).delivered).toEqual({ runs: 0, medianMicros: null, dearestMicros: null })
})

test('attempts that were not accepted are summed; those that were cut or still run are no verdict', () => {
  const store = memoryStore()
  const attempts: AttemptStatus[] = ['completed', 'completed', 'failed', 'blocked', 'interrupted', 'running']
  for (const status of attempts) spend(store, { day: 20, costMicros: 10, attempt: { status } })
  const { firstAttempts, notAccepted } = usage(store, 7)
  expect(firstAttempts).toEqual({ accepted: 2, ended: 4 })
  expect(notAccepted).toEqual({ turns: 2, tokens: null, costMicros: 20 })
})

test('the dearest tasks come first, those of unknown cost by their tokens', () => {
  const store = memoryStore()
  spend(store, { day: 18, tokens: 5 })
  spend(store, { day: 19, tokens: 9 })
  spend(store, { day: 20, costMicros: 1 })
  spend(store, { day: 17, costMicros: 3 })
  expect(usage(store, 7).tasks.map(({ title, attempts }) => [title, attempts])).toEqual([
    ['Task of day 17', 1],
    ['Task of day 20', 1],
    ['Task of day 19', 1],
    ['Task of day 18', 1],
  ])
})

test('budgets are of unfinished runs, over all of their turns, whatever the span', () => {
  const store = memoryStore()
  const runId = spend(store, { day: 1, costMicros: 40, tokens: 4 })
  spend(store, { day: 2, status: 'completed' })
  const [open, ...others] = usage(store, 1).open
  expect(others).toEqual([])
  expect(open).toMatchObject({ runId, usage: { turns: 1, tokens: 4, costMicros: 40, activeMs: 0 } })
  expect(open?.limits.turns).toBe(60)
})
