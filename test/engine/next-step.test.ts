import { expect, test } from 'vitest'
import { nextStep, type Step } from '../../electron/engine/next-step.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import type { RunFacts, RunRecord } from '../../shared/domain.ts'

const run: RunRecord = {
  id: 'run-1',
  goal: 'goal',
  repoPath: '/repo',
  status: 'running',
  summary: null,
  cycleCount: 0,
  replanCount: 0,
  currentTaskId: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  control: 'run',
  config: DEFAULT_RUN_CONFIG,
  branch: 'triptych/goal-00000000',
  baseCommit: 'b'.repeat(40),
  headCommit: 'b'.repeat(40),
  waitUntil: null,
}
const none = { pending: 0, in_progress: 0, completed: 0, blocked: 0, abandoned: 0 }
const facts: RunFacts = {
  openGates: 0,
  live: [],
  needsPlan: null,
  counts: none,
  delivery: 'none',
  untriedPlan: null,
  restore: null,
}
const live = (phase: RunFacts['live'][number]['phase']): RunFacts['live'] => [{ attemptId: 'a1', taskId: 't1', phase }]

const untried = (asked: boolean) => ({ revision: 2, asked })
const later = '2026-01-02T00:00:00.000Z'
const done = { ...none, completed: 1 }

/** Each row of the contract's table, and for each the facts of the rows below it, so that the order counts. */
const rows: [string, Partial<RunRecord>, Partial<RunFacts>, Step][] = [
  ['1 completed', { status: 'completed', control: 'cancel' }, { openGates: 1 }, { kind: 'end' }],
  ['1 failed', { status: 'failed' }, {}, { kind: 'end' }],
  ['1 cancelled', { status: 'cancelled' }, {}, { kind: 'end' }],
  ['2 cancel', { control: 'cancel', waitUntil: later }, { openGates: 1 }, { kind: 'finish', status: 'cancelled' }],
  ['3 restore', { control: 'pause', waitUntil: later }, { restore: 'requested', openGates: 1 }, { kind: 'restore' }],
  [
    '4 pause',
    { control: 'pause', waitUntil: later },
    { openGates: 1, restore: 'files' },
    { kind: 'wait', why: 'paused' },
  ],
  ['5 put back', { waitUntil: later }, { restore: 'files', openGates: 1 }, { kind: 'putBack' }],
  ['6 limit', { waitUntil: later }, { openGates: 1 }, { kind: 'wait', why: 'limit' }],
  ['7 untried', {}, { untriedPlan: untried(false), needsPlan: 'first' }, { kind: 'tryPlan', revision: 2 }],
  ['7 untried, edited', {}, { untriedPlan: untried(true), openGates: 1 }, { kind: 'tryPlan', revision: 2 }],
  ['8 untried, another gate', {}, { untriedPlan: untried(false), openGates: 1 }, { kind: 'wait', why: 'gate' }],
  ['8 untried, edited, another gate', {}, { untriedPlan: untried(true), openGates: 2 }, { kind: 'wait', why: 'gate' }],
  ['8 gate', {}, { openGates: 1, live: live('settle') }, { kind: 'wait', why: 'gate' }],
  ['9 implement', {}, { live: live('implement'), needsPlan: 'first' }, { kind: 'implement', attemptId: 'a1' }],
  ['9 scope', {}, { live: live('scope') }, { kind: 'enforceScope', attemptId: 'a1' }],
  ['9 verify', {}, { live: live('verify') }, { kind: 'verify', attemptId: 'a1' }],
  ['9 check', {}, { live: live('check') }, { kind: 'check', attemptId: 'a1' }],
  ['9 settle', {}, { live: live('settle') }, { kind: 'settle', attemptId: 'a1' }],
  ['10 first', {}, { needsPlan: 'first', counts: { ...none, pending: 1 } }, { kind: 'plan' }],
  ['10 blocked', {}, { needsPlan: 'blocked', counts: { ...none, pending: 1 } }, { kind: 'replan' }],
  ['10 review', {}, { needsPlan: 'review', counts: done }, { kind: 'replan' }],
  ['10 changes', {}, { needsPlan: 'changes_requested' }, { kind: 'replan' }],
  ['11 pending', {}, { counts: { ...none, pending: 2 }, delivery: 'done' }, { kind: 'startAttempt' }],
  ['12 nothing', {}, { counts: { ...none, blocked: 1 }, delivery: 'done' }, { kind: 'finish', status: 'failed' }],
  ['13 delivered', {}, { counts: done, delivery: 'done' }, { kind: 'finish', status: 'completed' }],
  ['14 chosen', {}, { counts: done, delivery: 'chosen' }, { kind: 'deliver' }],
  ['15 otherwise', {}, { counts: { ...done, blocked: 3, abandoned: 2 } }, { kind: 'review' }],
]

test.each(rows)('row %s', (_row, runPart, factsPart, step) => {
  expect(nextStep({ run: { ...run, ...runPart }, facts: { ...facts, ...factsPart } })).toEqual(step)
})

test('of several live attempts the first in plan order goes on', () => {
  const both = [...live('check'), { attemptId: 'a2', taskId: 't2', phase: 'implement' as const }]
  expect(nextStep({ run, facts: { ...facts, live: both } })).toEqual({ kind: 'check', attemptId: 'a1' })
})
