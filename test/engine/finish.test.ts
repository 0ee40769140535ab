import { expect, test } from 'vitest'
import { summaryOf } from '../../electron/engine/steps/finish.ts'
import type { TaskRecord } from '../../shared/domain.ts'
import { task } from './prompts/history.ts'

const done = (createdAt: string): TaskRecord => task(1, { status: 'completed', createdAt })
const stuck = (blockerSignature: string | null): TaskRecord =>
  task(2, { status: 'blocked', blockerSignature, createdAt: '2026-01-01', updatedAt: '2026-01-02' })

test.each([
  ['completed', [done('2026-01-01')], 0, '1 task completed, each verified. Branch b.'],
  ['completed', [done('2026-01-01'), done('2026-01-01')], 1, '2 tasks completed, 1 of them not verified. Branch b.'],
  [
    'completed',
    [stuck('x=1'), done('2026-01-03')],
    0,
    '1 task completed, each verified; 1 blocked and replaced (x=1). Branch b.',
  ],
  ['failed', [done('2026-01-01'), stuck(null)], 0, '1 task completed, each verified; 1 blocked (by a person).'],
  ['cancelled', [], 0, 'Cancelled. No task was completed.'],
] as const)('a run that %s: %#', (status, tasks, unverified, summary) => {
  expect(summaryOf(status, { tasks, unverified, branch: 'b' })).toBe(summary)
})
