/** Which session a turn is offered, in the scripted world: after crashes, after judgements, and what it has cost by then. */
import { expect, test } from 'vitest'
import type { TurnRequest } from '../../electron/engine/agents-port.ts'
import { DEFAULT_LIMITS } from '../../shared/config.ts'
import { type LivedRun, livedRun } from '../support/lived-run.ts'

const UNATTENDED = { policy: 'unattended', limits: { ...DEFAULT_LIMITS, attemptsPerTask: 5 } } as const
const continuing = ({ previousSessionId, turnId }: TurnRequest) =>
  previousSessionId === null
    ? { sessionId: `session-${turnId}`, continued: false }
    : { sessionId: previousSessionId, continued: true }
const ofKind = ({ requests }: LivedRun, kind: string): TurnRequest[] => requests.filter((asked) => asked.kind === kind)
const offered = (life: LivedRun, kind: string) => ofKind(life, kind).map(({ previousSessionId }) => previousSessionId)

test.each([
  ['dies when it takes up its session', { sessionId: null, continued: false }],
  ['dies in the session it went on in', {}],
])('an agent that %s is not offered it again', async (_what, died) => {
  const crashed = { kind: 'crashed', detail: 'exited with code 1' } as const
  const life = livedRun(UNATTENDED, {
    turn: ({ kind, turnNumber, previousSessionId }) => {
      if (kind !== 'implement') return null
      if (turnNumber === 1) return { kind: 'no_answer', detail: 'nothing' }
      return previousSessionId === null ? null : crashed
    },
    result: (request) => ({
      ...continuing(request),
      ...(request.kind === 'implement' && request.turnNumber === 2 ? died : {}),
    }),
  })
  await life.go()
  expect(life.store.getRun(life.runId).status).toBe('completed')
  const [first] = ofKind(life, 'implement')
  expect(offered(life, 'implement')).toEqual([null, `session-${first?.turnId}`, null])
  expect(life.events('session_lost')).toMatchObject([
    { source: 'implementation', payload: { sessionId: `session-${first?.turnId}` } },
  ])
  expect(ofKind(life, 'implement').at(-1)?.brief).toContain('This is a fresh session.')
})

test('an agent that crashes in the first turn of a session may go on in it', async () => {
  const life = livedRun(UNATTENDED, {
    turn: ({ kind, turnNumber }) => (kind === 'implement' && turnNumber === 1 ? { kind: 'crashed', detail: '' } : null),
    result: continuing,
  })
  await life.go()
  expect(offered(life, 'implement')).toEqual([null, `session-${ofKind(life, 'implement')[0]?.turnId}`])
})

test('who plans again goes on in the session of the plan, not in that of the judgement', async () => {
  const objection = { criterion: 1, status: 'not_met', reason: 'no', evidence: ['diff'] } as const
  const life = livedRun(UNATTENDED, {
    turn: ({ kind, role, turnNumber }) =>
      kind === 'review' && role === 'strategy' && turnNumber === 2
        ? { kind: 'answered', via: 'tool', answer: { summary: 'no', criteria: [objection] } }
        : null,
    result: continuing,
  })
  await life.go()
  expect(offered(life, 'replan')).toEqual([`session-${ofKind(life, 'plan')[0]?.turnId}`])
  expect(offered(life, 'review')).toEqual([null, null, null, null])
  expect(life.store.getRoleSession(life.runId, 'checker').sessionId).toBeNull()
})

test('a turn is told what its session has cost in all its turns, also in those before a restart; null: nobody told', async () => {
  const costs = [null, 300, 500]
  const life = livedRun(UNATTENDED, {
    turn: ({ kind, turnNumber }) =>
      kind === 'implement' && turnNumber < 4 ? { kind: 'no_answer', detail: `${'x'.repeat(turnNumber)}` } : null,
    result: (request) => ({ ...continuing(request), costMicros: costs[request.turnNumber - 1] ?? null }),
  })
  await life.go()
  expect(ofKind(life, 'implement').map(({ previousCostMicros }) => previousCostMicros)).toEqual([null, null, 300, 800])
})
