import { describe, expect, test } from 'vitest'
import { activeRole, roleLook } from '../../../renderer/views/run/role-look.ts'
import { evidenceAttempt, selectionOf, taskFacts } from '../../../renderer/views/run/task-facts.ts'
import type { AnsweredGate } from '../../../shared/views.ts'
import { attempt, RUN_ROW, runView, task, turn } from './support.ts'

const failed = { status: 'failed', phase: 'settle', blockerSignature: 'verify:v1=1' } as const

describe('taskFacts', () => {
  test.each([
    { name: 'pending', change: {}, attempts: [], pips: [], note: '2 criteria · 2 steps' },
    { name: 'without steps', change: { verificationSteps: [] }, attempts: [], pips: [], note: '2 criteria · no steps' },
    {
      name: 'tried again',
      change: {},
      attempts: [attempt('a', 't', 1, failed)],
      pips: ['failed', 'pending'],
      note: '1 of 3 attempts used · 2 criteria · 2 steps',
    },
    {
      name: 'in progress',
      change: { status: 'in_progress' as const },
      attempts: [attempt('a', 't', 1, { status: 'interrupted' }), attempt('b', 't', 2)],
      pips: ['line', 'working'],
      note: 'attempt 2 of 3 · 2 criteria',
    },
    {
      name: 'in progress, of a predecessor',
      change: { status: 'in_progress' as const },
      attempts: [],
      pips: [],
      note: '2 criteria · 2 steps',
    },
    {
      name: 'completed',
      change: { status: 'completed' as const },
      attempts: [attempt('a', 't', 1, failed), attempt('b', 't', 2, { status: 'completed' })],
      pips: ['failed', 'completed'],
      note: 'verified · attempt 2',
    },
    {
      name: 'completed without steps',
      change: { status: 'completed' as const, verificationSteps: [] },
      attempts: [attempt('a', 't', 1, { status: 'completed' })],
      pips: ['completed'],
      note: 'not verified · attempt 1',
    },
    {
      name: 'blocked',
      change: { status: 'blocked' as const, blockerSignature: 'verify:v1=1' },
      attempts: [attempt('a', 't', 1, failed), attempt('b', 't', 2, failed)],
      pips: ['failed', 'failed'],
      note: '2 attempts not accepted',
    },
    { name: 'abandoned', change: { status: 'abandoned' as const }, attempts: [], pips: ['line'], note: 'never begun' },
  ])('$name: $note', ({ change, attempts, pips, note }) => {
    const [facts] = taskFacts(runView({ tasks: [task('t', change)], attempts }))
    expect(facts).toMatchObject({ number: 1, pips, note })
  })

  test('what a predecessor completed was not observed', () => {
    const row = { ...RUN_ROW, imported: true }
    expect(taskFacts(runView({ row, tasks: [task('t', { status: 'completed' })] }))[0]?.note).toBe('not observed')
  })

  test('a blocked task is replaced once an accepted plan has brought others', () => {
    const blocked = task('t', { status: 'blocked', createdAt: '2026-01-01', updatedAt: '2026-01-02' })
    const attempts = [attempt('a', 't', 1, failed)]
    const factsBeside = (createdAt: string) =>
      taskFacts(runView({ tasks: [blocked, task('other', { createdAt })], attempts }))[0]
    expect(factsBeside('2026-01-03')).toMatchObject({ isReplaced: true, note: 'replaced · 1 attempt not accepted' })
    expect(factsBeside('2026-01-01')).toMatchObject({ isReplaced: false, note: '1 attempt not accepted' })
  })

  test('counts the attempts that ended with the signature of the task', () => {
    const tasks = [task('t', { status: 'blocked', blockerSignature: 'verify:v1=1' })]
    const attempts = [attempt('a', 't', 1, { ...failed, blockerSignature: 'x' }), attempt('b', 't', 2, failed)]
    expect(taskFacts(runView({ tasks, attempts }))[0]?.signatureCount).toBe(1)
  })
})

describe('selectionOf', () => {
  const tasks = [task('done', { status: 'completed' }), task('now', { status: 'in_progress' }), task('next')]
  const attempts = [attempt('d1', 'done', 1, failed), attempt('d2', 'done', 2), attempt('n1', 'now', 1)]
  const all = taskFacts(runView({ tasks, attempts }))
  const ids = (selection: ReturnType<typeof selectionOf>) => [selection?.facts.task.id, selection?.attempt?.id]

  test.each([
    { item: null, gate: null, found: ['now', 'n1'] },
    { item: 'done', gate: null, found: ['done', 'd2'] },
    { item: 'd1', gate: null, found: ['done', 'd1'] },
    { item: 'next', gate: null, found: ['next', undefined] },
    { item: 'unknown', gate: 'done', found: ['now', 'n1'] },
  ])('$item, gate of $gate: $found', ({ item, gate, found }) => {
    expect(ids(selectionOf(all, item, gate))).toEqual(found)
  })

  test('nothing in progress: the task that is asked about, else the one touched last, else the first to do', () => {
    const rest = all.filter(({ task: { id } }) => id !== 'now')
    expect(ids(selectionOf(rest, null, 'next'))).toEqual(['next', undefined])
    expect(ids(selectionOf(rest, null, null))).toEqual(['done', 'd2'])
    expect(ids(selectionOf(all.slice(2), null, null))).toEqual(['next', undefined])
    expect(selectionOf([], null, null)).toBeNull()
  })
})

test.each([
  { name: 'written', selected: attempt('b', 't', 3), shown: 'a' },
  { name: 'verified', selected: attempt('b', 't', 3, { phase: 'verify' }), shown: 'b' },
  { name: 'ended', selected: attempt('b', 't', 3, failed), shown: 'b' },
])('an attempt that is being $name shows the evidence of $shown', ({ selected, shown }) => {
  const attempts = [attempt('a', 't', 1, failed), attempt('i', 't', 2, { status: 'interrupted' }), selected]
  expect(evidenceAttempt(attempts, selected).id).toBe(shown)
  expect(evidenceAttempt([selected], selected).id).toBe('b')
})

describe('roles', () => {
  const gate = (change: Partial<AnsweredGate>): AnsweredGate => ({
    id: 'gate',
    runId: 'run',
    kind: 'permission',
    taskId: null,
    attemptId: null,
    turnId: null,
    question: '?',
    subject: {},
    subjectHash: '',
    state: 'open',
    approvalId: null,
    openedAt: '',
    approval: null,
    ...change,
  })
  const words = (view: ReturnType<typeof runView>) =>
    (['strategy', 'implementation', 'checker'] as const).map((role) => roleLook(view, role).word)

  test('nothing has begun', () => {
    expect(words(runView())).toEqual(['Not begun', 'Not begun', 'Not begun'])
    expect(activeRole(runView())).toBeNull()
  })

  test('who has the turn works, and is lit', () => {
    const view = runView({ turns: [turn('x', { role: 'checker', kind: 'check' })] })
    expect(roleLook(view, 'checker')).toMatchObject({ word: 'Judging', tone: 'working', since: turn('x').startedAt })
    expect(activeRole(view)).toBe('checker')
  })

  test('a turn that asks the person waits for them', () => {
    const view = runView({ turns: [turn('x')], gates: [gate({ turnId: 'x' })] })
    expect(roleLook(view, 'implementation')).toMatchObject({
      word: 'Waits for your answer',
      tone: 'needs_you',
      since: null,
    })
    expect(activeRole(view)).toBeNull()
  })

  test('while the application verifies, the implementation is lit and the checker waits', () => {
    const attempts = [attempt('a', 't', 2, { phase: 'verify' })]
    const view = runView({ attempts, turns: [turn('x', { state: 'finished' })] })
    expect(words(view).slice(1)).toEqual(['Verifying', 'Waits for attempt 2'])
    expect(activeRole(view)).toBe('implementation')
    const paused = { ...view, row: { ...RUN_ROW, status: 'paused' as const } }
    expect(roleLook(paused, 'implementation').word).toBe('Paused')
    expect(activeRole(paused)).toBeNull()
  })

  test.each([
    ['limited', 'Limit reached'],
    ['login', 'Log-in needed'],
    ['failed', 'No usable answer'],
    ['interrupted', 'Interrupted'],
  ] as const)('a last turn that is %s: %s, until the run has ended', (state, word) => {
    const view = runView({ turns: [turn('x', { role: 'strategy', kind: 'plan', state })] })
    expect(roleLook(view, 'strategy').word).toBe(word)
    expect(roleLook({ ...view, row: { ...RUN_ROW, status: 'cancelled' } }, 'strategy').word).toBe('Rests')
  })
})
