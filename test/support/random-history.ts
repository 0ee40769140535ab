/** One random life of a run: agents, commands, people and crashes draw from `chance`; everything else is the product. */
import { expect } from 'vitest'
import type { TurnOutcome, TurnRequest } from '../../electron/engine/agents-port.ts'
import { decideGate } from '../../electron/engine/decide.ts'
import { drive } from '../../electron/engine/engine.ts'
import { GATE_VERDICTS } from '../../electron/engine/gates.ts'
import type { PathChange } from '../../electron/engine/git-port.ts'
import type { Store } from '../../electron/store/store.ts'
import { DEFAULT_LIMITS } from '../../shared/config.ts'
import type { GateRecord } from '../../shared/domain.ts'
import { POLICIES } from '../../shared/words.ts'
import { createWorld, type Script, type Tally, type World } from './scripted-world.ts'

/** After this many answers the person grants nothing more, so that a history ends by the product's own limits. */
const PATIENCE = 3
const MAX_RESTS = 200

type Draw = (below: number) => number

export async function live(chance: Iterator<number>, store: Store, tally: Tally): Promise<void> {
  const draw: Draw = (below) => (chance.next().value ?? 0) % below
  let crash: (() => void) | null = null
  const script: Script = {
    turn: (request) => {
      world.look(request.runId)
      if (draw(40) === 0 && crash) {
        crash()
        return new Promise<TurnOutcome>(() => undefined) // The application died in the middle of this turn.
      }
      if (draw(60) === 0) {
        store.patchRun(request.runId, {}, { control: draw(2) === 0 ? 'pause' : 'cancel', controlReason: 'person' })
      }
      return outcomeOf(draw, request)
    },
    command: () => (draw(6) === 0 ? (draw(4) === 0 ? null : 1) : 0),
    changes: () => changesOf(draw),
  }
  const world = createWorld(script, store, tally)
  const policy = POLICIES[draw(POLICIES.length)] ?? 'supervised'
  const limits = { ...DEFAULT_LIMITS, attemptsPerTask: 1 + draw(2), replans: draw(2), turns: 3 + draw(8) }
  const runId = world.start({ policy, limits, setup: { commands: draw(4) === 0 ? ['prepare'] : [], copy: [] } })
  await untilEnd(world, runId, draw, (onCrash) => {
    crash = onCrash
  })
  expect(['completed', 'failed', 'cancelled']).toContain(store.getRun(runId).status)
}

async function untilEnd(world: World, runId: string, draw: Draw, arm: (crash: () => void) => void): Promise<void> {
  const { store, ports } = world
  let answers = 0
  for (let rests = 0; rests < MAX_RESTS; rests += 1) {
    const crashed = new Promise<'crashed'>((resolve) => arm(() => resolve('crashed')))
    const life = new AbortController()
    const rest = await Promise.race([drive(ports, runId, life.signal), crashed])
    life.abort() // A dead application listens to nothing.
    world.look(runId)
    if (rest === 'crashed') {
      store.takeOver()
      world.look(runId)
    } else if (rest.kind === 'end') return
    else if (rest.why === 'gate') {
      const gates = store.listOpenGates(runId)
      expect(gates.length, 'waits for a gate that is open').toBeGreaterThan(0)
      for (const gate of gates) answer(world, gate, draw, answers++ >= PATIENCE)
      world.look(runId)
    } else if (rest.why === 'limit') store.patchRun(runId, {}, { waitUntil: null, waitReason: null })
    if (store.getInternals(runId).control === 'pause') resume(world, runId, answers)
  }
  throw new Error(`Still not ended after ${MAX_RESTS} rests: ${JSON.stringify(store.readFacts(runId))}`)
}

function resume({ store }: World, runId: string, answers: number): void {
  store.patchRun(runId, {}, { control: answers > PATIENCE + 5 ? 'cancel' : 'run', controlReason: null })
}

function answer({ store }: World, gate: GateRecord, draw: Draw, tired: boolean): void {
  const offered = GATE_VERDICTS[gate.kind]
  const verdict = tired ? 'rejected' : (offered[draw(offered.length)] ?? 'rejected')
  const input = { subjectHash: gate.subjectHash, verdict, source: 'human', rationale: 'because', payload: {} } as const
  expect(decideGate(store, gate.id, { ...input, subjectHash: 'sha256:other' })).toMatchObject({
    ok: false,
    error: { kind: 'stale' },
  })
  expect(decideGate(store, gate.id, input).ok).toBe(true)
  expect(decideGate(store, gate.id, input)).toMatchObject({ ok: false, error: { kind: 'already_decided', verdict } })
}

function changesOf(draw: Draw): PathChange[] {
  if (draw(8) === 0) return []
  return [
    { path: 'src/changed.ts', kind: 'modified' },
    ...(draw(6) === 0 ? [{ path: 'outside.ts', kind: 'added' } as const] : []),
  ]
}

function outcomeOf(draw: Draw, request: TurnRequest): TurnOutcome {
  switch (draw(16)) {
    case 0:
      return { kind: 'no_answer', detail: 'no answer was given' }
    case 1:
      return { kind: 'crashed', detail: 'exit code 1' }
    case 2:
      return draw(2) === 0 ? { kind: 'silent', detail: 'nothing for 10 minutes' } : { kind: 'stopped' }
    case 3:
      return draw(2) === 0
        ? { kind: 'limited', until: '2026-01-01T01:00:00.000Z', detail: 'usage limit' }
        : { kind: 'login', agent: 'demo', remedy: 'Log in.' }
    default:
      return { kind: 'answered', via: 'tool', answer: answerOf(draw, request) }
  }
}

function answerOf(draw: Draw, request: TurnRequest): unknown {
  switch (request.answer.tool) {
    case 'submit_plan':
      return {
        summary: 'plan',
        tasks: Array.from({ length: draw(4) === 0 ? 2 : 1 }, (_, index) => draft(draw, index)),
        risks: [],
        questions: [],
      }
    case 'report_result':
      return draw(6) === 0
        ? { outcome: 'blocked', summary: 'cannot', blocker: { code: `code ${draw(2)}`, detail: 'why' } }
        : { outcome: 'done', summary: 'did it' }
    case 'submit_verdict':
      return {
        summary: 'judged',
        criteria: [{ criterion: 1, status: draw(6) === 0 ? 'not_met' : 'met', reason: 'so', evidence: ['diff'] }],
      }
  }
}

const draft = (draw: Draw, index: number) => ({
  title: `Task ${index + 1}`,
  objective: 'Do it',
  acceptanceCriteria: ['It works'],
  verificationSteps: draw(4) === 0 ? [] : ['check it'],
  allowedPaths: ['src/**'],
})
