import { expect, test } from 'vitest'
import { canSteer, waitingMessages } from '../../../renderer/views/run/messages.ts'
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

test('what waits for a role, and for what', () => {
  const messages = [
    message('a'),
    message('b', { mode: 'interrupt' }),
    message('c', { role: 'checker' }),
    message('d', { turnId: 'x', sentAt: RUN_ROW.createdAt }),
  ]
  const told = (view: Parameters<typeof runView>[0]) =>
    waitingMessages(runView({ messages, ...view }), 'implementation').map(({ message: { id }, text }) => [id, text])
  expect(told({ turns: [turn('x')] })).toEqual([
    ['a', 'Waits for the next turn.'],
    ['b', 'Is being given now.'],
  ])
  // Between two turns there is nothing to interrupt.
  expect(told({ turns: [turn('x', { state: 'finished' }), turn('y', { role: 'checker' })] })[1]).toEqual([
    'b',
    'Waits for the next turn.',
  ])
  expect(told({ row: { ...RUN_ROW, status: 'failed' } })[0]?.[1]).toBe('Was not given any more: the run has ended.')
})

test.each([
  [{}, true],
  [{ status: 'paused', control: 'pause' }, true],
  [{ status: 'awaiting_approval' }, true],
  [{ control: 'cancel' }, false],
  [{ status: 'completed' }, false],
  [{ imported: true }, false],
] as const)('a run that is %o takes messages: %s', (change, takes) => {
  expect(canSteer({ ...RUN_ROW, ...change })).toBe(takes)
})
