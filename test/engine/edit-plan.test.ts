import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { TurnOutcome, TurnRequest } from '../../electron/engine/agents-port.ts'
import { decideGate } from '../../electron/engine/decide.ts'
import { editPlan, planChanges } from '../../electron/engine/edit-plan.ts'
import { drive } from '../../electron/engine/engine.ts'
import { planRevisionOf } from '../../electron/engine/plan-gate.ts'
import { controlRun } from '../../electron/start-run.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import type { RunConfig } from '../../shared/config.ts'
import type { GateRecord, TaskDraft } from '../../shared/domain.ts'
import type { ApprovalVerdict } from '../../shared/words.ts'
import { draft, temporaryFolder } from '../store/support.ts'
import { createWorld, noTally } from '../support/scripted-world.ts'

const A = draft('A')
const B = draft('B')
const PLAN = { summary: 'Two tasks.', tasks: [A, B], risks: ['It may rain.'], questions: ['Which colour?'] }

/** A run that asks about its first plan; on a file where two connections are wanted. */
async function asked(config: Partial<RunConfig> = {}, file = ':memory:') {
  const store = openStore(file)
  onTestFinished(() => store.close())
  const turn = ({ kind }: TurnRequest): TurnOutcome =>
    kind === 'plan'
      ? { kind: 'answered', via: 'tool', answer: PLAN }
      : { kind: 'limited', detail: 'enough', until: null }
  const world = createWorld({ turn, command: () => 0, changes: () => [] }, store, noTally())
  const runId = world.start(config)
  const go = () => drive(world.ports, runId, new AbortController().signal)
  await go()
  return { store, runId, go }
}

function openGate(store: Store, runId: string): GateRecord {
  const [gate = expect.fail('no gate is open'), ...others] = store.listOpenGates(runId)
  expect(others).toEqual([])
  return gate
}

const answer = (store: Store, gate: GateRecord, verdict: ApprovalVerdict) =>
  decideGate(store, gate.id, {
    subjectHash: gate.subjectHash,
    verdict,
    source: 'human',
    rationale: 'because',
    payload: {},
  })

test('an edited plan is a new revision with a gate of its own; the old question can no longer be answered', async () => {
  const { store, runId, go } = await asked()
  const old = openGate(store, runId)
  const tasks = [draft('B', { verificationSteps: ['npm test'] }), draft('C')]
  const edited = editPlan(store, runId, 1, tasks)

  const gate = openGate(store, runId)
  expect(edited).toEqual({ ok: true, value: gate })
  expect(planRevisionOf(gate)).toBe(2)
  expect(gate.question).toBe('Approve plan 2 with 2 tasks?')
  expect(gate.subject).toMatchObject({ kind: 'plan', runId, revision: 2, tasks, setup: { commands: [], copy: [] } })
  expect(store.getPlan(runId, 1).state).toBe('superseded')
  const { summary, risks, questions } = PLAN
  expect(store.getPlan(runId, 2)).toMatchObject({
    state: 'proposed',
    reason: 'first',
    summary,
    risks,
    questions,
    tasks,
  })
  expect(store.getRun(runId).status).toBe('awaiting_approval')
  expect(store.getGate(old.id).state).toBe('void')
  expect(answer(store, old, 'approved')).toEqual({ ok: false, error: { kind: 'void' } })

  const events = store.listEvents(runId, 3)
  expect(events.map(({ kind }) => kind)).toEqual(['plan_edited', 'gate_opened', 'gate_voided'])
  const changes = { from: 1, to: 2, added: ['C'], removed: ['A'], changed: ['B'], moved: false }
  expect(events[0]).toMatchObject({
    message: 'Plan 2, edited by a person: 1 changed, 1 added, 1 removed.',
    payload: changes,
  })
  expect(events[2]?.payload).toEqual({ gateId: old.id, kind: 'plan', replacedBy: gate.id })

  expect(answer(store, gate, 'approved').ok).toBe(true)
  expect(store.listTasks(runId).map(({ title, verificationSteps }) => [title, verificationSteps])).toEqual([
    ['B', ['npm test']],
    ['C', ['true']],
  ])
  await go()
  expect(store.getRun(runId).waitUntil).not.toBeNull()
})

test('the same tasks again change nothing', async () => {
  const { store, runId } = await asked()
  const gate = openGate(store, runId)
  const before = store.listEvents(runId, 500).length
  expect(editPlan(store, runId, 1, [{ ...A }, { ...B }])).toEqual({ ok: true, value: gate })
  expect(store.latestPlan(runId)?.revision).toBe(1)
  expect(store.listEvents(runId, 500)).toHaveLength(before)
})

test('an edit of another revision than the newest is stale', async () => {
  const { store, runId } = await asked()
  editPlan(store, runId, 1, [A])
  expect(editPlan(store, runId, 1, [B])).toEqual({ ok: false, error: { kind: 'stale', revision: 2 } })
  expect(editPlan(store, runId, 3, [B])).toEqual({ ok: false, error: { kind: 'stale', revision: 2 } })
  expect(store.latestPlan(runId)?.tasks).toEqual([A])
  const empty = store.runStore.createRun('Goal', '/repository')
  expect(editPlan(store, empty.id, 1, [B])).toEqual({ ok: false, error: { kind: 'stale', revision: null } })
})

test.each(['approved', 'changes_requested', 'rejected'] as const)(
  'a plan that was %s is not edited',
  async (verdict) => {
    const { store, runId } = await asked()
    const decided = answer(store, openGate(store, runId), verdict)
    const at = decided.ok ? decided.value.createdAt : ''
    expect(editPlan(store, runId, 1, [A])).toEqual({
      ok: false,
      error: { kind: 'already_decided', source: 'human', verdict, at },
    })
    expect(store.latestPlan(runId)?.revision).toBe(1)
  },
)

test('nor one that nobody is asked about: the policy took it, or the run is over', async () => {
  const byPolicy = await asked({ policy: 'review_at_end' })
  expect(editPlan(byPolicy.store, byPolicy.runId, 1, [A])).toEqual({ ok: false, error: { kind: 'not_asked' } })
  const over = await asked()
  controlRun(over.store, over.runId, 'cancel', 'person')
  await over.go()
  expect(editPlan(over.store, over.runId, 1, [A])).toEqual({ ok: false, error: { kind: 'void' } })
})

test('two windows edit the same revision: one wins, the other is told the newest revision', async () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const { store, runId } = await asked({}, file)
  const other = openStore(file)
  onTestFinished(() => other.close())
  expect(editPlan(other, runId, 1, [B]).ok).toBe(true)
  expect(editPlan(store, runId, 1, [A])).toEqual({ ok: false, error: { kind: 'stale', revision: 2 } })
  expect(store.latestPlan(runId)?.tasks).toEqual([B])
})

const none = { added: [], removed: [], changed: [], moved: false }
test.each<[string, TaskDraft[], TaskDraft[], ReturnType<typeof planChanges>]>([
  ['nothing', [A, B], [A, B], null],
  ['another order', [A, B], [B, A], { ...none, moved: true }],
  ['one more', [A], [A, B], { ...none, added: ['B'] }],
  ['one more in front', [A], [B, A], { ...none, added: ['B'] }],
  ['one fewer', [A, B], [B], { ...none, removed: ['A'] }],
  ['another criterion', [A, B], [A, draft('B', { acceptanceCriteria: ['x'] })], { ...none, changed: ['B'] }],
  ['another title', [A], [draft('A2')], { ...none, added: ['A2'], removed: ['A'] }],
  ['a twin', [A], [A, A], { ...none, added: ['A'] }],
  ['a changed twin', [A, A], [A, draft('A', { allowedPaths: [] })], { ...none, changed: ['A'] }],
  [
    'all at once',
    [A, B],
    [draft('C'), draft('B', { allowedPaths: [] })],
    { ...none, added: ['C'], removed: ['A'], changed: ['B'] },
  ],
])('what differs: %s', (_, before, after, expected) => {
  expect(planChanges(before, after)).toEqual(expected)
})
