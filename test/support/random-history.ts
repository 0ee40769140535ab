/** One random life of a run: agents, commands, people and crashes draw from `chance`; everything else is the product. */
import { expect } from 'vitest'
import { z } from 'zod'
import type { TurnOutcome, TurnRequest, TurnResult } from '../../electron/engine/agents-port.ts'
import { decideGate } from '../../electron/engine/decide.ts'
import { drive } from '../../electron/engine/engine.ts'
import { GATE_VERDICTS } from '../../electron/engine/gates.ts'
import type { PathChange } from '../../electron/engine/git-port.ts'
import { askToReturn, restoreHash, returnProblem } from '../../electron/engine/restore-state.ts'
import type { Store } from '../../electron/store/store.ts'
import { DEFAULT_LIMITS } from '../../shared/config.ts'
import type { GateRecord } from '../../shared/domain.ts'
import { AGENT_ROLES, MESSAGE_MODES, POLICIES } from '../../shared/words.ts'
import { COMMANDS, editIt, expectBaselineKept } from './random-plans.ts'
import { createWorld, type Script, type Tally, type World } from './scripted-world.ts'

/** After this many answers the person grants nothing more, so that a history ends by the product's own limits. */
const PATIENCE = 3
const MAX_RESTS = 200

export type Draw = (below: number) => number

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
      const spent = spend(draw, request)
      if (draw(8) === 0) speak(draw, world, request)
      return spent ?? outcomeOf(draw, request)
    },
    result: (request) => (draw(3) === 0 ? resumed(draw, request) : {}),
    command: (_, runId) => {
      if (draw(30) === 0 && crash) {
        crash()
        return new Promise<number>(() => undefined) // The application died in the middle of this command.
      }
      if (draw(20) === 0) meddle(world, runId, draw)
      return draw(6) === 0 ? (draw(4) === 0 ? null : 1) : 0
    },
    changes: () => changesOf(draw),
  }
  const world = createWorld(script, store, tally)
  const policy = POLICIES[draw(POLICIES.length)] ?? 'supervised'
  const limits = { ...DEFAULT_LIMITS, ...limitsOf(draw) }
  const runId = world.start({ policy, limits, setup: { commands: draw(4) === 0 ? ['prepare'] : [], copy: [] } })
  await untilEnd(world, runId, draw, (onCrash) => {
    crash = onCrash
  })
  expect(['completed', 'failed', 'cancelled']).toContain(store.getRun(runId).status)
  for (const { kind } of store.listEvents(runId, 1_000)) tally.event.add(kind)
  expectMessagesKept(store, runId)
  expectBaselineKept(store, runId)
}

const limitsOf = (draw: Draw) => ({
  attemptsPerTask: 1 + draw(2),
  replans: draw(2),
  turns: 3 + draw(8),
  tokens: draw(3) === 0 ? 300 + 100 * draw(9) : null,
  sessionTurns: 1 + draw(4),
})

/** A turn that tells what it uses, and stops where that was too much. */
function spend(draw: Draw, { onOutput, signal }: TurnRequest): TurnOutcome | null {
  if (draw(4) !== 0) return null
  for (const tokens of [50, 100 + 50 * draw(6)])
    onOutput({ kind: 'usage', used: tokens, size: 1_000, tokens, costMicros: null })
  return signal.aborted ? { kind: 'stopped' } : null
}

/** A person says something to some role, while this one works and perhaps listens. */
function speak(draw: Draw, { store }: World, { runId, onInterrupt }: TurnRequest): void {
  const heard: string[] = []
  const undo = onInterrupt((text) => draw(2) === 0 && heard.push(text) > 0)
  const role = AGENT_ROLES[draw(AGENT_ROLES.length)] ?? 'strategy'
  store.addMessage(runId, role, MESSAGE_MODES[draw(MESSAGE_MODES.length)] ?? 'next_turn', `word ${draw(1_000)}`)
  undo()
  expect(new Set(heard).size, 'nothing is said twice').toBe(heard.length)
}

const resumed = (draw: Draw, { previousSessionId, mustContinue }: TurnRequest): Partial<TurnResult> =>
  previousSessionId === null || mustContinue
    ? { contextUsed: draw(1_000), contextSize: 1_000 }
    : { sessionId: previousSessionId, continued: true }

/** What was said waits, or a turn that ended well got it. */
function expectMessagesKept(store: Store, runId: string): void {
  const ended = new Map(store.listTurns(runId).map(({ id, role, state }) => [id, `${role} ${state}`]))
  for (const { role, turnId } of store.newestMessages(runId, 100))
    if (turnId !== null) expect(ended.get(turnId)).toBe(`${role} finished`)
}

/** A person edits or answers a plan while its steps are tried, or stops the run in the middle of any command. */
function meddle(world: World, runId: string, draw: Draw): void {
  const { store } = world
  if (draw(3) === 0) {
    store.patchRun(runId, { control: 'run' }, { control: draw(3) === 0 ? 'cancel' : 'pause', controlReason: 'person' })
    return
  }
  const [gate] = store.listOpenGates(runId)
  if (gate?.kind === 'plan') (draw(2) === 0 ? editIt : answer)(world, gate, draw, false)
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
      if (draw(25) === 0) store.patchRun(runId, {}, { control: 'cancel', controlReason: 'person' })
      else if (gates[0]?.kind === 'plan' && answers < PATIENCE && draw(3) === 0) editIt(world, gates[0], draw)
      else for (const gate of gates) answer(world, gate, draw, answers++ >= PATIENCE)
      world.look(runId)
    } else if (rest.why === 'limit') {
      const { waitUntil } = store.getInternals(runId)
      expect(waitUntil, 'waits for a time').not.toBeNull()
      world.pass(waitUntil ?? '')
      store.patchRun(runId, {}, { waitUntil: null, waitReason: null })
    }
    if (draw(10) === 0 && answers <= PATIENCE) await wander(world, runId, draw)
    if (store.getInternals(runId).control === 'pause') resume(world, runId, answers)
  }
  throw new Error(`Still not ended after ${MAX_RESTS} rests: ${JSON.stringify(store.readFacts(runId))}`)
}

/** Back to some checkpoint, and every other time back again: then the run is as it was, but for an attempt that was cut. */
async function wander(world: World, runId: string, draw: Draw): Promise<void> {
  const { store, ports } = world
  const checkpoints = store.listCheckpoints(runId)
  const target = checkpoints[draw(Math.max(1, checkpoints.length))]
  if (!target) return
  const before = storyOf(store, runId)
  const undo = await returnTo(world, target.id)
  if (undo === null) return
  world.look(runId)
  expect(store.readFacts(runId).facts.live).toEqual([])
  const { headCommit, baseCommit, branch } = store.getRun(runId)
  const tip = world.refs.get(`refs/heads/${branch}`)
  if (tip !== undefined || headCommit !== baseCommit) expect(tip, 'the branch is where the facts say').toBe(headCommit)
  expect(await ports.git.worktreeTree(ports.workplace(store.getRun(runId)), '')).toBe(
    `tree-${store.getInternals(runId).startCommit ?? headCommit}`,
  )
  if (draw(2) === 0) return
  await returnTo(world, undo)
  expect(storyOf(store, runId)).toEqual(before)
}

/** What a decision rests on, as it is once every attempt that works has been interrupted. */
function storyOf(store: Store, runId: string) {
  const { sessions: _, lastTurn: __, gates, ...state } = store.captureState(runId)
  const tasks = store.listTasks(runId).map(({ id, implementationSummary, blockerSignature }) => ({
    id,
    implementationSummary,
    blockerSignature,
    counted: store.countedAttempts(id),
  }))
  const asked = gates.map((id) => store.getGate(id).subjectHash)
  // An attempt that was cut stands as interrupted, and so belongs to those that stand.
  return { ...state, attempts: null, tasks: [...state.tasks, ...tasks], asked, plan: store.latestPlan(runId) }
}

/** The id of the checkpoint that undoes it; null: it cannot be done now. */
export async function returnTo({ store, ports }: World, checkpointId: string): Promise<string | null> {
  const target = store.findCheckpoint(checkpointId) ?? expect.fail('no such checkpoint')
  const { runId } = target.record
  if (returnProblem(store, target)) return null
  const hash = restoreHash(checkpointId, store.captureState(runId))
  expect(askToReturn(store, checkpointId, 'sha256:other')).toMatchObject({ ok: false, error: { code: 'stale' } })
  expect(askToReturn(store, checkpointId, hash)).toMatchObject({ ok: true })
  expect(await drive(ports, runId, new AbortController().signal)).toEqual({ kind: 'wait', why: 'paused' })
  expect(store.getInternals(runId)).toMatchObject({ restore: null, control: 'pause', controlReason: 'returned' })
  const told = store.listEvents(runId, 20).findLast(({ kind }) => kind === 'checkpoint_restored')
  return z.looseObject({ undo: z.string() }).parse(told?.payload).undo
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
  switch (draw(18)) {
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
    case 4:
      return { kind: 'transport', detail: 'no connection' }
    case 5:
    case 6:
      if (request.mustContinue) return { kind: 'session_lost', detail: 'no such session' }
      return { kind: 'answered', via: 'tool', answer: answerOf(draw, request) }
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
  verificationSteps: draw(4) === 0 ? [] : COMMANDS.slice(0, 1 + draw(2)),
  allowedPaths: ['src/**'],
})
