import { expect, test } from 'vitest'
import { createEventPrinter, foldedCalls } from '../../electron/cli/event-feed.ts'
import { eventLines } from '../../electron/cli/event-lines.ts'
import { renderLine, textOf } from '../../electron/cli/line.ts'
import { policyLines } from '../../electron/cli/policy-lines.ts'
import type { EventRecord } from '../../shared/domain.ts'

let lastId = 0
function event(kind: string, message: string, payload: unknown = {}): EventRecord {
  lastId += 1
  return { id: lastId, runId: 'r', ts: '2026-05-01T08:00:00.000Z', source: 'system', kind, message, payload }
}
const text = (messageId: string, said: string, thought = false): EventRecord =>
  event('agent_output', '', { messageId, text: said, ...(thought ? { thought } : {}) })
const call = (toolCallId: string, title: string, status = 'completed'): EventRecord =>
  event('tool_call', '', { toolCallId, title, status })

function printed(...events: EventRecord[]): string {
  let output = ''
  const printer = createEventPrinter({
    say: (line) => {
      output += `${renderLine(line, false)}\n`
    },
    write: (line) => {
      output += renderLine(line, false)
    },
  })
  for (const one of events) printer.take(one)
  printer.rest()
  return output
}

test('the pieces of a message are one indented text, whatever comes in one piece', () => {
  expect(printed(text('m', 'I begin '), text('m', 'here.\nAnd go\n'), text('m', '\non.\n\n'))).toBe(
    '  │ I begin here.\n  │ And go\n  │ \n  │ on.\n',
  )
})

test('thoughts, messages and events do not run into each other', () => {
  expect(printed(text('a', 'Thinking', true), text('b', 'Saying'), event('budget_warned', '80 %'))).toBe(
    '  ┆ Thinking\n  │ Saying\n! 80 %\n',
  )
})

test('an agent cannot draw on the terminal', () => {
  expect(printed(text('m', 'a\u001b[2Jb\rc'))).toBe('  │ a␛[2Jb␍c\n')
})

test('tool calls of one stretch are one line; a call that only goes on is told once, a failure always', () => {
  expect(
    printed(
      call('1', 'Read a', 'in_progress'),
      call('1', 'Read a'),
      call('2', 'Edit a'),
      text('m', 'Done.'),
      call('2', 'Edit a'),
    ),
  ).toBe('  ⚙ 2 tool calls: Read a, Edit a\n  │ Done.\n')
  expect(printed(call('1', 'Run x', 'in_progress'), text('m', 'Hm.'), call('1', 'Run x', 'failed'))).toBe(
    '  ⚙ Run x\n  │ Hm.\n  ⚙ Run x (failed)\n',
  )
})

test('a fold counts what repeats and what it leaves out', () => {
  const titles = ['Read a', 'Read a', 'Read b', 'Read c', 'Read d', 'Read e']
  expect(textOf(foldedCalls(titles.map((title) => ({ title, failed: false }))))).toBe(
    '  ⚙ 6 tool calls: Read a ×2, Read b, Read c, Read d and 1 more',
  )
})

test.each([
  [
    'verification_finished',
    'Verification v1 passed: npm test',
    { exitCode: 0, timedOut: false, durationMs: 400 },
    '  ✓ Verification v1 passed: npm test  (exit 0, 0.4 s)',
  ],
  [
    'verification_finished',
    'Verification v1 failed: npm test',
    { exitCode: 3, timedOut: false, durationMs: 400 },
    '  ✗ Verification v1 failed: npm test  (exit 3, 0.4 s)',
  ],
  [
    'verification_finished',
    'Verification v1 did not end',
    { exitCode: null, timedOut: true, durationMs: 60_000 },
    '  ✗ Verification v1 did not end  (exit none, 1 min 0 s)',
  ],
  [
    'verification_finished',
    'Task "A" has no verification steps: not verified.',
    {},
    '  ! Task "A" has no verification steps: not verified.',
  ],
  [
    'attempt_settled',
    'Task "A" completed, not verified in attempt 1.',
    { status: 'completed', verified: false },
    '✓ Task "A" completed, not verified in attempt 1.',
  ],
  ['attempt_settled', 'Not accepted.', { status: 'failed', reasons: ['Because.'] }, '✗ Not accepted.\n    Because.'],
  [
    'attempt_settled',
    'One endless line.',
    { status: 'failed', reasons: [`Log:\n${'x'.repeat(16_000)}`] },
    `✗ One endless line.\n    Log:\n    ${'x'.repeat(399)}…`,
  ],
  ['turn_finished', 'Turn 1 finished.', { state: 'finished' }, ''],
  ['turn_finished', 'Turn 1 failed. It said nothing.', { state: 'failed' }, '  ! Turn 1 failed. It said nothing.'],
  ['checkpoint_made', 'Checkpoint 1.', {}, ''],
  ['something_new', 'A kind of a later version.', { any: 1 }, '· A kind of a later version.'],
])('%s %s', (kind, message, payload, shown) => {
  expect(
    eventLines(event(kind, message, payload))
      .map(textOf)
      .join('\n'),
  ).toBe(shown)
})

test('an event whose payload is not as expected is still told', () => {
  expect(eventLines(event('verdict_given', 'Checker: no.', 'damaged')).map(textOf)).toEqual(['  ✓ Checker: no.'])
  expect(
    printed(event('agent_output', 'first line', null), event('tool_call', 'Refused by policy: rm', { refused: true })),
  ).toContain('Refused by policy: rm')
})

test('where the policy answers, it says so and what a person would be asked', () => {
  const accepted = event('plan_accepted', '', { revision: 2 })
  expect(policyLines(accepted, 'unattended').map(textOf)).toEqual([
    '→ The policy "unattended" answers: approved. A person would be asked: Approve plan 2?',
  ])
  expect(policyLines(accepted, 'supervised')).toEqual([])
  expect(policyLines(event('review_finished', '', { objections: ['no'] }), 'unattended')).toEqual([])
  expect(policyLines(event('review_finished', '', { objections: [] }), 'unattended')).toHaveLength(1)
})
