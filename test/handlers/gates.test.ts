/** A whole run of the demo agent, decided through the boundary; then the answers that are not taken. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Script } from '../../electron/agents/demo/script.ts'
import { gateHandlers, missingAnswer } from '../../electron/handlers/gates.ts'
import { hashBytes } from '../../electron/hash.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import type { Input } from '../../shared/contract.ts'
import type { ArtifactRecord } from '../../shared/domain.ts'
import type { GateView } from '../../shared/views.ts'
import type { ApprovalVerdict, GateKind } from '../../shared/words.ts'
import { draft } from '../store/support.ts'
import { submit } from '../support/demo-steps.ts'
import { makeRepository } from '../support/repository.ts'
import { scriptedBackend } from '../support/scripted-backend.ts'
import { openPermission, runAtWork } from '../views/run-at-work.ts'
import { accepted, makeBackend, makeCaller } from './real-backend.ts'

vi.setConfig({ testTimeout: 60_000 })

const caller = makeCaller()
const TASK = draft('Add sum', { verificationSteps: ['grep sum src/sum.js'], allowedPaths: ['src'] })
const MET = {
  summary: 'It holds.',
  criteria: [{ criterion: 1, status: 'met', reason: 'It was run.', evidence: ['diff'] }],
}
const SCRIPT: Script = {
  strategy: [
    { when: { kind: 'review' }, steps: [submit('submit_verdict', MET)] },
    { steps: [submit('submit_plan', { summary: 'One task.', tasks: [TASK], risks: ['Rain.'], questions: [] })] },
  ],
  implementation: [
    {
      steps: [
        { ask: { title: 'Run make', kind: 'execute', rawInput: { command: 'make' } } },
        { write: { path: 'src/sum.js', content: 'export const sum = (a, b) => a + b\n' } },
        submit('report_result', { outcome: 'done', summary: 'Added sum.' }),
      ],
    },
  ],
  checker: [{ steps: [submit('submit_verdict', MET)] }],
}

async function begin() {
  const backend = await scriptedBackend(SCRIPT)
  const repository = makeRepository()
  repository.git('branch', 'release')
  const config = { ...DEFAULT_RUN_CONFIG, policy: 'every_task' } as const
  const started = await backend.startRun({ repoPath: repository.root, goal: 'Add sum', config })
  if (!started.ok) throw new Error(started.error.message)
  const runId = started.value.run.id
  const handlers = gateHandlers({ backend })
  return {
    backend,
    repository,
    runId,
    handlers,
    drive: () => backend.drive(runId, new AbortController().signal),
    /** The one open gate, as it is shown. */
    open: async (): Promise<GateView> => {
      const [row, ...others] = await accepted(handlers['gates.list']({ runId }, caller))
      expect(others).toEqual([])
      return accepted(handlers['gates.get']({ gateId: row?.id ?? '' }, caller))
    },
    answer: ({ gate }: GateView, verdict: ApprovalVerdict, more: Partial<Input<'gates.decide'>> = {}) => {
      const { id: gateId, subjectHash } = gate
      return handlers['gates.decide']({ gateId, subjectHash, verdict, rationale: '', ...more }, caller)
    },
    bytesOf: (artifact: ArtifactRecord | null) => readFileSync(path.join(backend.home, artifact?.path ?? '')),
  }
}

test('each question of a run is shown with what it is about, and its answer is taken once', async () => {
  const { backend, runId, handlers, drive, open, answer, bytesOf, repository } = await begin()
  expect(await drive()).toEqual({ kind: 'wait', why: 'gate' })
  const plan = await open()
  expect(plan).toMatchObject({
    gate: { kind: 'plan', approval: null },
    verdicts: ['approved', 'changes_requested', 'rejected'],
    plan: { revision: 1, risks: ['Rain.'], tasks: [TASK] },
    ...{ task: null, attempt: null, attempts: [], review: null, diff: null, turn: null, deliveries: [] },
  })
  const tasks = [{ ...TASK, objective: 'Two numbers.' }]
  const edited = await accepted(handlers['plan.edit']({ runId, revision: 1, tasks }, caller))
  expect(await answer(plan, 'approved')).toMatchObject({
    ok: false,
    error: { code: 'stale', detail: { replacedBy: edited.id } },
  })
  expect(await handlers['plan.edit']({ runId, revision: 1, tasks }, caller)).toMatchObject({
    ok: false,
    error: { code: 'stale' },
  })
  const second = await open()
  expect(second).toMatchObject({ gate: { id: edited.id }, plan: { revision: 2, tasks } })
  const approval = await accepted(answer(second, 'approved'))
  expect(approval).toMatchObject({ source: 'human', verdict: 'approved', runId })
  const { createdAt: at } = approval
  expect(await answer(second, 'rejected')).toMatchObject({
    ok: false,
    error: { code: 'already_decided', detail: { source: 'human', verdict: 'approved', at } },
  })
  const answered = await accepted(handlers['gates.get']({ gateId: edited.id }, caller))
  expect(answered.gate).toMatchObject({ state: 'decided', approval })

  const driving = drive()
  await vi.waitFor(() => expect(backend.store.listOpenGates(runId)).toHaveLength(1), 20_000)
  const permission = await open()
  expect(permission).toMatchObject({
    gate: { kind: 'permission', question: 'The implementation agent asks: Run make' },
    verdicts: ['approved', 'rejected'],
    turn: { role: 'implementation', kind: 'implement', state: 'running' },
    plan: null,
  })
  expect(await answer(permission, 'changes_requested')).toMatchObject({ ok: false, error: { code: 'refused' } })
  expect((await answer(permission, 'approved')).ok).toBe(true)

  expect(await driving).toEqual({ kind: 'wait', why: 'gate' })
  const task = await open()
  expect(task).toMatchObject({
    gate: { kind: 'task' },
    task: { title: 'Add sum', objective: 'Two numbers.' },
    attempt: { steps: [{ label: 'v1', exitCode: 0 }], result: { verdict: { summary: 'It holds.' } } },
  })
  expect(task.attempts).toEqual([task.attempt])
  expect(bytesOf(task.diff).toString()).toContain('+export const sum')
  expect(hashBytes(bytesOf(task.diff))).toBe(task.attempt?.result.diffArtifactHash)
  expect((await answer(task, 'approved')).ok).toBe(true)

  expect(await drive()).toEqual({ kind: 'wait', why: 'gate' })
  const final = await open()
  const { headCommit: head = '', baseCommit: base } = backend.store.getRun(runId)
  expect(final).toMatchObject({
    gate: { kind: 'final' },
    review: { record: { headCommit: head, checkerVerdict: MET }, steps: [{ label: 't1.v1', exitCode: 0 }] },
    diff: { kind: 'diff', metadata: { label: 'review' } },
    attempt: null,
  })
  expect(bytesOf(final.diff).toString()).toContain('+export const sum')
  const release = { kind: 'fast_forward', branch: 'release', expectedCommit: base }
  expect(final.deliveries.map(({ delivery, problem }) => [delivery.kind, problem === null])).toEqual([
    ['branch', true],
    ['fast_forward', false], // main is checked out
    ['fast_forward', true],
    ['patch', true],
  ])
  expect(final.deliveries[2]?.delivery).toEqual(release)
  expect(await answer(final, 'changes_requested')).toMatchObject({ ok: false, error: { code: 'refused' } })
  expect(await answer(final, 'approved', { subjectHash: 'sha256:0' })).toMatchObject({
    ok: false,
    error: { code: 'stale', detail: { subjectHash: final.gate.subjectHash } },
  })
  expect((await answer(final, 'approved', { payload: { delivery: release } })).ok).toBe(true)
  expect(await drive()).toEqual({ kind: 'end' })
  expect(repository.git('rev-parse', 'release')).toBe(head)
  const after = await accepted(handlers['gates.get']({ gateId: final.gate.id }, caller))
  expect(after).toMatchObject({ gate: { state: 'decided' }, diff: final.diff, deliveries: [] })
  expect(await accepted(handlers['gates.list']({}, caller))).toEqual([])
})

test('open gates of all runs or of one; what is not there is not found', async () => {
  const backend = await makeBackend()
  const handlers = gateHandlers({ backend })
  const { runId } = runAtWork(backend.store)
  const other = runAtWork(backend.store)
  const first = openPermission(backend.store, runId)
  const second = openPermission(backend.store, other.runId)
  const ids = async (input: Input<'gates.list'>) =>
    (await accepted(handlers['gates.list'](input, caller))).map(({ id }) => id)
  expect(await ids({})).toEqual([first, second])
  expect(await ids({ runId: other.runId })).toEqual([second])
  const nowhere = '00000000-0000-4000-8000-000000000000'
  const notFound = { ok: false, error: { code: 'not_found' } }
  const decision = { gateId: nowhere, subjectHash: '', verdict: 'approved', rationale: '' } as const
  expect(await handlers['gates.list']({ runId: nowhere }, caller)).toMatchObject(notFound)
  expect(await handlers['gates.get']({ gateId: nowhere }, caller)).toMatchObject(notFound)
  expect(await handlers['gates.decide'](decision, caller)).toMatchObject(notFound)
  expect(await handlers['plan.edit']({ runId: nowhere, revision: 1, tasks: [TASK] }, caller)).toMatchObject(notFound)
})

test('scope and blocked gates come with every attempt of their task', async () => {
  const backend = await makeBackend()
  const { store } = backend
  const { runId, taskId, attemptId } = runAtWork(store)
  const sha256 = 'sha256:d'
  const diff = store.addArtifact(runId, 'implementation', 'diff', 'runs/x.diff', { sha256 })
  store.advanceAttempt(attemptId, 'implement', 'scope', { result: { outsidePaths: ['x'], diffArtifactHash: sha256 } })
  const open = (kind: GateKind, more: { attemptId?: string }) =>
    store.openGate({ runId, kind, taskId, question: '?', subject: {}, subjectHash: 'h', ...more }).id
  const handlers = gateHandlers({ backend })
  const show = (gateId: string) => accepted(handlers['gates.get']({ gateId }, caller))
  const scope = await show(open('scope', { attemptId }))
  expect(scope).toMatchObject({ attempt: { attempt: { id: attemptId }, result: { outsidePaths: ['x'] } }, diff })
  expect(scope.attempts).toHaveLength(1)
  const blocked = await show(open('blocked', {}))
  expect(blocked).toMatchObject({ task: { id: taskId }, attempt: null, diff: null })
  expect(blocked.attempts).toHaveLength(1)
})

const comment = { comments: [{ path: 'a', side: 'new', line: 1, text: 'Why?' }] }
const spent = { spent: 10 }
test.each<[string, GateKind, unknown, Partial<Parameters<typeof missingAnswer>[1]>, RegExp | null]>([
  [
    'changes without a word',
    'task',
    {},
    { verdict: 'changes_requested', rationale: ' ' },
    /not said what is to change/,
  ],
  ['no comment', 'final', {}, { verdict: 'changes_requested', payload: { comments: [] } }, /not said/],
  ['a comment is enough', 'final', {}, { verdict: 'changes_requested', payload: comment }, null],
  ['words are enough', 'plan', {}, { verdict: 'changes_requested', rationale: 'Smaller.' }, null],
  ['an approval needs none', 'plan', {}, {}, null],
  ['not offered: told by the gate', 'permission', {}, { verdict: 'changes_requested' }, null],
  ['a limit that is used up', 'budget', spent, { payload: { limit: 10 } }, /used up already/],
  ['a limit above', 'budget', spent, { payload: { limit: 11 } }, null],
  ['no figure', 'budget', spent, {}, null],
  ['a rejected budget', 'budget', spent, { verdict: 'rejected', payload: { limit: 1 } }, null],
])('what an answer lacks: %s', (_, kind, subject, more, message) => {
  const answer = { verdict: 'approved', rationale: '', payload: undefined, ...more } as const
  const missing = missingAnswer({ kind, state: 'open', subject }, answer)
  if (message === null) expect(missing).toBeNull()
  else expect(missing).toMatchObject({ error: { code: 'refused', message: expect.stringMatching(message) } })
  expect(missingAnswer({ kind, state: 'decided', subject }, answer)).toBeNull()
})
