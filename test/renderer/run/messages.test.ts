import { expect, test } from 'vitest'
import { canSteer, sentMessages } from '../../../renderer/views/run/messages.ts'
import type { MessageRecord } from '../../../shared/evidence.ts'
import { RUN_ROW, runView, turn } from './support.ts'

const message = (id: string, change: Partial<MessageRecord> = {}): MessageRecord => ({
  id,
  runId: 'run',
  role: 'implementation',
  mode: 'next_turn',
  text: `Text ${id}`,
  createdAt: RUN_ROW.createdAt,
  turnId: null,
  sentAt: null,
  ...change,
})

test('what was sent to a role, and what became of it', () => {
  const messages = [
    message('a'),
    message('b', { mode: 'interrupt' }),
    message('c', { role: 'checker' }),
    message('d', { turnId: 'x', sentAt: RUN_ROW.createdAt }),
  ]
  const told = (view: Parameters<typeof runView>[0]) =>
    sentMessages(runView({ messages, ...view }), 'implementation').map(({ message: { id }, state, look }) => [
      id,
      state,
      look.word,
    ])
  expect(told({ turns: [turn('x', { number: 3 })] })).toEqual([
    ['a', 'queued', 'Waits for the next turn.'],
    ['b', 'queued', 'Is being given now.'],
    ['d', 'told', 'Told in turn 3.'],
  ])
  // Between two turns there is nothing to interrupt.
  expect(told({ turns: [turn('x', { state: 'finished' }), turn('y', { role: 'checker' })] })[1]?.[2]).toBe(
    'Waits for the next turn.',
  )
  expect(told({ row: { ...RUN_ROW, status: 'failed' } })[0]).toEqual([
    'a',
    'not_told',
    'Was not told: the run has ended.',
  ])
  expect(told({ row: { ...RUN_ROW, removedUntil: RUN_ROW.createdAt } })[0]?.[2]).toBe(
    'Was not told: the run was removed.',
  )
})

test('what was told leads to the words as the agent got them', () => {
  const file = (id: string, metadata: unknown) => ({
    id,
    runId: 'run',
    role: 'implementation' as const,
    kind: 'prompt',
    path: `${id}.md`,
    createdAt: RUN_ROW.createdAt,
    metadata,
  })
  const artifacts = [
    file('other', { turnId: 'w' }),
    file('prompt', { turnId: 'x' }),
    file('own', { turnId: 'x', label: 'message' }),
  ]
  const sent = { turnId: 'x', sentAt: RUN_ROW.createdAt }
  const messages = [message('a', sent), message('b', { ...sent, mode: 'interrupt' }), message('c')]
  const view = runView({ messages, artifacts, turns: [turn('x')] })
  expect(sentMessages(view, 'implementation').map(({ artifactId }) => artifactId)).toEqual(['prompt', 'own', null])
})

test.each([
  [{}, true],
  [{ status: 'paused', control: 'pause' }, true],
  [{ status: 'awaiting_approval' }, true],
  [{ control: 'cancel' }, false],
  [{ status: 'completed' }, false],
  [{ imported: true }, false],
  [{ removedUntil: '2026-03-18T00:00:00.000Z' }, false],
] as const)('a run that is %o takes messages: %s', (change, takes) => {
  expect(canSteer({ ...RUN_ROW, ...change })).toBe(takes)
})
