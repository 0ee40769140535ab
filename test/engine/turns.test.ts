/** What becomes of turns in the scripted world: limits, lost connections, sessions and what a person says meanwhile. */
import { expect, test } from 'vitest'
import type { TurnOutcome, TurnRequest } from '../../electron/engine/agents-port.ts'
import { controlRun } from '../../electron/start-run.ts'
import { DEFAULT_LIMITS, type Limits } from '../../shared/config.ts'
import { type LivedRun, livedRun, world } from '../support/lived-run.ts'

const limits = (change: Partial<Limits>) => ({ limits: { ...DEFAULT_LIMITS, ...change } })
const noConnection: TurnOutcome = { kind: 'transport', detail: '503 from the model' }

/** The time that the run waits for has come. How many seconds that took. */
function wait({ ports, store, runId, pass }: LivedRun): number {
  const waitUntil = store.getInternals(runId).waitUntil ?? expect.fail('the run waits for no time')
  const before = Date.parse(ports.now())
  pass(waitUntil)
  store.patchRun(runId, {}, { waitUntil: null, waitReason: null })
  return Math.round((Date.parse(waitUntil) - before) / 1_000)
}

async function waits(life: LivedRun): Promise<number[]> {
  const seconds: number[] = []
  for (let rest = await life.go(); rest.kind === 'wait' && rest.why === 'limit'; rest = await life.go())
    seconds.push(wait(life))
  return seconds
}

const attemptsOf = ({ store, runId }: LivedRun) => store.listTasks(runId).flatMap((task) => store.listAttempts(task.id))
const ofKind = ({ requests }: LivedRun, kind: string): TurnRequest[] => requests.filter((asked) => asked.kind === kind)
const turnStates = ({ store, runId }: LivedRun, role: string) =>
  store.listTurns(runId).flatMap((turn) => (turn.role === role ? [turn.state] : []))

test('without a connection the same attempt is tried again, ever later; the fifth time in a row it has failed [fault 29]', async () => {
  const life = world({ policy: 'unattended', ...limits({ attemptsPerTask: 1, replans: 0 }) }, ({ kind }) =>
    kind === 'implement' ? noConnection : null,
  )
  expect(await waits(life)).toEqual([15, 60, 240, 900])
  expect(turnStates(life, 'implementation')).toEqual(['limited', 'limited', 'limited', 'limited', 'failed'])
  expect(attemptsOf(life)).toMatchObject([
    { attemptNumber: 1, status: 'failed', result: { failure: { cause: 'failed', counted: true } } },
  ])
  expect(attemptsOf(life)[0]?.result.failure?.reasons[0]).toContain('503 from the model')
  expect(life.events('turn_limited').map(({ payload }) => payload)).toMatchObject(
    Array(4).fill({ reason: 'transport', until: expect.any(String), turnId: expect.any(String) }),
  )
})

test('an agent that changes during the run: nothing is asked of it, the run pauses and says so, and resuming goes on with it [fault 30]', async () => {
  let version = '1.0.0'
  const life = livedRun(
    { policy: 'unattended' },
    {
      turn: ({ kind, expectedVersion }) => {
        if (kind === 'check') version = '1.1.0'
        const changed = expectedVersion !== null && expectedVersion !== version
        return changed ? { kind: 'changed', agent: 'Demo', from: expectedVersion, to: version } : null
      },
      result: () => ({ agentVersion: version }),
    },
  )
  expect(await life.go()).toEqual({ kind: 'wait', why: 'paused' })
  const why = /^Agent Demo has changed during this run, from version 1\.0\.0 to 1\.1\.0\./
  expect(life.store.getInternals(life.runId).controlReason).toMatch(why)
  expect(life.events('run_paused')).toMatchObject([{ message: expect.stringMatching(why) }])
  expect(turnStates(life, 'checker')).toEqual(['stopped'])
  controlRun(life.store, life.runId, 'resume', 'person')
  expect(await life.go()).toEqual({ kind: 'end' })
  expect(turnStates(life, 'checker')).toEqual(['stopped', 'finished', 'finished'])
  expect(attemptsOf(life)).toMatchObject([{ attemptNumber: 1, status: 'completed' }])
  expect(life.requests.map(({ expectedVersion }) => expectedVersion)).toEqual([
    ...[null, '1.0.0', '1.0.0'],
    ...['1.1.0', '1.1.0', '1.1.0'],
  ])
})

test('a turn that got through, or failed otherwise, begins the row of connections anew', async () => {
  const script = [noConnection, noConnection, { kind: 'no_answer', detail: 'nothing' } as const, noConnection]
  const life = world({}, ({ kind }) => (kind === 'plan' ? (script.shift() ?? null) : null))
  expect(await waits(life)).toEqual([15, 60, 15])
  expect(turnStates(life, 'strategy')).toEqual(['limited', 'limited', 'failed', 'limited', 'finished'])
  expect(life.store.getInternals(life.runId).turnFailures).toBe(0)
})

test('a session lost in between does not begin it anew', async () => {
  const script = [noConnection, { kind: 'session_lost', detail: 'gone' } as const, noConnection]
  const life = world({ policy: 'unattended' }, ({ kind }) => (kind === 'implement' ? (script.shift() ?? null) : null))
  expect(await waits(life)).toEqual([15, 60])
})

const UNTIL = '2026-01-01T03:00:00.000Z'
const atLimit = (until: string | null): TurnOutcome => ({ kind: 'limited', until, detail: 'Usage limit' })

test("an agent's limit with a time holds for every run: none starts it before; who answers is at no limit", async () => {
  const first = world({ policy: 'unattended' }, ({ turnNumber, kind }) =>
    kind === 'plan' && turnNumber === 1 ? atLimit(UNTIL) : null,
  )
  expect(await first.go()).toEqual({ kind: 'wait', why: 'limit' })
  const second = livedRun({ policy: 'unattended' }, { store: first.store })
  expect(await second.go()).toEqual({ kind: 'wait', why: 'limit' })
  expect(second.requests).toEqual([])
  expect(second.store.getInternals(second.runId)).toMatchObject({
    waitUntil: UNTIL,
    waitReason: 'Usage limit',
    turns: 0,
  })
  expect(second.events('turn_limited')).toMatchObject([{ payload: { turnId: null, until: UNTIL, reason: 'agent' } }])

  wait(first)
  expect(await first.go()).toEqual({ kind: 'end' })
  // The clock of the second run has not come so far, and yet the agent may be asked again.
  second.store.patchRun(second.runId, {}, { waitUntil: null, waitReason: null })
  expect(await second.go()).toEqual({ kind: 'end' })
  expect(second.requests).toHaveLength(5)
})

test.each([
  ['no time', null],
  ['a time that is over', '2020-01-01T00:00:00.000Z'],
])('a limit with %s is looked at again in 5 minutes, and is no business of other runs', async (_what, until) => {
  const first = world({}, ({ turnNumber }) => (turnNumber === 1 ? atLimit(until) : null))
  await first.go()
  expect(wait(first)).toBe(300)
  const second = livedRun({}, { store: first.store })
  expect(await second.go()).toEqual({ kind: 'wait', why: 'gate' })
})

test('a person who resumes a run that waits for a limit has it tried at once', async () => {
  const life = world({}, ({ turnNumber }) => (turnNumber === 1 ? atLimit(UNTIL) : null))
  await life.go()
  controlRun(life.store, life.runId, 'resume', 'person')
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
})

/** Agents that continue their sessions. */
const continuing = ({ previousSessionId, turnId }: TurnRequest) =>
  previousSessionId === null
    ? { sessionId: `session-${turnId}` }
    : { sessionId: previousSessionId, continued: true, contextUsed: 30, contextSize: 100 }

test('a session goes on from attempt to attempt, and is replaced after so many turns', async () => {
  const life = livedRun(
    { policy: 'unattended', ...limits({ attemptsPerTask: 5, sessionTurns: 2, replans: 0 }) },
    {
      turn: ({ kind, turnNumber }) => {
        const failed = kind === 'implement' ? ['no words', 'another thing', 'a third thing'][turnNumber - 1] : undefined
        return failed === undefined ? null : { kind: 'no_answer', detail: failed }
      },
      result: continuing,
    },
  )
  await life.go()
  const asked = ofKind(life, 'implement')
  const first = `session-${asked[0]?.turnId}`
  const third = `session-${asked[2]?.turnId}`
  expect(asked.map(({ previousSessionId }) => previousSessionId)).toEqual([null, first, null, third])
  expect(asked.map(({ brief }) => brief !== null)).toEqual([false, true, true, true])
  expect(life.events('session_rotated')).toMatchObject([
    { source: 'implementation', payload: { sessionId: third, why: 'the last one had 2 turns' } },
  ])
  expect(life.store.getRoleSession(life.runId, 'implementation')).toMatchObject({ rotationCount: 1, sessionId: third })
})

test('a turn that was held goes on in its session or not at all; one whose context is full begins a fresh one', async () => {
  const held = atLimit(null)
  const life = livedRun(
    { policy: 'unattended' },
    {
      turn: ({ kind, turnNumber }) => (kind === 'implement' && turnNumber < 4 ? held : null),
      result: (request) => ({
        ...continuing(request),
        contextUsed: request.turnNumber === 2 ? 80 : 30,
        contextSize: 100,
      }),
    },
  )
  await waits(life)
  const asked = ofKind(life, 'implement')
  const session = `session-${asked[0]?.turnId}`
  expect(asked.map(({ mustContinue, previousSessionId }) => [mustContinue, previousSessionId])).toEqual([
    [false, null],
    [true, session],
    [false, null],
    [true, `session-${asked[2]?.turnId}`],
  ])
  expect(life.events('session_rotated')).toMatchObject([
    { payload: { why: "80 % of the last one's context was in use" } },
  ])
  expect(attemptsOf(life)).toMatchObject([{ attemptNumber: 1, status: 'completed' }])
})

test('a lost session interrupts the attempt, which never counts; the next one has none to lose [fault 31]', async () => {
  const life = livedRun(
    { policy: 'unattended', ...limits({ attemptsPerTask: 1 }) },
    {
      turn: ({ kind, turnNumber, mustContinue }) => {
        if (mustContinue) return { kind: 'session_lost', detail: 'No such session.' }
        return kind === 'implement' && [1, 3, 5].includes(turnNumber) ? atLimit(null) : null
      },
    },
  )
  await waits(life)
  expect(attemptsOf(life)).toMatchObject([
    { attemptNumber: 1, status: 'interrupted', summary: 'Interrupted: No such session.' },
    { attemptNumber: 2, status: 'interrupted' },
    { attemptNumber: 3, status: 'interrupted' },
    { attemptNumber: 4, status: 'completed' },
  ])
  expect(ofKind(life, 'implement').at(-1)).toMatchObject({ previousSessionId: null, mustContinue: false })
  expect(ofKind(life, 'implement').at(-1)?.brief).toContain('This is a fresh session.')
  expect(life.events('session_lost')).toMatchObject(Array(3).fill({ source: 'implementation' }))
  expect(life.store.getRun(life.runId).status).toBe('completed')
})

test("what a person said goes before the role's next prompt, whoever it is, and is told again until a turn ends well", async () => {
  const life = world({ policy: 'unattended' }, ({ kind, turnNumber }) =>
    kind === 'check' && turnNumber === 1 ? atLimit(null) : null,
  )
  const { store, runId } = life
  const said = store.addMessage(runId, 'checker', 'next_turn', 'Look at ``` the edges')
  store.addMessage(runId, 'checker', 'interrupt', 'And be strict')
  await life.go()
  const [first] = ofKind(life, 'check')
  expect(first?.prompt.split('\n\n').slice(0, 2)).toEqual([
    '# Triptych · checker · check · task "Task" · attempt 1',
    '## What the person says to you now',
  ])
  expect(first?.prompt).toContain('````text\nLook at ``` the edges\n````\n\n```text\nAnd be strict\n```')
  expect(life.events('message_sent').map(({ payload }) => payload)).toMatchObject([
    { messageId: said.id, turnId: first?.turnId, mode: 'next_turn' },
    { turnId: first?.turnId, mode: 'interrupt' },
  ])
  expect(store.waitingMessages(runId, 'checker')).toHaveLength(2)

  await waits(life)
  const [, second] = ofKind(life, 'check')
  expect(second?.prompt).toBe(first?.prompt)
  expect(store.waitingMessages(runId, 'checker')).toEqual([])
  expect(store.newestMessages(runId, 10).map(({ turnId }) => turnId)).toEqual([second?.turnId, second?.turnId])
  expect(ofKind(life, 'implement')[0]?.prompt).not.toContain('edges')
})

test('a message that may not wait is handed to the turn that runs, once; one that it takes no more waits', async () => {
  const heard: string[] = []
  const life = world({ policy: 'unattended' }, ({ kind, turnNumber, onInterrupt }) => {
    if (kind !== 'implement' || turnNumber > 1) return null
    const undo = onInterrupt((text) => text !== 'too late' && heard.push(text) > 0)
    store.addMessage(runId, 'implementation', 'next_turn', 'by the way')
    for (const text of ['stop that', 'and this', 'too late'])
      store.addMessage(runId, 'implementation', 'interrupt', text)
    store.addMessage(runId, 'checker', 'interrupt', 'not for you')
    undo()
    return { kind: 'no_answer', detail: 'nothing' }
  })
  const { store, runId } = life
  const files: unknown[] = []
  const { write } = life.ports.artifacts
  life.ports.artifacts.write = async (artifact) => {
    if (artifact.metadata?.label === 'message') files.push([artifact.kind, artifact.content, artifact.metadata.turnId])
    return write(artifact)
  }
  await life.go()
  const [first, second] = ofKind(life, 'implement')
  expect(heard).toEqual(['stop that', 'and this'])
  expect(files).toEqual([
    ['prompt', 'stop that', first?.turnId],
    ['prompt', 'and this', first?.turnId],
  ])
  // The first turn failed, so the next one is told everything.
  for (const text of [...heard, 'too late', 'by the way']) expect(second?.prompt).toContain(text)
  expect(second?.prompt).not.toContain('not for you')
})
