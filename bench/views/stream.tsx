import type { ReactElement } from 'react'
import { App } from '../../renderer/app.tsx'
import { createAppData } from '../../renderer/data/app-data.tsx'
import { hrefOf, runRoute } from '../../renderer/route.ts'
import type { TopicMessage } from '../../shared/contract.ts'
import type { EventRecord } from '../../shared/domain.ts'
import { runRow, runView } from '../../test/renderer/rows.ts'
import { type BenchClient, benchClient } from './client.ts'

const RUNS = 10
const RUN_ID = 'run-0'
const TURN = 'turn-1'
const ATTEMPT = 'attempt-1'
const AT = '2026-03-01T10:00:00.000Z'

/** What each of the agents says in a twentieth of a second: a fast one. */
const PIECE = 'It moves the rounding to the end, where the sum is known, and keeps the sign of a refund. '.repeat(2)

const view = () => {
  const plain = runView()
  return {
    ...plain,
    runId: RUN_ID,
    row: runRow({ id: RUN_ID }),
    tasks: [TASK],
    attempts: [{ ...ATTEMPT_ROW }],
    turns: [{ ...TURN_ROW }],
    seq: 1,
    events: [eventOf(1, 'turn_started', { turnId: TURN, attemptId: ATTEMPT })],
  }
}

const TASK = {
  ...{ id: 'task-1', runId: RUN_ID, title: 'Round once', objective: 'Totals are exact.', allowedPaths: [] },
  ...{ acceptanceCriteria: ['exact'], verificationSteps: ['npm test'], status: 'in_progress', attemptCount: 1 },
  ...{ implementationSummary: null, blockerSignature: null, createdAt: AT, updatedAt: AT },
} as const
const ATTEMPT_ROW = {
  ...{ id: ATTEMPT, runId: RUN_ID, taskId: TASK.id, attemptNumber: 1, status: 'running', summary: '' },
  ...{ blockerSignature: null, createdAt: AT, phase: 'implement', baseCommit: null, candidateCommit: null },
  setAside: false,
} as const
const TURN_ROW = {
  ...{ id: TURN, runId: RUN_ID, role: 'implementation', kind: 'implement', number: 1, taskId: TASK.id },
  ...{ attemptId: ATTEMPT, state: 'running', detail: null, tokens: null, costMicros: null, agentId: 'demo' },
  ...{ agentVersion: null, sessionId: null, contextUsed: null, contextSize: null, startedAt: AT, finishedAt: null },
  compacted: false,
} as const

const eventOf = (id: number, kind: string, payload: unknown): EventRecord => ({
  ...{ id, runId: RUN_ID, ts: AT, source: 'implementation', kind, message: PIECE.slice(0, 120), payload },
})

/** The window on one of ten runs that work, and what moves it on by a twentieth of a second. */
export function streaming(): { element: ReactElement; step(): void; longTurn(): void } {
  location.hash = hrefOf(runRoute(RUN_ID))
  const opened = view()
  const client: BenchClient = benchClient({
    'runs.list': () => ({ rows: rows(0), next: null }),
    'runs.get': () => opened,
    'gates.list': () => [],
    'agents.list': () => [],
    'events.list': () => ({ events: opened.events, more: false }),
    'attempts.get': () => ({ attempt: ATTEMPT_ROW, result: {}, steps: [], diff: null }),
    'worktree.get': () => ({ path: '/srv', isThere: false, programs: [] }),
  })
  let steps = 0
  return {
    element: <App data={createAppData(client)} />,
    step: () => {
      steps += 1
      for (const message of messages(steps)) client.tell(message)
    },
    /** As if it had been said for five minutes already. */
    longTurn: () => {
      const from = steps
      steps += 6_000
      const events = Array.from({ length: steps - from }, (_, place) => outputOf(from + 1 + place))
      for (let at = 0; at < events.length; at += 200) {
        const some = events.slice(at, at + 200)
        client.tell({
          topic: 'run.changed',
          value: { runId: RUN_ID, fromSeq: from + at + 1, seq: from + at + 1 + some.length, events: some, records: {} },
        })
      }
    },
  }
}

const rows = (step: number) =>
  Array.from({ length: RUNS }, (_, run) =>
    runRow({
      id: `run-${run}`,
      goal: `Goal ${run}`,
      usage: { turns: 1, tokens: 100 * step + run, costMicros: null, activeMs: 50 * step },
    }),
  )

/** Of the open run its output: mostly text, sometimes a tool call; of all ten their rows, five times a second. */
function messages(step: number): TopicMessage[] {
  const event = outputOf(step)
  const change = { runId: RUN_ID, fromSeq: step, seq: event.id, events: [event], records: {} }
  return [
    { topic: 'run.changed', value: change },
    ...(step % 4 === 0 ? [{ topic: 'runs.changed', value: { rows: rows(step) } } as const] : []),
  ]
}

function outputOf(step: number): EventRecord {
  const id = step + 1
  return step % 12 === 0
    ? eventOf(id, 'tool_call', {
        toolCallId: `t${step}`,
        title: 'Edit src/total.ts',
        toolKind: 'edit',
        status: 'completed',
      })
    : eventOf(id, 'agent_output', {
        messageId: `${TURN}.${Math.floor(step / 40)}`,
        text: step % 7 === 0 ? `${PIECE}\n\n` : PIECE,
      })
}
