/** A fault of ours in the middle of a turn: no row says afterwards that it still runs, and the run goes on after a resume. */
import { expect, test } from 'vitest'
import type { TurnRequest } from '../../electron/engine/agents-port.ts'
import type { EnginePorts } from '../../electron/engine/ports.ts'
import { controlRun } from '../../electron/start-run.ts'
import { livedRun } from '../support/lived-run.ts'

function world(turn: (request: TurnRequest) => void = () => undefined) {
  const life = livedRun(
    { policy: 'unattended' },
    {
      turn: (request) => {
        turn(request)
        return null
      },
    },
  )
  return { ...life, turns: () => life.store.listTurns(life.runId).map(({ kind, state }) => `${kind} ${state}`) }
}

/** Throws once, when `which` is written after the turn of that kind. */
function failOnce({ artifacts }: EnginePorts, which: { kind: string; role: string }): EnginePorts['artifacts'] {
  let failed = false
  return {
    ...artifacts,
    write: async (artifact) => {
      if (!failed && artifact.kind === which.kind && artifact.role === which.role) {
        failed = true
        throw new Error('No space left on device')
      }
      return artifacts.write(artifact)
    },
  }
}

test.each([
  { what: 'before the agent is started', kind: 'prompt', role: 'implementation', cut: 'implement' },
  { what: 'while the turn is kept', kind: 'response', role: 'implementation', cut: 'implement' },
  { what: 'after the turn, in its step', kind: 'report', role: 'implementation', cut: 'implement' },
  { what: 'after a planning turn', kind: 'plan', role: 'strategy', cut: 'plan' },
  { what: "after the checker's turn", kind: 'verdict', role: 'checker', cut: 'check' },
])('a fault $what ends the turn as interrupted; after a resume it is taken again', async ({ kind, role, cut }) => {
  const life = world()
  life.ports.artifacts = failOnce(life.ports, { kind, role })
  await expect(life.go()).rejects.toThrow('No space left on device')
  expect(life.turns().at(-1)).toBe(`${cut} interrupted`)
  expect(life.store.listTurns(life.runId).at(-1)).toMatchObject({
    detail: 'No space left on device',
    finishedAt: expect.any(String),
  })
  const kinds = life.store.listEvents(life.runId, 500).map((event) => event.kind)
  expect(kinds.slice(-2)).toEqual(['turn_finished', 'run_paused'])
  expect(life.store.getInternals(life.runId).controlReason).toBe('No space left on device')

  controlRun(life.store, life.runId, 'resume', 'person')
  expect(await life.go()).toEqual({ kind: 'end' })
  expect(life.store.getRun(life.runId).status).toBe('completed')
  expect(life.turns().filter((turn) => turn.startsWith(`${cut} `))).toEqual([`${cut} interrupted`, `${cut} finished`])
  // It was nobody's failure: the attempt is the first still.
  expect(life.store.listTasks(life.runId)).toMatchObject([{ status: 'completed', attemptCount: 1 }])
})

test('a permission that the turn had asked for is asked no longer', async () => {
  const life = world((request) => {
    if (request.kind !== 'plan') return
    const turn = { runId: life.runId, turnId: request.turnId, kind: 'permission', question: 'May it?' } as const
    life.store.openGate({ ...turn, subject: {}, subjectHash: 'h' })
    throw new Error('The driver broke')
  })
  await expect(life.go()).rejects.toThrow('The driver broke')
  expect(life.store.listOpenGates(life.runId)).toEqual([])
  expect(life.turns()).toEqual(['plan interrupted'])
})

test('a turn of a run that was cancelled meanwhile is ended too', async () => {
  const life = world(() => {
    controlRun(life.store, life.runId, 'cancel', 'person')
    throw new Error('The driver broke')
  })
  await expect(life.go()).rejects.toThrow('The driver broke')
  expect(life.turns()).toEqual(['plan interrupted'])
  expect(await life.go()).toEqual({ kind: 'end' })
})
