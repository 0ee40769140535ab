import { expect, test } from 'vitest'
import { hashValue } from '../../electron/hash.ts'
import type { Store } from '../../electron/store/store.ts'
import type { StepEvidence } from '../../shared/evidence.ts'
import { draft, memoryStore, runWithTasks } from './support.ts'

function openGate(
  store: Store,
  runId: string,
  kind: 'plan' | 'permission' | 'budget' = 'plan',
  turnId: string | null = null,
) {
  return store.openGate({ runId, kind, turnId, question: 'May it?', subject: { v: 1, kind }, subjectHash: 'sha256:1' })
}
const approve = (store: Store, runId: string) => store.addApproval(runId, 'human', 'approved', 'yes', {}).id
const status = (store: Store, runId: string) => store.getRun(runId).status

test('the status of a run that has not ended follows from its facts, in the same transaction', () => {
  const store = memoryStore()
  const { id } = store.runStore.createRun('Goal', '/repo')
  expect(status(store, id)).toBe('planning')
  store.patchRun(id, {}, { needsPlan: null })
  expect(status(store, id)).toBe('running')
  const gate = openGate(store, id)
  expect(status(store, id)).toBe('awaiting_approval')
  store.patchRun(id, {}, { control: 'pause', controlReason: 'person' })
  expect(status(store, id)).toBe('paused')
  store.patchRun(id, {}, { control: 'run', waitUntil: '2030-01-01T00:00:00.000Z' })
  expect(status(store, id)).toBe('paused')
  store.patchRun(id, {}, { waitUntil: null })
  expect(status(store, id)).toBe('awaiting_approval')
  store.decideGate(gate.id, 'sha256:1', approve(store, id))
  expect(status(store, id)).toBe('running')
  openGate(store, id)
  store.voidGates(id)
  expect(status(store, id)).toBe('running')
  store.patchRun(id, {}, { needsPlan: 'review' })
  expect(status(store, id)).toBe('planning')
})

test('a patch needs every expectation, and a run that has not ended', () => {
  const store = memoryStore()
  const { id } = store.runStore.createRun('Goal', '/repo')
  const choice = { kind: 'fast_forward', branch: 'main', expectedCommit: 'a'.repeat(40) } as const
  expect(store.patchRun(id, { control: 'run', waitUntil: null }, { planByPerson: true, deliveryChoice: choice })).toBe(
    true,
  )
  expect(store.patchRun(id, { planByPerson: true, control: 'pause' }, { activeMs: 5 })).toBe(false)
  expect(store.patchRun(id, { planByPerson: true, deliveryChoice: choice }, { activeMs: 5, tokens: 7 })).toBe(true)
  expect(store.getInternals(id)).toMatchObject({ planByPerson: true, deliveryChoice: choice, activeMs: 5, tokens: 7 })
  expect(store.patchRun(id, {}, { deliveryChoice: null, waitReason: 'limit' })).toBe(true)
  expect(store.getInternals(id)).toMatchObject({ deliveryChoice: null, waitReason: 'limit' })
  expect(store.finishRun(id, 'completed', 'done')).toBe(true)
  expect(store.patchRun(id, {}, { control: 'pause' })).toBe(false)
  expect(store.finishRun(id, 'failed', 'again')).toBe(false)
  expect(store.getRun(id)).toMatchObject({ status: 'completed', summary: 'done', control: 'run' })
  expect(store.patchRun('nobody', {}, { control: 'pause' })).toBe(false)
  expect(() => store.getInternals('nobody')).toThrow('Run not found: nobody')
})

test('the configuration is replaced as a whole and checked', () => {
  const store = memoryStore()
  const run = store.runStore.createRun('Goal', '/repo')
  const config = { ...run.config, limits: { ...run.config.limits, turns: 9 } }
  store.setConfig(run.id, config)
  expect(store.getRun(run.id).config).toEqual(config)
  expect(() => store.setConfig(run.id, { ...config, limits: { ...config.limits, turns: -1 } })).toThrow()
  expect(() => store.setConfig('nobody', config)).toThrow('Run not found: nobody')
})

test('a gate is decided once, for the subject that was seen', () => {
  const store = memoryStore()
  const { id } = store.runStore.createRun('Goal', '/repo')
  const gate = openGate(store, id)
  expect(store.readFacts(id).facts.openGates).toBe(1)
  expect(store.listOpenGates(id)).toEqual([gate])
  const [first, second] = [approve(store, id), approve(store, id)]
  expect(store.decideGate(gate.id, 'sha256:other', first)).toBe(false)
  expect(store.gateApproval(gate.id)).toBeNull()
  expect(store.decideGate(gate.id, 'sha256:1', first)).toBe(true)
  expect(store.decideGate(gate.id, 'sha256:1', second)).toBe(false)
  expect(store.getGate(gate.id)).toMatchObject({ state: 'decided', approvalId: first, subject: { v: 1, kind: 'plan' } })
  expect(store.gateApproval(gate.id)?.id).toBe(first)
  expect(store.readFacts(id).facts.openGates).toBe(0)
  expect(() => store.getGate('nobody')).toThrow('Gate not found: nobody')
})

test('gates become void by run, turn or kind; a void gate is not decided', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store)
  const turn = store.startTurn({
    agentId: 'demo',
    runId,
    role: 'implementation',
    kind: 'implement',
    taskId: null,
    attemptId: null,
  })
  const [plan, permission, budget] = [
    openGate(store, runId),
    openGate(store, runId, 'permission', turn.id),
    openGate(store, runId, 'budget'),
  ]
  const elsewhere = openGate(store, store.runStore.createRun('Other', '/repo').id)
  expect(store.listOpenGates().map(({ id }) => id)).toEqual([plan.id, permission.id, budget.id, elsewhere.id])
  expect(store.voidGates(runId, { turnId: turn.id })).toBe(1)
  expect(store.voidGates(runId, { kinds: ['budget', 'login'] })).toBe(1)
  expect(store.listOpenGates(runId)).toEqual([plan])
  expect(store.voidGates(runId)).toBe(1)
  expect(store.voidGates(runId)).toBe(0)
  expect(store.decideGate(plan.id, 'sha256:1', approve(store, runId))).toBe(false)
  expect(store.listGates(runId).map(({ state }) => state)).toEqual(['void', 'void', 'void'])
  expect(store.listOpenGates()).toEqual([elsewhere])
  expect(store.readFacts(runId).facts.openGates).toBe(0)
})

test('an attempt goes through its phases, each guarded, each adding its part', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'a', 'b')
  const started = store.startAttempt(runId, 'base')
  const { attempt, task } = started ?? expect.fail('nothing was started')
  expect(task).toMatchObject({ id: taskIds[0], status: 'in_progress', attemptCount: 1 })
  expect(attempt).toMatchObject({
    status: 'running',
    phase: 'implement',
    attemptNumber: 1,
    baseCommit: 'base',
    result: {},
  })
  expect(store.getRun(runId)).toMatchObject({ cycleCount: 1, currentTaskId: taskIds[0] })
  expect(store.readFacts(runId).facts.live).toEqual([{ attemptId: attempt.id, taskId: task.id, phase: 'implement' }])

  const report = { outcome: 'done', summary: 'did it' } as const
  expect(store.advanceAttempt(attempt.id, 'scope', 'verify', {})).toBe(false)
  expect(store.advanceAttempt(attempt.id, 'implement', 'scope', { result: { report }, summary: 'did it' })).toBe(true)
  expect(store.advanceAttempt(attempt.id, 'implement', 'scope', { result: { changedPaths: ['lost'] } })).toBe(false)
  expect(
    store.advanceAttempt(attempt.id, 'scope', 'verify', { result: { changedPaths: ['a'] }, candidateCommit: 'c' }),
  ).toBe(true)
  expect(store.getAttempt(attempt.id)).toMatchObject({
    phase: 'verify',
    summary: 'did it',
    candidateCommit: 'c',
    result: { report, changedPaths: ['a'] },
  })
  const end = { summary: 'done', signature: null, counted: false }
  expect(store.endAttempt(attempt.id, 'completed', end)).toBe(true)
  expect(store.endAttempt(attempt.id, 'failed', end)).toBe(false)
  expect(store.advanceAttempt(attempt.id, 'verify', 'check', {})).toBe(false)
  expect(store.getAttempt(attempt.id)).toMatchObject({ status: 'completed', phase: 'verify' })
  expect(store.readFacts(runId).facts.live).toEqual([])
  expect(store.getRun(runId).currentTaskId).toBeNull()
  expect(() => store.getAttempt('nobody')).toThrow('Attempt not found: nobody')
})

test('a task has one running attempt; nothing pending means nothing to start [fault 28]', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'a')
  store.startAttempt(runId, 'base')
  expect(() => store.runStore.addTaskAttempt(runId, taskIds[0] ?? '', 2, 'running', '', {}, null)).toThrow(/UNIQUE/)
  expect(store.startAttempt(runId, 'base')).toBeNull()
  expect(store.getRun(runId).cycleCount).toBe(1)
})

test('counted attempts are those since the count last started anew; interruptions at the end are counted apart', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'a')
  const [taskId = ''] = taskIds
  const again = (state: 'failed' | 'blocked' | 'interrupted', signature: string | null, counted: boolean) => {
    const started = store.startAttempt(runId, 'base') ?? expect.fail('nothing was started')
    store.endAttempt(started.attempt.id, state, { summary: '', signature, counted })
    expect(store.moveTask(taskId, ['in_progress'], 'pending', {})).toBe(true)
    return started.attempt.attemptNumber
  }
  expect(store.countedAttempts(taskId)).toEqual({ count: 0, lastSignature: null })
  expect(again('failed', 'verify:v1-1', true)).toBe(1)
  expect(again('interrupted', null, false)).toBe(2)
  expect(again('blocked', 'agent:x', true)).toBe(3)
  expect(again('failed', 'failed:objection', false)).toBe(4)
  expect(store.countedAttempts(taskId)).toEqual({ count: 2, lastSignature: 'agent:x' })
  expect(store.interruptionsInARow(taskId)).toBe(0)
  again('interrupted', null, false)
  again('interrupted', null, false)
  expect(store.interruptionsInARow(taskId)).toBe(2)
  const running = store.startAttempt(runId, 'base')
  expect(store.interruptionsInARow(taskId)).toBe(2)
  store.restartTaskCount(taskId)
  expect(store.countedAttempts(taskId)).toEqual({ count: 0, lastSignature: null })
  store.endAttempt(running?.attempt.id ?? '', 'failed', { summary: '', signature: 'z', counted: true })
  expect(store.countedAttempts(taskId)).toEqual({ count: 0, lastSignature: null })
  store.moveTask(taskId, ['in_progress'], 'pending', {})
  again('failed', 'y', true)
  expect(store.countedAttempts(taskId)).toEqual({ count: 1, lastSignature: 'y' })
  expect(store.listAttempts(taskId).map(({ attemptNumber }) => attemptNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('a task moves only from an expected state; what is undefined stays', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'a')
  const [id = ''] = taskIds
  expect(store.moveTask(id, ['in_progress'], 'blocked', {})).toBe(false)
  expect(store.moveTask(id, ['pending', 'in_progress'], 'blocked', { summary: 's', signature: 'x' })).toBe(true)
  expect(store.moveTask(id, ['blocked'], 'pending', {})).toBe(true)
  expect(store.getTask(id)).toMatchObject({ implementationSummary: 's', blockerSignature: 'x' })
  expect(store.moveTask(id, ['pending'], 'completed', { summary: null })).toBe(true)
  expect(store.getTask(id)).toMatchObject({ implementationSummary: null, blockerSignature: null })
  expect(store.readFacts(runId).facts.counts).toMatchObject({ pending: 0, completed: 1, blocked: 0 })
})

test('allowing a path to a task that may change everything takes nothing away', () => {
  const store = memoryStore()
  const run = store.runStore.createRun('Goal', '/repo')
  const [whole, some] = store.replacePendingTasks(run.id, [
    draft('whole', { allowedPaths: [] }),
    draft('some', { allowedPaths: ['src/**'] }),
  ])
  store.allowTaskPaths(whole?.id ?? '', ['package-lock.json'])
  store.allowTaskPaths(some?.id ?? '', ['docs/a.md', 'src/**'])
  expect(store.getTask(whole?.id ?? '').allowedPaths).toEqual(['**', 'package-lock.json'])
  expect(store.getTask(some?.id ?? '').allowedPaths).toEqual(['src/**', 'docs/a.md'])
  expect(() => store.allowTaskPaths('nobody', ['x'])).toThrow('Task not found: nobody')
})

test('a new plan supersedes the one that was proposed, not the one that was accepted', () => {
  const store = memoryStore()
  const { id } = store.runStore.createRun('Goal', '/repo')
  expect(store.latestPlan(id)).toBeNull()
  const content = { summary: ' s ', tasks: [{ ...draft(' untrimmed ') }], risks: ['r'], questions: [] }
  const from = { baseCommit: 'b' }
  const first = store.proposePlan(id, { reason: 'first', ...content, ...from })
  expect(first).toMatchObject({ revision: 1, state: 'proposed', ...content, ...from, hash: hashValue(content) })
  expect(store.movePlan(first.id, 'proposed', 'accepted')).toBe(true)
  expect(store.movePlan(first.id, 'proposed', 'accepted')).toBe(false)
  const second = store.proposePlan(id, { reason: 'blocked', ...content, ...from })
  const third = store.proposePlan(id, { reason: 'blocked', ...content, ...from, risks: [] })
  expect([1, 2, 3].map((revision) => store.getPlan(id, revision).state)).toEqual(['accepted', 'superseded', 'proposed'])
  expect(second.hash).toBe(first.hash)
  expect(third.hash).not.toBe(first.hash)
  expect(store.latestPlan(id)).toEqual(third)
  expect(() => store.getPlan(id, 4)).toThrow('Plan not found: revision 4')
})

test('evidence is stored once per label and kept in the order of the runs', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'a')
  const started = store.startAttempt(runId, 'base') ?? expect.fail('nothing was started')
  const logArtifactId = store.addArtifact(runId, null, 'verification_log', 'log', {}).id
  const step = (label: string, exitCode: number | null): StepEvidence => {
    const log = { log: 'sha256:x', logArtifactId, logLines: 3, logTail: 'tail', baseline: 'failed' as const }
    return { label, command: 'npm test', exitCode, timedOut: exitCode === null, durationMs: 12.5, ...log }
  }
  for (const one of [step('v2', 0), step('v1', null), step('v2', 1)])
    store.addStepEvidence(runId, started.attempt.id, one)
  expect(store.listStepEvidence(started.attempt.id)).toEqual([step('v2', 0), step('v1', null)])
  expect(store.listStepEvidence('nobody')).toEqual([])
})

test('a review of one head goes on where it was', () => {
  const store = memoryStore()
  const { id } = store.runStore.createRun('Goal', '/repo')
  const fresh = store.openReview(id, 'head1')
  expect(fresh).toMatchObject({ stepsDone: false, strategyVerdict: null, checkerVerdict: null, objections: null })
  const verdict = { summary: 's', criteria: [{ criterion: 1, status: 'met' as const, reason: '', evidence: ['diff'] }] }
  store.patchReview(fresh.id, { stepsDone: true, checkerVerdict: verdict })
  store.patchReview(fresh.id, { objections: [] })
  store.patchReview(fresh.id, {})
  expect(store.openReview(id, 'head1')).toEqual({ ...fresh, stepsDone: true, checkerVerdict: verdict, objections: [] })
  const other = store.openReview(id, 'head2')
  expect(store.listReviews(id).map((review) => review.id)).toEqual([fresh.id, other.id])
  expect(() => store.patchReview('nobody', { stepsDone: true })).toThrow('Review not found: nobody')
})

test('an effect is intended once per run and key, and done once', () => {
  const store = memoryStore()
  const [one, two] = [store.runStore.createRun('1', '/repo').id, store.runStore.createRun('2', '/repo').id]
  const effect = store.intendEffect(one, 'run_branch', 'refs/heads/x@1', '1')
  expect(effect).toMatchObject({ state: 'intended', expected: '1' })
  expect(store.intendEffect(one, 'run_branch', 'refs/heads/x@1', 'other')).toEqual(effect)
  expect(store.finishEffect(effect.id)).toBe(true)
  expect(store.finishEffect(effect.id)).toBe(false)
  expect(store.intendEffect(one, 'run_branch', 'refs/heads/x@1', '1')).toEqual({ ...effect, state: 'done' })
  expect(store.intendEffect(two, 'run_branch', 'refs/heads/x@1', '1').id).not.toBe(effect.id)
})
