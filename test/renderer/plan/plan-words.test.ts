import { describe, expect, it } from 'vitest'
import { patternReach, protectedKind } from '../../../renderer/views/plan/pattern-reach.ts'
import { planAcceptance } from '../../../renderer/views/plan/plan-acceptance.ts'
import { planCover, selectedIndex, taskSummary } from '../../../renderer/views/plan/plan-covers.ts'
import type { ApprovalRecord, TaskDraft } from '../../../shared/domain.ts'
import { runRow } from '../rows.ts'

const task = (steps: string[], paths: string[]): TaskDraft => ({
  title: 'T',
  objective: 'O',
  acceptanceCriteria: ['c'],
  verificationSteps: steps,
  allowedPaths: paths,
})

describe('patternReach', () => {
  it.each([
    ['test/routes/**', 'tests'],
    ['test/', 'tests'],
    ['src/a.test.ts', 'tests'],
    ['package-lock.json', 'lock files'],
    ['web/pnpm-lock.yaml', 'lock files'],
    ['.github/workflows/*.yml', 'automation and git’s own files'],
    ['.gitignore', 'automation and git’s own files'],
    // What is not named before the first glob sign reaches no existing protected file.
    ['**', null],
    ['**/*.test.ts', null],
    ['src/**', null],
    ['latest/**', null],
    ['src/contest.ts', null],
  ])('%s → %s', (pattern, reach) => {
    expect(patternReach(pattern)).toBe(reach)
  })

  it('knows a file by its path', () => {
    expect(protectedKind('src/__snapshots__/a.snap')).toBe('tests')
    expect(protectedKind('src/a.ts')).toBeNull()
  })
})

describe('planCover', () => {
  it('counts what differs and says what goes unverified', () => {
    const cover = planCover(
      [task(['a', 'b'], ['x']), task(['a'], []), task([], ['x', 'y'])],
      { commands: ['npm ci'] },
      'run',
    )
    expect(cover.tasks).toBe('3, in this order')
    expect(cover.commands).toEqual({
      text: '2 different, run by Triptych. 1 task without any: not verified. 1 of the set-up were run',
      list: ['a', 'b'],
    })
    expect(cover.paths).toEqual({ text: '2 patterns; 1 task: the whole repository', list: ['x', 'y'] })
    expect(cover.afterwards).toBe('Task 1 starts at once. Your branches stay as they are.')
  })

  it('of one task without anything, in a paused run', () => {
    const cover = planCover([task([], [])], { commands: [] }, 'pause')
    expect(cover.commands.text).toBe('None. 1 task without any: not verified')
    expect(cover.paths.text).toBe('every task: the whole repository')
    expect(cover.afterwards).toContain('when you resume the run')
  })
})

it.each([
  [null, 3, 0],
  ['2', 3, 1],
  ['4', 3, 0],
  ['0', 3, 0],
  ['x', 3, 0],
])('place %j of %i tasks → %i', (item, count, index) => {
  expect(selectedIndex(item, count)).toBe(index)
})

it('sums a task up', () => {
  expect(taskSummary({ criteria: 1, steps: 0, paths: 2 })).toBe('1 criterion · not verified · 2 paths')
})

describe('planAcceptance', () => {
  const now = new Date(2026, 2, 3, 15, 0)
  const createdAt = new Date(2026, 2, 3, 14, 7).toISOString()
  const approval: ApprovalRecord = {
    id: 'a',
    runId: 'r',
    source: 'policy',
    verdict: 'approved',
    rationale: 'Accepted by policy.',
    payload: { kind: 'plan', revision: 2 },
    createdAt,
  }
  it.each([
    ['by the policy', [approval], { revision: 2, state: 'accepted' }, 'Accepted by the policy of the run, 14:07.'],
    ['another revision', [approval], { revision: 1, state: 'superseded' }, 'Replaced by a later plan.'],
    ['by nobody', [], { revision: 2, state: 'proposed' }, 'Proposed; nobody has accepted it.'],
  ] as const)('%s', (_, approvals, plan, text) => {
    expect(planAcceptance({ gates: [], approvals: [...approvals], row: runRow() }, plan, now).text).toBe(text)
  })
  it('while its steps are tried', () => {
    const row = runRow({ untriedPlan: 2 })
    const text = (revision: number): string =>
      planAcceptance({ gates: [], approvals: [], row }, { revision, state: 'proposed' }, now).text
    expect(text(2)).toBe('Proposed. Triptych tries its steps before it is asked about.')
    expect(text(1)).toBe('Proposed; nobody has accepted it.')
  })
})
