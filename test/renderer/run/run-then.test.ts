import { expect, test } from 'vitest'
import { runThen } from '../../../renderer/views/run/run-then.ts'
import type { AnsweredGate } from '../../../shared/views.ts'
import { attempt, RUN_ROW, runView, task, turn } from './support.ts'

const at = (minute: number): string => `2026-03-04T14:${String(minute).padStart(2, '0')}:00.000Z`
const ms = (minute: number): number => Date.parse(at(minute))

const gate = (id: string, change: Partial<AnsweredGate>): AnsweredGate => ({
  ...{ id, runId: 'run', kind: 'plan', taskId: null, attemptId: null, turnId: null, question: '', subject: {} },
  ...{ subjectHash: '', state: 'decided', approvalId: null, openedAt: at(3), approval: null },
  ...change,
})
const approval = (minute: number): NonNullable<AnsweredGate['approval']> => ({
  ...{ id: 'a', runId: 'run', source: 'human', verdict: 'approved', rationale: '', payload: {} },
  createdAt: at(minute),
})

const VIEW = runView({
  tasks: [
    task('one', { status: 'completed', createdAt: at(5), updatedAt: at(20) }),
    task('two', { status: 'in_progress', createdAt: at(5), updatedAt: at(30) }),
  ],
  attempts: [
    attempt('a', 'one', 1, { createdAt: at(6), status: 'failed' }),
    attempt('b', 'one', 2, { createdAt: at(12), status: 'completed' }),
    attempt('c', 'two', 1, { createdAt: at(21) }),
  ],
  turns: [
    turn('t1', { role: 'strategy', kind: 'plan', state: 'finished', startedAt: at(1), finishedAt: at(3), tokens: 100 }),
    turn('t2', { state: 'finished', startedAt: at(6), finishedAt: at(10), costMicros: 5 }),
    turn('t3', { role: 'checker', kind: 'check', state: 'interrupted', startedAt: at(11) }),
    turn('t4', { startedAt: at(21) }),
  ],
  gates: [
    gate('answered', { approval: approval(5) }),
    gate('open', { state: 'open', openedAt: at(22) }),
    gate('void', { state: 'void', turnId: 't2', openedAt: at(8) }),
  ],
  checkpoints: [{ id: 'c0', runId: 'run', status: 'running', payload: { n: 0 }, createdAt: at(10) }],
})

const told = (minute: number) => {
  const then = runThen(VIEW, ms(minute))
  return {
    working: then.roles.filter(({ isWorking }) => isWorking).map(({ role }) => role),
    tasks: then.tasks.map(({ number, status, attemptNumber }) => [number, status, attemptNumber]),
    asked: then.asked.map(({ id }) => id),
    checkpoint: then.checkpoint?.id ?? null,
    spent: then.spent,
  }
}

test.each([
  [0, [], [], [], null, { turns: 0, tokens: null, costMicros: null }],
  [2, ['strategy'], [], [], null, { turns: 1, tokens: null, costMicros: null }],
  [4, [], [], ['answered'], null, { turns: 1, tokens: 100, costMicros: null }],
  [
    9,
    ['implementation'],
    [
      [1, 'in_progress', 1],
      [2, 'pending', null],
    ],
    ['void'],
    null,
    { turns: 2, tokens: 100, costMicros: null },
  ],
  [
    13,
    [],
    [
      [1, 'in_progress', 2],
      [2, 'pending', null],
    ],
    [],
    'c0',
    { turns: 3, tokens: 100, costMicros: 5 },
  ],
  [
    40,
    ['implementation'],
    [
      [1, 'completed', 2],
      [2, 'in_progress', 1],
    ],
    ['open'],
    'c0',
    { turns: 4, tokens: 100, costMicros: 5 },
  ],
])('a run as it stood at minute %i', (minute, working, tasks, asked, checkpoint, spent) => {
  expect(told(minute)).toEqual({ working, tasks, asked, checkpoint, spent })
})

test('before the turns that are at hand, nothing is claimed of them', () => {
  const row = { ...RUN_ROW, usage: { ...RUN_ROW.usage, turns: 300 } }
  expect(runThen({ ...VIEW, row }, ms(0)).isBeforeKnown).toBe(true)
  expect(runThen({ ...VIEW, row }, ms(2)).isBeforeKnown).toBe(false)
  expect(runThen(VIEW, ms(0)).isBeforeKnown).toBe(false)
})
