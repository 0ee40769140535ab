import { expect, test } from 'vitest'
import type { Store } from '../../electron/store/store.ts'
import type { AttemptPhase, TurnKind } from '../../shared/words.ts'
import { memoryStore, runWithTasks } from './support.ts'

/** A run with one attempt in this phase, and a turn of it that runs or has ended. */
function crashed(
  store: Store,
  phase: AttemptPhase,
  turn: TurnKind | null,
  turnState: 'running' | 'limited' = 'running',
) {
  const { runId, taskIds } = runWithTasks(store, 'a', 'b')
  const { attempt } = store.startAttempt(runId, 'base') ?? expect.fail('nothing was started')
  if (phase !== 'implement') store.advanceAttempt(attempt.id, 'implement', phase, { candidateCommit: 'c' })
  const ids = { runId, taskId: attempt.taskId, attemptId: attempt.id }
  const role = turn === 'check' ? 'checker' : 'implementation'
  const started = turn ? store.startTurn({ agentId: 'demo', ...ids, role, kind: turn }) : null
  if (started && turnState !== 'running') {
    store.endTurn(started.id, turnState, {
      detail: '',
      tokens: 1,
      costMicros: 1,
      sessionId: 's',
      contextUsed: null,
      contextSize: null,
      agentVersion: null,
    })
  }
  return { runId, attemptId: attempt.id, taskId: taskIds[0] ?? '', turnId: started?.id ?? null }
}

const stateOf = (store: Store, { attemptId, taskId }: { attemptId: string; taskId: string }) => {
  const { status, phase } = store.getAttempt(attemptId)
  return `${status} in ${phase}, task ${store.getTask(taskId).status}`
}

test.each<[AttemptPhase, TurnKind | null, 'running' | 'limited', string, number]>([
  ['implement', 'implement', 'running', 'interrupted in implement, task pending', 1],
  ['implement', 'implement', 'limited', 'running in implement, task in_progress', 0],
  ['implement', null, 'running', 'running in implement, task in_progress', 0],
  ['scope', null, 'running', 'running in scope, task in_progress', 0],
  ['verify', null, 'running', 'running in verify, task in_progress', 0],
  ['check', 'check', 'running', 'running in check, task in_progress', 0],
  ['settle', null, 'running', 'running in settle, task in_progress', 0],
])('an attempt in %s, turn %s %s: %s', (phase, turn, turnState, state, interrupted) => {
  const store = memoryStore()
  const run = crashed(store, phase, turn, turnState)
  const taken = store.takeOver()
  expect(stateOf(store, run)).toBe(state)
  expect(taken.interrupted).toEqual(
    interrupted ? [{ runId: run.runId, attemptId: run.attemptId, taskId: run.taskId }] : [],
  )
  expect(taken.paused).toEqual([run.runId])
  expect(store.getRun(run.runId)).toMatchObject({ status: 'paused', control: 'pause' })
  expect(store.getInternals(run.runId).controlReason).toBe('restart')
  expect(store.countedAttempts(run.taskId).count).toBe(0)
  expect(store.readFacts(run.runId).facts.live).toHaveLength(interrupted ? 0 : 1)
  expect(store.getRun(run.runId).currentTaskId).toBe(interrupted ? null : run.taskId)
})

test('every change has its event, and a second taking over changes nothing', () => {
  const store = memoryStore()
  const { runId, turnId, attemptId } = crashed(store, 'implement', 'implement')
  const gate = { runId, question: 'May it?', subject: {}, subjectHash: 'h' }
  const permission = store.openGate({ ...gate, kind: 'permission', turnId })
  const budget = store.openGate({ ...gate, kind: 'budget' })
  const before = store.listEvents(runId).length
  store.takeOver()
  const events = store.listEvents(runId).slice(before)
  expect(events.map(({ source, kind, payload }) => [source, kind, payload])).toEqual([
    ['system', 'attempt_settled', expect.objectContaining({ attemptId, status: 'interrupted' })],
    ['implementation', 'turn_finished', { turnId, state: 'interrupted' }],
    ['system', 'requeue_in_progress', { count: 1 }],
    ['system', 'gate_voided', { gateId: permission.id, kind: 'permission' }],
    ['system', 'run_paused', { reason: 'restart' }],
  ])
  expect(store.listOpenGates()).toEqual([budget])
  expect(store.readFacts(runId).facts).toMatchObject({ openGates: 1, counts: { pending: 2, in_progress: 0 } })
  expect(store.takeOver()).toEqual({ interrupted: [], paused: [] })
  expect(store.listEvents(runId)).toHaveLength(before + events.length)
})

test('what a cut turn had used by then counts for the run, and what it was told waits again', () => {
  const store = memoryStore()
  const { runId, turnId } = crashed(store, 'implement', 'implement')
  const usage = { tokens: 700, costMicros: 30, contextUsed: 10, contextSize: 100 }
  store.noteTurnUsage(turnId ?? '', usage)
  store.noteTurnSession(turnId ?? '', { sessionId: 's9', agentVersion: '1' })
  const told = store.addMessage(runId, 'implementation', 'next_turn', 'mind the gap')
  store.markMessageSent(told.id, turnId ?? '')
  store.takeOver()
  expect(store.getInternals(runId)).toMatchObject({ tokens: 700, costMicros: 30, turns: 1 })
  expect(store.listTurns(runId)).toMatchObject([{ state: 'interrupted', ...usage, sessionId: 's9', agentVersion: '1' }])
  expect(store.waitingMessages(runId, 'implementation')).toEqual([told])
  expect(store.takeOver()).toEqual({ interrupted: [], paused: [] })
  expect(store.getInternals(runId).tokens).toBe(700)
})

test('the next attempt of an interrupted one has the next number', () => {
  const store = memoryStore()
  const { runId, taskId } = crashed(store, 'implement', 'implement')
  store.takeOver()
  expect(store.startAttempt(runId, 'base')).toMatchObject({ task: { id: taskId }, attempt: { attemptNumber: 2 } })
  expect(store.interruptionsInARow(taskId)).toBe(1)
})

test('finished evidence stays', () => {
  const store = memoryStore()
  const { runId, attemptId } = crashed(store, 'verify', null)
  const logArtifactId = store.addArtifact(runId, null, 'verification_log', 'log', {}).id
  const log = { log: 'h', logArtifactId, logLines: 0, logTail: '', baseline: null }
  const step = { label: 'v1', command: 'true', exitCode: 0, timedOut: false, durationMs: 1, ...log }
  store.addStepEvidence(runId, attemptId, step)
  store.takeOver()
  expect(store.listStepEvidence(attemptId)).toEqual([step])
})

test('whoever paused or cancelled before keeps the say; ended runs stay as they are', () => {
  const store = memoryStore()
  const make = () => store.runStore.createRun('Goal', '/repo').id
  const [fresh, paused, cancelling, limited, ended] = [make(), make(), make(), make(), make()]
  store.patchRun(paused, {}, { control: 'pause', controlReason: 'person' })
  store.patchRun(cancelling, {}, { control: 'cancel', controlReason: 'person' })
  store.patchRun(limited, {}, { waitUntil: '2030-01-01T00:00:00.000Z', waitReason: 'limit' })
  store.finishRun(ended, 'completed', 'done')
  expect(store.takeOver().paused).toEqual([fresh, limited])
  const control = (id: string) => {
    const internals = store.getInternals(id)
    return `${store.getRun(id).status}: ${internals.control} ${internals.controlReason}`
  }
  expect([fresh, paused, cancelling, limited, ended].map(control)).toEqual([
    'paused: pause restart',
    'paused: pause person',
    'planning: cancel person',
    'paused: pause restart',
    'completed: run null',
  ])
  expect(store.getInternals(limited).waitUntil).not.toBeNull()
  store.patchRun(fresh, {}, { control: 'run', controlReason: null })
  expect(store.readFacts(fresh)).toMatchObject({ run: { status: 'planning' }, facts: { needsPlan: 'first' } })
})

test('a failure in the middle leaves everything as it was', () => {
  const store = memoryStore()
  const run = crashed(store, 'implement', 'implement')
  store.database.exec(`CREATE TRIGGER no_pause BEFORE UPDATE OF control ON runs BEGIN SELECT raise(ABORT, 'full'); END`)
  expect(() => store.takeOver()).toThrow('full')
  expect(stateOf(store, run)).toBe('running in implement, task in_progress')
})
