import { expect, test } from 'vitest'
import { isBeingWritten, lastChange, restAfter } from '../../../renderer/views/run/diff-so-far.ts'
import { attempt, event, runView } from './support.ts'

test('it is looked at again after a tool call or a turn, and not for every word', () => {
  const events = [event(1, 'turn_started'), event(2, 'tool_call'), event(3, 'agent_output')]
  expect(lastChange(runView({ events }))).toBe(2)
  expect(lastChange(runView({ events: [...events, event(4, 'turn_finished')] }))).toBe(4)
  expect(lastChange(runView())).toBe(0)
})

test('the longer a look takes, the longer the machine is left alone', () => {
  expect(restAfter(20)).toBe(2_000)
  expect(restAfter(3_000)).toBe(30_000)
})

test.each([
  [{ status: 'running', phase: 'implement' }, true],
  [{ status: 'running', phase: 'scope' }, false],
  [{ status: 'interrupted', phase: 'implement' }, false],
] as const)('%o is being written: %s', (change, expected) => {
  expect(isBeingWritten(attempt('a', 't', 1, change))).toBe(expected)
})
