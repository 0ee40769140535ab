import { expect, test, vi } from 'vitest'
import type { AgentOutput } from '../../electron/engine/agents-port.ts'
import { MAX_TURN_CALLS, MAX_TURN_TEXT } from '../../electron/store/output-bounds.ts'
import { createOutputSink } from '../../electron/store/output-sink.ts'
import type { Store } from '../../electron/store/store.ts'
import { memoryStore } from './support.ts'

const text = (messageId: string, words: string): AgentOutput => ({ kind: 'text', messageId, text: words })
const tool = (toolCallId: string, status: string): AgentOutput => {
  return { kind: 'tool', toolCallId, title: 'Edit a.ts', toolKind: 'edit', status, paths: ['/w/a.ts'] }
}

function withRun() {
  const store = memoryStore()
  const { id } = store.runStore.createRun('Goal', '/repo')
  return { store, id }
}
const outputs = (store: Store, id: string) => store.listEvents(id, 1_000).slice(1)
/** How often the store was written to. */
function countCommits(store: Store): () => number {
  let commits = 0
  store.subscribe(() => {
    commits += 1
  })
  return () => commits
}

test('pieces of a message are joined, in order, in one transaction', async () => {
  const { store, id } = withRun()
  const commits = countCommits(store)
  const sink = createOutputSink(store)
  sink.write(id, 'strategy', text('m1', 'Hello '))
  sink.write(id, 'strategy', text('m1', 'world'))
  sink.write(id, 'checker', text('m1', 'another agent'))
  sink.write(id, 'strategy', text('m1', '!'))
  sink.write(id, 'strategy', { kind: 'thought', messageId: 'm1', text: 'hm' })
  sink.write(id, 'strategy', tool('t1', 'pending'))
  sink.write(id, 'strategy', text('m1', 'after the call'))
  expect(outputs(store, id)).toEqual([])
  await sink.flush()
  expect(commits()).toBe(1)
  expect(outputs(store, id).map(({ source, kind, payload }) => [source, kind, payload])).toEqual([
    ['strategy', 'agent_output', { messageId: 'm1', text: 'Hello world!' }],
    ['checker', 'agent_output', { messageId: 'm1', text: 'another agent' }],
    ['strategy', 'agent_output', { messageId: 'm1', text: 'hm', thought: true }],
    ['strategy', 'tool_call', tool('t1', 'pending')],
    ['strategy', 'agent_output', { messageId: 'm1', text: 'after the call' }],
  ])
})

test('it writes after 64 pieces, or after 50 ms, without being asked', () => {
  vi.useFakeTimers()
  try {
    const { store, id } = withRun()
    const commits = countCommits(store)
    const sink = createOutputSink(store)
    for (let n = 0; n < 63; n++) sink.write(id, 'strategy', text('m', 'x'))
    expect(commits()).toBe(0)
    sink.write(id, 'strategy', text('m', 'x'))
    expect(outputs(store, id).map(({ payload }) => payload)).toEqual([{ messageId: 'm', text: 'x'.repeat(64) }])
    sink.write(id, 'strategy', text('m', 'late'))
    vi.advanceTimersByTime(49)
    expect(commits()).toBe(1)
    vi.advanceTimersByTime(1)
    expect(commits()).toBe(2)
    vi.advanceTimersByTime(1_000)
    expect(commits()).toBe(2)
  } finally {
    vi.useRealTimers()
  }
})

test('a tool call is one event per change of its status', async () => {
  const { store, id } = withRun()
  const sink = createOutputSink(store)
  for (const status of ['pending', 'pending', 'in_progress']) sink.write(id, 'strategy', tool('t1', status))
  await sink.flush()
  for (const status of ['in_progress', 'completed', 'completed']) sink.write(id, 'strategy', tool('t1', status))
  sink.write(id, 'strategy', tool('t2', 'pending'))
  sink.write(id, 'strategy', { kind: 'exit', exitCode: 0, signal: null, reason: 'finished' })
  // Another process may number its calls from the beginning.
  sink.write(id, 'strategy', tool('t2', 'pending'))
  await sink.flush()
  expect(outputs(store, id).map(({ kind, message }) => `${kind} ${message}`)).toEqual([
    'tool_call Edit a.ts (pending)',
    'tool_call Edit a.ts (in_progress)',
    'tool_call Edit a.ts (completed)',
    'tool_call Edit a.ts (pending)',
    `process_exited The agent's process ended: finished`,
    'tool_call Edit a.ts (pending)',
  ])
})

test('usage and sessions are no events', async () => {
  const { store, id } = withRun()
  const commits = countCommits(store)
  const sink = createOutputSink(store)
  sink.write(id, 'strategy', { kind: 'usage', used: 1, size: 2, tokens: 1, costMicros: 3 })
  sink.write(id, 'strategy', { kind: 'session', sessionId: 's', continued: false, agent: 'demo', version: null })
  await sink.flush()
  expect(commits()).toBe(0)
})

test('a long text is several events, none cut inside a character, nothing lost', async () => {
  const { store, id } = withRun()
  const sink = createOutputSink(store)
  const long = `${'a'.repeat(65_535)}🙂${'b'.repeat(70_000)}`
  sink.write(id, 'strategy', text('m', long))
  await sink.flush()
  const pieces = outputs(store, id).map(({ payload }) => String((payload as { text: string }).text))
  expect(pieces.map(({ length }) => length)).toEqual([65_535, 65_536, 4_466])
  expect(pieces.join('')).toBe(long)
  expect(outputs(store, id)[0]?.message).toHaveLength(120)
})

test('a failing write rejects the next flush, once, and later output is written', async () => {
  const { store, id } = withRun()
  const sink = createOutputSink(store)
  sink.write('nobody', 'strategy', text('m', 'x'))
  await expect(sink.flush()).rejects.toThrow('Run not found: nobody')
  for (let n = 0; n < 64; n++) sink.write('nobody', 'strategy', text('m', 'x'))
  await expect(sink.flush()).rejects.toThrow('Run not found: nobody')
  sink.write(id, 'strategy', text('m', 'fine'))
  await expect(sink.flush()).resolves.toBeUndefined()
  expect(outputs(store, id)).toHaveLength(1)
})

test('of one turn only so much is kept, and that is said once; the next turn begins anew [fault 15]', async () => {
  const { store, id } = withRun()
  const sink = createOutputSink(store)
  const piece = 'x'.repeat(256 * 1024)
  for (let n = 0; n < (2 * MAX_TURN_TEXT) / piece.length; n++) sink.write(id, 'strategy', text(`m${n}`, piece))
  await sink.flush()
  const kept = store.listEvents(id, 10_000).map(({ message, payload }) => ({ message, ...Object(payload) }))
  const characters = kept.reduce((sum, { text: said = '' }) => sum + String(said).length, 0)
  expect(characters).toBeGreaterThanOrEqual(MAX_TURN_TEXT)
  expect(characters).toBeLessThan(MAX_TURN_TEXT + 200)
  expect(kept.filter(({ message }) => message.startsWith('[Triptych]'))).toHaveLength(1)
  sink.write(id, 'checker', text('m', 'another role'))
  sink.write(id, 'strategy', { kind: 'exit', exitCode: 0, signal: null, reason: 'turn ended' })
  sink.write(id, 'strategy', text('m', 'the next turn'))
  await sink.flush()
  const newest = store.listEvents(id, 3).map(({ message }) => message)
  expect(newest).toEqual(['another role', "The agent's process ended: turn ended", 'the next turn'])
})

test('a flood of tool calls fills neither the store nor the memory [fault 15]', async () => {
  const { store, id } = withRun()
  const sink = createOutputSink(store)
  sink.write(id, 'strategy', tool('t', 'pending'))
  for (let n = 1; n < MAX_TURN_CALLS; n++) sink.write(id, 'strategy', tool('t', 'pending'))
  for (let n = 0; n < 100; n++) sink.write(id, 'strategy', tool(`more${n}`, 'pending'))
  await sink.flush()
  expect(store.listEvents(id, 10).map(({ kind }) => kind)).toEqual(['run_created', 'tool_call', 'agent_output'])
})
