import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { pageOfRuns, runHandlers } from '../../electron/handlers/runs.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { contract } from '../../shared/contract.ts'
import type { RunRecord } from '../../shared/domain.ts'

function run(goal: string): RunRecord {
  const at = '2026-03-04T14:22:00.000Z'
  return {
    id: randomUUID(),
    goal,
    repoPath: '/repositories/ledger',
    status: 'running',
    summary: null,
    cycleCount: 0,
    replanCount: 0,
    currentTaskId: null,
    createdAt: at,
    updatedAt: at,
    control: 'run',
    config: DEFAULT_RUN_CONFIG,
    branch: null,
    baseCommit: null,
    headCommit: null,
    waitUntil: null,
  }
}
const runs = ['five', 'four', 'three', 'two', 'one'].map(run)

test.each([1, 2, 3, 5, 6])('pages of %i hold every run once, newest first', (limit) => {
  const goals: string[] = []
  let before: string | undefined
  do {
    const page = pageOfRuns(runs, before === undefined ? { limit } : { limit, before })
    if (!page.ok) throw new Error(page.error.message)
    goals.push(...page.value.rows.map((row) => row.goal))
    before = page.value.next ?? undefined
  } while (before !== undefined)
  expect(goals).toEqual(['five', 'four', 'three', 'two', 'one'])
})

test('a row holds what the contract declares and no more', () => {
  const page = pageOfRuns(runs, { limit: 5 })
  expect(page.ok && contract['runs.list'].output.safeParse(page.value).success).toBe(true)
})

test('a page after a run that is gone is told so', () => {
  const before = randomUUID()
  expect(pageOfRuns(runs, { limit: 2, before })).toEqual({
    ok: false,
    error: { code: 'not_found', message: `Run not found: ${before}` },
  })
})

test('a store that cannot be read is unavailable, with the reason and what to do', async () => {
  const handlers = runHandlers({
    listRuns: () => {
      throw new Error('runs row 7: status "gone" is unknown')
    },
  })
  expect(await handlers['runs.list']({ limit: 5 })).toEqual({
    ok: false,
    error: {
      code: 'unavailable',
      message: 'The list of runs could not be read: runs row 7: status "gone" is unknown',
      remedy: expect.stringContaining('triptych doctor'),
    },
  })
})
