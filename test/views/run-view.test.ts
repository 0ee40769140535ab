import { expect, test } from 'vitest'
import { readRunView } from '../../electron/views/run-view.ts'
import { memoryStore } from '../store/support.ts'
import { openPermission, runAtWork } from './run-at-work.ts'

test('a view holds the run whole, with the answer of each gate and without what the phases stored', () => {
  const store = memoryStore()
  const { runId, taskId, attemptId, turn } = runAtWork(store)
  store.startTurn({ agentId: 'demo', runId, role: 'strategy', kind: 'replan', taskId: null, attemptId: null })
  const decided = openPermission(store, runId, 'Decided?')
  const approval = store.addApproval(runId, 'human', 'approved', 'Yes.', { gateId: decided })
  store.decideGate(decided, 'sha256:0', approval.id)
  const open = openPermission(store, runId, 'Open?')
  const checkpoint = store.runStore.addCheckpoint(runId, 'running', { n: 0 })
  const artifact = store.addArtifact(runId, 'strategy', 'plan', 'runs/x/plan.md', {})
  const log = store.addArtifact(runId, null, 'verification_log', 'runs/x/v1.log', {})
  const step = { label: 'v1', command: 'npm test', exitCode: 1, timedOut: false, durationMs: 40 }
  const logged = { log: 'h', logArtifactId: log.id, logLines: 1, logTail: '', baseline: null }
  store.addStepEvidence(runId, attemptId, { ...step, ...logged })
  const reason = 'first'
  store.proposePlan(runId, { reason, summary: 'Old', tasks: [], risks: [], questions: [], baseCommit: null })
  const plan = store.proposePlan(runId, {
    reason,
    summary: 'New',
    tasks: [],
    risks: [],
    questions: [],
    baseCommit: null,
  })

  const view = readRunView(store, runId)
  expect(view).toMatchObject({
    runId,
    run: store.getRun(runId),
    row: { id: runId, openGates: 1, gate: { id: open } },
    plan: { id: plan.id, revision: 2 },
    tasks: [{ id: taskId, title: 'First' }, { title: 'Second' }],
    attempts: [{ id: attemptId, taskId, status: 'running', phase: 'implement' }],
    gates: [
      { id: decided, approval: { id: approval.id, rationale: 'Yes.' } },
      { id: open, state: 'open', approval: null },
    ],
    approvals: [approval],
    artifacts: [artifact, log],
    checkpoints: [checkpoint],
    verifications: [{ ...step, id: log.id, ownerId: attemptId, endedAt: log.createdAt }],
  })
  expect(view.turns[0]?.id).toBe(turn.id)
  expect(view.agents.map(({ role }) => role)).toEqual(['strategy', 'implementation'])
  expect(view.attempts[0]).not.toHaveProperty('resultJson')
  expect(view.seq).toBe(view.events.at(-1)?.id)
  expect(view.seq).toBeGreaterThan(0)
  expect(() => readRunView(store, 'gone')).toThrow('Run not found: gone')
})

test('lists are the newest ones, oldest first; an open gate is never left out', () => {
  const store = memoryStore()
  const { runId, taskId } = runAtWork(store)
  const forgotten = openPermission(store, runId, 'Forgotten?')
  store.transaction(() => {
    for (let n = 1; n <= 310; n += 1) {
      store.addEvent(runId, 'system', 'tool_call', `event ${n}`, null)
      store.addArtifact(runId, null, 'other', `runs/x/${n}`, {})
      store.addApproval(runId, 'policy', 'approved', `approval ${n}`, null)
      store.runStore.addCheckpoint(runId, 'running', n)
      store.runStore.addTaskAttempt(runId, taskId, n, 'failed', `attempt ${n}`, { big: 'x' }, null)
      const turn = store.startTurn({ agentId: 'demo', runId, role: 'checker', kind: 'check', taskId, attemptId: null })
      const gate = store.openGate({
        runId,
        kind: 'permission',
        turnId: turn.id,
        question: `${n}`,
        subject: n,
        subjectHash: '',
      })
      store.voidGates(runId, { turnId: turn.id })
      expect(gate.state).toBe('open')
    }
  })
  const view = readRunView(store, runId)
  const ends = <T>(list: readonly T[], show: (one: T) => unknown) => [
    list.length,
    ...[...list.slice(0, 1), ...list.slice(-1)].map(show),
  ]
  expect(ends(view.events, ({ message }) => message)).toEqual([300, 'event 11', 'event 310'])
  expect(ends(view.artifacts, ({ path }) => path)).toEqual([200, 'runs/x/111', 'runs/x/310'])
  expect(ends(view.approvals, ({ rationale }) => rationale)).toEqual([100, 'approval 211', 'approval 310'])
  expect(ends(view.checkpoints, ({ payload }) => payload)).toEqual([100, 211, 310])
  expect(ends(view.attempts, ({ summary }) => summary)).toEqual([200, 'attempt 111', 'attempt 310'])
  expect(ends(view.turns, ({ number }) => number)).toEqual([100, 211, 310])
  expect(ends(view.gates, ({ question }) => question)).toEqual([101, 'Forgotten?', '310'])
  expect(view.gates[0]).toMatchObject({ id: forgotten, state: 'open' })
  expect(view.seq).toBe(view.events.at(-1)?.id)
})

test('what was used is summed by role and by task, over all turns and not only the listed ones; not reported is not 0', () => {
  const store = memoryStore()
  const { runId, taskId, turn } = runAtWork(store)
  const usage = (tokens: number | null, costMicros: number | null) => ({
    ...{ tokens, costMicros, contextUsed: null, contextSize: null },
    ...{ detail: null, sessionId: null, agentVersion: null },
  })
  store.endTurn(turn.id, 'finished', usage(10, null))
  for (let count = 0; count < 120; count += 1) {
    const own = { agentId: 'demo', runId, role: 'checker', kind: 'check', taskId, attemptId: null } as const
    store.endTurn(store.startTurn(own).id, 'finished', usage(1, 0))
  }
  const planning = { agentId: 'demo', runId, role: 'strategy', kind: 'plan', taskId: null, attemptId: null } as const
  store.startTurn(planning)
  const view = readRunView(store, runId)
  expect(view.turns).toHaveLength(100)
  expect(view.row.usage).toMatchObject({ turns: 122, tokens: 130, costMicros: 0 })
  expect(view.usage.roles).toEqual(
    expect.arrayContaining([
      { role: 'strategy', turns: 1, tokens: null, costMicros: null },
      { role: 'implementation', turns: 1, tokens: 10, costMicros: null },
      { role: 'checker', turns: 120, tokens: 120, costMicros: 0 },
    ]),
  )
  expect(view.usage.tasks).toEqual([{ taskId, turns: 121, tokens: 130, costMicros: 0 }])
})
