import { expect, test } from 'vitest'
import { changesOf } from '../../electron/views/run-changes.ts'
import { readRunView } from '../../electron/views/run-view.ts'
import type { RunView } from '../../shared/views.ts'
import { memoryStore, runWithTasks } from '../store/support.ts'

function openRun() {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one', 'two')
  return { store, runId, read: () => readRunView(store, runId) }
}
const eventIds = (view: { events: readonly { id: number }[] }) => view.events.map(({ id }) => id)

test('nothing is told where nothing changed, even if another run did', () => {
  const { store, read } = openRun()
  const before = read()
  runWithTasks(store, 'elsewhere')
  expect(changesOf(before, read())).toBeNull()
})

test('events are told once, in their order; other runs between them leave no gap', () => {
  const { store, runId, read } = openRun()
  const before = read()
  store.addEvent(runId, 'system', 'imported', 'one', {})
  runWithTasks(store, 'elsewhere')
  store.addEvent(runId, 'system', 'imported', 'two', {})
  const after = read()
  const changes = changesOf(before, after)
  expect(changes).toMatchObject({ runId, fromSeq: before.seq, seq: after.seq, records: {} })
  expect(changes?.events.map(({ message }) => message)).toEqual(['one', 'two'])
  store.addEvent(runId, 'system', 'imported', 'three', {})
  const last = changesOf(after, read())
  expect(last?.fromSeq).toBe(after.seq)
  expect(last?.events.map(({ message }) => message)).toEqual(['three'])
})

test('of each list only what is new or different is told, whole; the rest is left out', () => {
  const { store, runId, read } = openRun()
  const before = read()
  const { task, attempt } = store.startAttempt(runId, 'base') ?? expect.fail('nothing was started')
  const ids = { runId, taskId: task.id, attemptId: attempt.id }
  const turn = store.startTurn({ agentId: 'demo', ...ids, role: 'implementation', kind: 'implement' })
  const artifact = store.addArtifact(runId, 'implementation', 'prompt', 'a.md', {})
  const after = read()
  const records = changesOf(before, after)?.records ?? {}
  expect(Object.keys(records).sort()).toEqual([
    'agents',
    'artifacts',
    'attempts',
    'row',
    'run',
    'tasks',
    'turns',
    'usage',
  ])
  expect(records.tasks).toEqual([expect.objectContaining({ id: task.id, status: 'in_progress' })])
  expect(records.attempts?.map(({ id }) => id)).toEqual([attempt.id])
  expect(records.turns?.map(({ id }) => id)).toEqual([turn.id])
  expect(records.agents?.map(({ role }) => role)).toEqual(['implementation'])
  expect(records.artifacts).toEqual([artifact])

  store.endTurn(turn.id, 'finished', {
    detail: null,
    tokens: 1,
    costMicros: null,
    sessionId: null,
    contextUsed: null,
    contextSize: null,
    agentVersion: null,
  })
  const next = changesOf(after, read())?.records ?? {}
  expect(Object.keys(next).sort()).toEqual(['row', 'turns', 'usage'])
  expect(next.turns).toMatchObject([{ id: turn.id, state: 'finished', tokens: 1 }])
})

test('a plan, a gate and its answer are told', () => {
  const { store, runId, read } = openRun()
  const before = read()
  const plan = store.proposePlan(runId, {
    reason: 'first',
    summary: 's',
    tasks: [],
    risks: [],
    questions: [],
    baseCommit: null,
  })
  const gate = store.openGate({ runId, kind: 'plan', question: 'Approve?', subject: {}, subjectHash: 'h' })
  store.runStore.addCheckpoint(runId, 'planning', {})
  const asked = read()
  expect(changesOf(before, asked)?.records).toMatchObject({
    plan: { id: plan.id },
    gates: [{ id: gate.id, state: 'open' }],
    checkpoints: [{ runId }],
  })
  const approval = store.addApproval(runId, 'human', 'approved', '', {})
  store.decideGate(gate.id, 'h', approval.id)
  const records = changesOf(asked, read())?.records ?? {}
  expect(records.gates).toMatchObject([{ id: gate.id, state: 'decided', approval: { id: approval.id } }])
  expect(records.approvals).toEqual([approval])
})

test.each([
  { count: 298, gap: false, told: 298 },
  { count: 299, gap: false, told: 299 },
  { count: 300, gap: true, told: 200 },
  { count: 5_000, gap: true, told: 200 },
])('$count events at once: the window can tell whether it missed some', ({ count, gap, told }) => {
  const { store, runId, read } = openRun()
  const before = read()
  store.transaction(() => {
    for (let event = 0; event < count; event += 1) store.addEvent(runId, 'system', 'imported', `${event}`, {})
  })
  const after = read()
  const changes = changesOf(before, after) ?? expect.fail('nothing was told')
  expect(changes.fromSeq > before.seq).toBe(gap)
  expect(changes.seq).toBe(after.seq)
  expect(eventIds(changes)).toEqual(eventIds(after).slice(-told))
  expect(changes.events.every(({ id }) => id > changes.fromSeq)).toBe(true)
})

test('the first events of a run are not a gap', () => {
  const { store, runId, read } = openRun()
  const empty: RunView = { ...read(), seq: 0, events: [] }
  store.addEvent(runId, 'system', 'imported', 'x', {})
  expect(changesOf(empty, read())?.fromSeq).toBe(0)
})
