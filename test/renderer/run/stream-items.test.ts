import { describe, expect, test } from 'vitest'
import { attemptEvents, eventsByTurn } from '../../../renderer/views/run/stream-events.ts'
import { streamItems, streamReader } from '../../../renderer/views/run/stream-items.ts'
import { event } from './support.ts'

const say = (id: number, messageId: string, text: string, thought = false) =>
  event(id, 'agent_output', { messageId, text, ...(thought ? { thought } : {}) })
const tool = (id: number, toolCallId: string, status: string, title = 'Edit a.ts') =>
  event(id, 'tool_call', { toolCallId, title, toolKind: 'edit', status, paths: ['/w/a.ts'] })

describe('streamItems', () => {
  test('pieces of a message are one item, which counts its lines', () => {
    const items = streamItems([say(1, 't.1', 'one\ntw'), say(2, 't.1', 'o\nthree'), say(3, 't.2', 'next')])
    expect(items).toMatchObject([
      { kind: 'text', text: 'one\ntwo\nthree', version: 2, lines: 3, seq: 1 },
      { kind: 'text', text: 'next', version: 1, lines: 1 },
    ])
  })

  test('a list that grows is read on, and comes out as if it were read at once', () => {
    const events = [
      event(1, 'turn_started', { turnId: 'a' }),
      say(2, 't.1', 'one\n'),
      tool(3, 'c', 'in_progress'),
      say(4, 't.1', 'two'),
      event(5, 'session_rotated', { turnId: 'a' }),
      event(6, 'turn_finished', { turnId: 'a' }),
      event(7, 'turn_started', { turnId: 'b' }),
      tool(8, 'c', 'completed'),
    ]
    const read = streamReader()
    for (let count = 0; count <= events.length; count += 1)
      expect(read(events.slice(0, count), [])).toEqual(streamItems(events.slice(0, count)))
    // Older ones that come before, others altogether, and fewer.
    for (const other of [[event(0, 'scope_checked'), ...events], events.slice(3), events.slice(3, 5), []])
      expect(read(other, [])).toEqual(streamItems(other))
  })

  test('a thought is not a text, though the message is the same', () => {
    const items = streamItems([say(1, 't.1', 'hm', true), say(2, 't.1', 'so')])
    expect(items.map(({ kind }) => kind)).toEqual(['thought', 'text'])
  })

  test('output without a message is an item of its own', () => {
    const items = streamItems([event(1, 'agent_output', { text: 'a' }), event(2, 'agent_output', 'odd')])
    expect(items).toMatchObject([
      { kind: 'text', text: 'a' },
      { kind: 'text', text: 'agent_output 2' },
    ])
  })

  test('a tool call stands where it began, with its latest status', () => {
    const items = streamItems([tool(1, 'c', 'pending'), say(2, 't.1', 'meanwhile'), tool(3, 'c', 'completed', '')])
    expect(items).toMatchObject([
      { kind: 'tool', status: 'completed', title: 'Edit a.ts', version: 2, seq: 1 },
      { kind: 'text' },
    ])
  })

  test.each([
    { told: 'pending', status: 'running' },
    { told: 'in_progress', status: 'running' },
    { told: 'completed', status: 'completed' },
    { told: 'failed', status: 'failed' },
    { told: 'whatever', status: 'running' },
  ])('a tool call that is told $told is $status', ({ told, status }) => {
    expect(streamItems([tool(1, 'c', told)])).toMatchObject([{ status, told }])
  })

  test('that a turn went on in a fresh session stands where the turn began, though it is only known at its end', () => {
    const items = streamItems([
      event(1, 'turn_started', { turnId: 'a' }),
      event(2, 'turn_finished', { turnId: 'a', state: 'finished' }),
      event(3, 'turn_started', { turnId: 'b' }),
      tool(4, 'c', 'completed'),
      event(5, 'session_rotated', { turnId: 'b', why: 'it was full' }),
      event(6, 'turn_finished', { turnId: 'b', state: 'finished' }),
      event(7, 'session_rotated', { turnId: 'gone' }),
    ])
    expect(items.map(({ kind, seq }) => [kind, seq])).toEqual([
      ['turn', 1],
      ['turn_end', 2],
      ['turn', 3],
      ['note', 5],
      ['tool', 4],
      ['turn_end', 6],
      ['note', 7],
    ])
  })

  test('what runs when its turn ends is not finished; the same id in the next turn is another call', () => {
    const items = streamItems([
      event(1, 'turn_started', { turnId: 'a' }),
      tool(2, 'c', 'in_progress'),
      event(3, 'turn_finished', { turnId: 'a', state: 'stopped', tokens: 12, costMicros: null, activeMs: 5 }),
      event(4, 'turn_started', { turnId: 'b' }),
      tool(5, 'c', 'completed'),
    ])
    expect(items).toMatchObject([
      { kind: 'turn' },
      { kind: 'tool', status: 'unfinished' },
      { kind: 'turn_end', state: 'stopped', tokens: 12, costMicros: null, activeMs: 5 },
      { kind: 'turn' },
      { kind: 'tool', status: 'completed' },
    ])
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
  })

  test('a verification step has its end; one that is repeated runs again', () => {
    const started = (id: number) => event(id, 'verification_started', { label: 'v1', command: 'npm test' }, 'system')
    const finished = (id: number) =>
      event(
        id,
        'verification_finished',
        { label: 'v1', command: 'npm test', exitCode: 1, timedOut: false, durationMs: 9, artifactId: 'log' },
        'system',
      )
    expect(streamItems([started(1)])).toMatchObject([{ kind: 'step', end: null }])
    expect(streamItems([started(1), finished(2)])).toMatchObject([
      { kind: 'step', label: 'v1', end: { exitCode: 1, timedOut: false, durationMs: 9, logArtifactId: 'log' } },
    ])
    expect(streamItems([started(1), finished(2), started(3)])).toMatchObject([{ kind: 'step', end: null, version: 3 }])
  })

  test.each([
    { payload: { exitCode: 0, reason: 'x' }, shown: 0 },
    { payload: { exitCode: null, reason: 'finished' }, shown: 0 },
    { payload: { exitCode: 1, reason: 'crashed' }, shown: 1 },
  ])('the end of a process, $payload.reason: $shown shown', ({ payload, shown }) => {
    expect(streamItems([event(1, 'process_exited', payload)])).toHaveLength(shown)
  })

  test('kinds that are not known are notes; those told elsewhere are left out', () => {
    const items = streamItems([event(1, 'something_new'), event(2, 'attempt_started'), event(3, 'tool_call', null)])
    expect(items).toMatchObject([
      { kind: 'note', event: { id: 1 } },
      { kind: 'note', event: { id: 3 } },
    ])
  })
})

test('a message of a person stands where the agent was given it, in the turn that it was given to', () => {
  const sent = (id: number, messageId: string, mode: string, turnId: string) =>
    event(id, 'message_sent', { messageId, mode, turnId })
  const events = [
    event(1, 'turn_started', { turnId: 'a' }),
    say(2, 'a.1', 'I begin'),
    sent(3, 'm1', 'interrupt', 'a'),
    event(4, 'turn_finished', { turnId: 'a' }),
    event(5, 'turn_started', { turnId: 'b' }),
    sent(6, 'm2', 'next_turn', 'b'),
  ]
  const byTurn = [...eventsByTurn(events)].map(([turnId, own]) => [turnId, own.map(({ id }) => id)])
  expect(byTurn).toEqual([
    ['a', [1, 2, 3, 4]],
    ['b', [5, 6]],
  ])
  const items = streamItems(events, [{ id: 'm1', text: 'Stop, use tabs' }]).filter(({ kind }) => kind === 'message')
  expect(items).toMatchObject([
    { seq: 3, text: 'Stop, use tabs', isInterruption: true },
    // Older than the messages that the view holds.
    { seq: 6, text: 'message_sent 6', isInterruption: false },
  ])
})

describe('eventsByTurn', () => {
  const ids = (turns: ReturnType<typeof eventsByTurn>) =>
    Object.fromEntries([...turns].map(([turn, events]) => [turn, events.map(({ id }) => id)]))

  test('what names no turn belongs to the one before, also after its end', () => {
    const events = [
      event(1, 'turn_started', { turnId: 'a' }),
      tool(2, 'c', 'pending'),
      event(3, 'turn_finished', { turnId: 'a' }),
      event(4, 'plan_proposed'),
      event(5, 'turn_started', { turnId: 'b' }),
      say(6, 'b.1', 'x'),
    ]
    expect(ids(eventsByTurn(events))).toEqual({ a: [1, 2, 3, 4], b: [5, 6] })
  })

  test('a list that begins in the middle of a turn', () => {
    expect(ids(eventsByTurn([tool(1, 'c', 'pending'), say(2, 'a.7', 'x'), tool(3, 'c', 'completed')]))).toEqual({
      a: [1, 2, 3],
    })
    expect(ids(eventsByTurn([tool(1, 'c', 'pending'), event(2, 'turn_finished', { turnId: 'a' })]))).toEqual({
      a: [1, 2],
    })
    expect(ids(eventsByTurn([tool(1, 'c', 'pending')]))).toEqual({})
  })
})

test('the events of an attempt: its turns, and what names it or its turns and gates', () => {
  const role = [
    event(1, 'turn_started', { turnId: 'a', attemptId: 'one' }),
    say(2, 'a.1', 'x'),
    event(4, 'turn_started', { turnId: 'b', attemptId: 'two' }),
    say(5, 'b.1', 'y'),
    event(9, 'turn_started', { turnId: 'c' }),
  ]
  const system = [
    event(3, 'scope_checked', { attemptId: 'one', taskId: 'task' }, 'system'),
    event(6, 'verification_started', { taskId: 'task', attemptNumber: 2, label: 'v1' }, 'system'),
    event(7, 'verification_started', { taskId: 'task', attemptNumber: 1, label: 'v1' }, 'system'),
    event(8, 'gate_opened', { gateId: 'gate' }, 'system'),
    event(10, 'gate_opened', { gateId: 'other' }, 'system'),
    event(11, 'permission_refused', { turnId: 'c' }, 'system'),
    event(12, 'run_paused', {}, 'system'),
  ]
  const found = attemptEvents(role, system, {
    attemptId: 'two',
    taskId: 'task',
    attemptNumber: 2,
    turnIds: new Set(['c']),
    gateIds: new Set(['gate']),
  })
  expect(found.map(({ id }) => id)).toEqual([4, 5, 6, 8, 9, 11])
})
