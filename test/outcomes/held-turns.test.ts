/** Turns that end for nobody's fault: limits, connections, log-ins, lost sessions, budgets. The run goes on where it was. */
import { expect, test, vi } from 'vitest'
import { decideGate } from '../../electron/engine/decide.ts'
import { controlRun, steerRun } from '../../electron/start-run.ts'
import { makeOneTask } from '../support/one-task.ts'
import { triptych } from '../support/terminal.ts'
import { idOf, implementTurns, inStore, outcomeOf, seen, shown, underPolicy } from './support.ts'

// Two commands one after the other: much, where many tests share few processors.
vi.setConfig({ testTimeout: 60_000 })

test('a rate limit pauses the run until its reset and costs no attempt [fault 29]', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'rate_limit@implementation:1' } })
  const limited = await outcomeOf(job)
  expect(limited).toMatchObject({ exitCode: 4, run: 'paused', attempts: [{ status: 'running', signature: null }] })
  expect(shown(limited)).toMatch(/usage limit/)
  const resumed = await triptych(job.terminal, 'resume', idOf(job))
  expect(resumed.exitCode, shown(resumed)).toBe(0)
})

test('a model that cannot be reached is tried again by itself, in the same attempt [fault 29]', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'transport@implementation:1' } })
  const going = outcomeOf(job)
  // Nobody has 15 seconds: a person resumes the run, in another process, as soon as it waits.
  await vi.waitFor(
    () =>
      inStore(job, (store, run) => {
        expect(run.waitUntil).not.toBeNull()
        controlRun(store, run.id, 'resume', 'person')
      }),
    { timeout: 25_000, interval: 100 },
  )
  const outcome = await going
  expect(outcome, shown(outcome)).toMatchObject({ exitCode: 0, run: 'completed', attempts: [{ status: 'completed' }] })
  expect(shown(outcome)).toMatch(/could not reach its model; the same turn is tried again at/)
  expect(implementTurns(job).map(({ state }) => state)).toEqual(['limited', 'finished'])
})

test('an agent that is not logged in is a question for a person, and costs no attempt [fault 29]', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'login@implementation:1' } })
  const asked = await underPolicy('review_at_end', job)
  expect(asked).toMatchObject({ exitCode: 6, attempts: [{ status: 'running', signature: null }] })
  expect(implementTurns(job)).toMatchObject([{ state: 'login' }])
  const resumed = await triptych(job.terminal, 'resume', idOf(job))
  expect(resumed.exitCode).toBe(6)
})

test('a session that cannot be continued interrupts its attempt, which does not count [fault 31]', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'rate_limit@implementation:1' } })
  await outcomeOf(job, '--limit', 'attemptsPerTask=1')
  const env = { ...job.terminal.env, TRIPTYCH_DEMO_FAULT: 'session_lost@implementation' }
  const resumed = seen(job, await triptych({ ...job.terminal, env }, 'resume', idOf(job)))
  expect(resumed, shown(resumed)).toMatchObject({
    exitCode: 0,
    run: 'completed',
    attempts: [{ status: 'interrupted' }, { status: 'completed' }],
  })
  expect(implementTurns(job).map(({ state }) => state)).toEqual(['limited', 'interrupted', 'finished'])
})

test('a budget that is used up in the middle of a turn stops it; approved, the same attempt and session go on', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'usage_grows@implementation:1' } })
  const stopped = await underPolicy('review_at_end', job, '--limit', 'costMicros=500000')
  expect(stopped).toMatchObject({ exitCode: 4, attempts: [{ status: 'running' }] })
  expect(shown(stopped)).toMatch(/80 % of the budget is used: 0\.40 US dollars of 0\.50 US dollars/)
  expect(implementTurns(job)).toMatchObject([
    { state: 'stopped', costMicros: expect.any(Number), contextSize: 200_000 },
  ])
  inStore(job, (store) => {
    const gate = store.listOpenGates()[0] ?? expect.fail('nothing is asked')
    expect(gate).toMatchObject({ kind: 'budget', subject: { name: 'costMicros', limit: 500_000 } })
    const answer = { verdict: 'approved', source: 'human', rationale: '', payload: {} } as const
    expect(decideGate(store, gate.id, { ...answer, subjectHash: gate.subjectHash }).ok).toBe(true)
  })
  const resumed = seen(job, await triptych(job.terminal, 'resume', idOf(job)))
  expect(resumed, shown(resumed)).toMatchObject({ exitCode: 3, attempts: [{ status: 'completed' }] })
  const [first, second] = implementTurns(job)
  expect(second).toMatchObject({ state: 'finished', sessionId: first?.sessionId, attemptId: first?.attemptId })
})

test('a message from another process interrupts the prompt that runs, in the same turn and session', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'steerable@implementation:1' } })
  const going = outcomeOf(job)
  await vi.waitFor(
    () =>
      inStore(job, (store, run) => {
        const speaks = store
          .listEvents(run.id)
          .some(({ source, kind }) => source === 'implementation' && kind === 'agent_output')
        expect(speaks).toBe(true)
        steerRun(store, run.id, 'implementation', 'interrupt', 'Mind the zero')
      }),
    { timeout: 25_000, interval: 100 },
  )
  const outcome = await going
  expect(outcome, shown(outcome)).toMatchObject({ exitCode: 0, attempts: [{ status: 'completed' }] })
  expect(shown(outcome)).toMatch(/I heard: [\s\S]*Mind the zero/)
  const [turn, ...more] = implementTurns(job)
  expect(more).toEqual([])
  inStore(job, (store, run) => {
    expect(store.newestMessages(run.id, 10)).toMatchObject([{ turnId: turn?.id, text: 'Mind the zero' }])
    const labels = store.runStore.listArtifacts(run.id, 'implementation').map(({ metadata }) => metadata)
    expect(labels).toContainEqual(expect.objectContaining({ label: 'message', turnId: turn?.id }))
  })
})
