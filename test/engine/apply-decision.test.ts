import { expect, test } from 'vitest'
import { applyDecision, type Decision, raisedLimit } from '../../electron/engine/apply-decision.ts'
import { MAX_LIMIT } from '../../shared/config.ts'
import type { GateRecord, TaskAttemptRecord, TaskRecord } from '../../shared/domain.ts'
import type { ApprovalVerdict, GateKind } from '../../shared/words.ts'

const task: TaskRecord = {
  id: 't1',
  runId: 'r1',
  title: 'Task',
  objective: 'Do it',
  acceptanceCriteria: ['works'],
  verificationSteps: [],
  allowedPaths: ['src'],
  status: 'in_progress',
  attemptCount: 1,
  implementationSummary: null,
  blockerSignature: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}
const attempt: TaskAttemptRecord = {
  id: 'a1',
  runId: 'r1',
  taskId: 't1',
  attemptNumber: 1,
  status: 'running',
  summary: '',
  blockerSignature: null,
  resultJson: '{}',
  createdAt: '2026-01-01T00:00:00.000Z',
  phase: 'scope',
  baseCommit: null,
  candidateCommit: null,
}

function decide(kind: GateKind, verdict: ApprovalVerdict, subject: unknown, more: Partial<Decision> = {}) {
  const gate: GateRecord = {
    id: 'g1',
    runId: 'r1',
    kind,
    taskId: 't1',
    attemptId: 'a1',
    turnId: null,
    question: '?',
    subject,
    subjectHash: 'sha256:0',
    state: 'open',
    approvalId: null,
    openedAt: '2026-01-01T00:00:00.000Z',
  }
  const defaults = { rationale: 'because', payload: {}, task, attempt, defaultDelivery: { kind: 'branch' } as const }
  return applyDecision({ gate, verdict, ...defaults, ...more })
}
const done = (value: unknown) => ({ ok: true, value })
const patch = (values: object) => ({ kind: 'patch_run', patch: values })
const replan = (guidance: string) =>
  patch({ needsPlan: 'changes_requested', planGuidance: guidance, planByPerson: true })
const pause = { kind: 'pause' }
const cancel = patch({ control: 'cancel', controlReason: 'person' })

test('plan: accepted, planned again with the rationale, or the run is cancelled', () => {
  expect(decide('plan', 'approved', { revision: 3 })).toEqual(done([{ kind: 'accept_plan', revision: 3 }]))
  expect(decide('plan', 'changes_requested', { revision: 3 })).toEqual(
    done([patch({ untriedPlan: null }), replan('because')]),
  )
  expect(decide('plan', 'rejected', { revision: 3 })).toEqual(done([cancel]))
})

test('permission: the running turn reads the answer, nothing else changes', () => {
  expect(decide('permission', 'approved', {})).toEqual(done([]))
  expect(decide('permission', 'rejected', {})).toEqual(done([]))
})

test('scope: the paths join the task and the attempt goes on, or it fails', () => {
  const subject = { outsidePaths: ['package.json'] }
  const on = { kind: 'advance_attempt', attemptId: 'a1', from: 'scope', to: 'verify', result: {} }
  expect(decide('scope', 'approved', subject)).toEqual(
    done([{ kind: 'allow_paths', taskId: 't1', paths: ['package.json'] }, on]),
  )
  expect(decide('scope', 'approved', { outsidePaths: ['src/[id].ts'] })).toMatchObject(
    done([{ paths: ['src/\\[id\\].ts'] }, on]),
  )
  expect(decide('scope', 'approved', subject, { payload: { paths: ['a', 'b'] } })).toMatchObject(
    done([{ paths: ['a', 'b'] }, on]),
  )
  expect(decide('scope', 'rejected', subject)).toMatchObject(
    done([{ kind: 'advance_attempt', to: 'settle', result: { failure: { cause: 'scope', counted: true } } }]),
  )
})

test('task: settled, or kept as an objection with its comments', () => {
  expect(decide('task', 'approved', {})).toEqual(done([]))
  const comments = [{ path: 'src/a.ts', side: 'new', line: 2, text: 'wrong' }]
  expect(decide('task', 'changes_requested', {}, { payload: { comments } })).toMatchObject(
    done([{ from: 'settle', to: 'settle', result: { objection: { verdict: 'changes_requested', comments } } }]),
  )
  expect(decide('task', 'rejected', {})).toMatchObject(done([{ result: { objection: { verdict: 'rejected' } } }]))
})

test('blocked task: tried again with a new count, planned again with guidance, or abandoned', () => {
  const ended = { attempt: null }
  expect(decide('blocked', 'approved', { cause: 'task' }, ended)).toMatchObject(
    done([patch({ turnFailures: 0 }), { kind: 'restart_count' }, { kind: 'move_task', to: 'pending' }]),
  )
  expect(decide('blocked', 'changes_requested', { cause: 'task' }, ended)).toMatchObject(
    done([{}, { kind: 'move_task', to: 'blocked' }, replan('because')]),
  )
  expect(decide('blocked', 'rejected', { cause: 'task' }, ended)).toMatchObject(
    done([{}, { kind: 'move_task', to: 'abandoned' }]),
  )
})

test('blocked check: the attempt that waits for its verdict goes on, or ends uncounted', () => {
  expect(decide('blocked', 'approved', { cause: 'check' })).toEqual(done([patch({ turnFailures: 0 })]))
  expect(decide('blocked', 'rejected', { cause: 'check' })).toMatchObject(
    done([{ kind: 'block_attempt', attemptId: 'a1' }, {}, { kind: 'move_task', to: 'abandoned' }]),
  )
})

test('blocked set-up and planning: again, without it, or cancelled', () => {
  const none = { task: null, attempt: null }
  expect(decide('blocked', 'approved', { cause: 'setup' }, none)).toEqual(
    done([patch({ turnFailures: 0, setupState: 'pending' })]),
  )
  expect(decide('blocked', 'changes_requested', { cause: 'setup' }, none)).toEqual(
    done([patch({ turnFailures: 0, setupState: 'skipped' }), { kind: 'add_guidance', text: 'because' }]),
  )
  expect(decide('blocked', 'approved', { cause: 'planning' }, none)).toEqual(done([patch({ turnFailures: 0 })]))
  expect(decide('blocked', 'rejected', { cause: 'planning' }, none)).toEqual(done([cancel]))
})

test('budget: a new limit, twice as much if none is given, or a pause', () => {
  const subject = { name: 'turns', limit: 60, spent: 61 }
  expect(decide('budget', 'approved', subject)).toMatchObject(
    done([{ kind: 'set_limit', name: 'turns', limit: 122 }, {}]),
  )
  expect(decide('budget', 'approved', subject, { payload: { limit: 90 } })).toMatchObject(done([{ limit: 90 }, {}]))
  expect(decide('budget', 'rejected', subject)).toEqual(done([pause]))
  expect(raisedLimit({ limit: 10, spent: 3 })).toBe(20)
  expect(raisedLimit({ limit: MAX_LIMIT, spent: 3 })).toBe(MAX_LIMIT)
  expect(decide('budget', 'approved', subject, { payload: { limit: MAX_LIMIT + 1 } }).ok).toBe(false)
})

test('login: try again or pause', () => {
  expect(decide('login', 'approved', {})).toEqual(done([]))
  expect(decide('login', 'rejected', {})).toEqual(done([pause]))
})

test('final: delivered as chosen or as configured, planned again with the comments, or cancelled', () => {
  expect(decide('final', 'approved', {})).toEqual(
    done([patch({ delivery: 'chosen', deliveryChoice: { kind: 'branch' } })]),
  )
  expect(decide('final', 'approved', {}, { payload: { delivery: { kind: 'patch' } } })).toEqual(
    done([patch({ delivery: 'chosen', deliveryChoice: { kind: 'patch' } })]),
  )
  const comments = [{ path: 'src/a.ts', side: 'new', line: 2, text: 'wrong' }]
  expect(decide('final', 'changes_requested', {}, { payload: { comments } })).toEqual(
    done([replan('because\nsrc/a.ts:2: wrong')]),
  )
  expect(decide('final', 'rejected', {})).toEqual(done([cancel]))
})

test('a permission is remembered only if a person says so, and only where the request can be recognised', () => {
  const remember = { payload: { remember: true } }
  expect(decide('permission', 'approved', { key: 'k' }, { payload: { remember: false } })).toEqual(done([]))
  const effect = { kind: 'remember_permission', key: 'k' }
  expect(decide('permission', 'approved', { key: 'k' }, remember)).toEqual(done([{ ...effect, answer: 'allow' }]))
  expect(decide('permission', 'rejected', { key: 'k' }, remember)).toEqual(done([{ ...effect, answer: 'reject' }]))
  expect(decide('permission', 'approved', { key: null }, remember)).toMatchObject({
    ok: false,
    error: expect.stringContaining('tells too little'),
  })
})

test('mcp_server: trusted as it was shown, or not', () => {
  const subject = { name: 'notes', hash: 'sha256:1', tools: [] }
  expect(decide('mcp_server', 'approved', subject)).toEqual(
    done([{ kind: 'trust_server', name: 'notes', hash: 'sha256:1' }]),
  )
  expect(decide('mcp_server', 'rejected', subject)).toEqual(done([]))
})

test('a payload that is not understood is told, and changes nothing', () => {
  const refused = decide('budget', 'approved', { name: 'turns', limit: 1, spent: 1 }, { payload: { limit: 'much' } })
  expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('limit') })
})
