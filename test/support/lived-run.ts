/** A run in the scripted world whose agents answer well, but for what a test says. */
import { expect, onTestFinished } from 'vitest'
import type { TurnOutcome, TurnRequest } from '../../electron/engine/agents-port.ts'
import { decideGate } from '../../electron/engine/decide.ts'
import { drive } from '../../electron/engine/engine.ts'
import type { PathChange } from '../../electron/engine/git-port.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import type { RunConfig } from '../../shared/config.ts'
import type { EventRecord, GateRecord } from '../../shared/domain.ts'
import type { ApprovalVerdict } from '../../shared/words.ts'
import { createWorld, noTally, type Script, type World } from './scripted-world.ts'

const TASK = {
  title: 'Task',
  objective: 'Do it',
  acceptanceCriteria: ['It works'],
  verificationSteps: ['check it'],
  allowedPaths: ['src/**'],
}
const ANSWERS = {
  submit_plan: { summary: 'plan', tasks: [TASK], risks: [], questions: [] },
  report_result: { outcome: 'done', summary: 'did it' },
  submit_verdict: {
    summary: 'judged',
    criteria: [{ criterion: 1, status: 'met', reason: 'so', evidence: ['diff'] }],
  },
}

export const answered = ({ answer }: TurnRequest): TurnOutcome => ({
  kind: 'answered',
  via: 'tool',
  answer: ANSWERS[answer.tool],
})

export interface LivedRun extends World {
  runId: string
  /** Every turn that was asked for, in order. */
  requests: TurnRequest[]
  go(): ReturnType<typeof drive>
  /** Answers the oldest open gate, which it returns. */
  answer(verdict: ApprovalVerdict, payload?: unknown): GateRecord
  kinds(): string[]
  /** The events of these kinds, oldest first. */
  events(...kinds: string[]): EventRecord[]
}

interface Making {
  /** Null: the usual answer. */
  turn?: (request: TurnRequest) => TurnOutcome | null | Promise<TurnOutcome | null>
  changes?: PathChange[]
  result?: Script['result']
  command?: Script['command']
  store?: Store
}

export function world(
  config: Partial<RunConfig>,
  turn: Making['turn'] = () => null,
  changes: PathChange[] = [{ path: 'src/a.ts', kind: 'modified' }],
): LivedRun {
  return livedRun(config, { turn, changes })
}

export function livedRun(config: Partial<RunConfig>, making: Making): LivedRun {
  const { turn = () => null, changes = [{ path: 'src/a.ts', kind: 'modified' }], command = () => 0, result } = making
  const store = making.store ?? openMemoryStore()
  const requests: TurnRequest[] = []
  const script: Script = {
    turn: async (request) => {
      requests.push(request)
      return (await turn(request)) ?? answered(request)
    },
    command,
    changes: () => changes,
    ...(result ? { result } : {}),
  }
  const made = createWorld(script, store, noTally())
  const runId = made.start(config)
  return {
    ...made,
    runId,
    requests,
    go: () => drive(made.ports, runId, new AbortController().signal),
    answer: (verdict, payload = {}) => {
      const [gate = expect.fail('no gate is open')] = store.listOpenGates(runId)
      const { subjectHash } = gate
      const input = { subjectHash, verdict, source: 'human', rationale: 'because', payload } as const
      expect(decideGate(store, gate.id, input)).toMatchObject({ ok: true })
      return gate
    },
    kinds: () => store.listEvents(runId, 500).map(({ kind }) => kind),
    events: (...kinds) => store.listEvents(runId, 500).filter(({ kind }) => kinds.includes(kind)),
  }
}

function openMemoryStore(): Store {
  const store = openStore(':memory:')
  onTestFinished(() => store.close())
  return store
}
