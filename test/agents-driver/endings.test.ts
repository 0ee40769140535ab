import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { AgentOutput } from '../../electron/engine/agents-port.ts'
import { DONE } from './fixtures/toy-basics.ts'
import { runToy, sentMethods, temporaryFolder, textOf } from './support.ts'

const exitOf = (outputs: readonly AgentOutput[]) => outputs.find((output) => output.kind === 'exit')

test('an agent that never answers is silent, and gone [fault 13]', async () => {
  const turn = await runToy('hang', { idleMs: 300 })
  expect(turn.result.outcome).toEqual({ kind: 'silent', detail: 'Toy gave no sign of life for 0.3 s.' })
  expect(exitOf(turn.outputs)).toMatchObject({ reason: expect.stringMatching(/^silent/) })
  expect(turn.survivors).toBe(0)
})

test('a valid answer stands, even if the agent then falls silent', async () => {
  const turn = await runToy('hang_after_answer', { idleMs: 1_000 })
  expect(turn.result.outcome).toEqual({ kind: 'answered', answer: DONE, via: 'tool' })
})

test('a crash tells exit code and standard error, and keeps the session [fault 20]', async () => {
  const turn = await runToy('crash')
  expect(turn.result.outcome).toMatchObject({
    kind: 'crashed',
    detail: 'Toy exited with code 7 before it answered.\nfirst line\nfatal: it broke',
  })
  expect(turn.result).toMatchObject({ sessionId: 'new-session', stderrTail: 'first line\nfatal: it broke' })
  expect(exitOf(turn.outputs)).toEqual({ kind: 'exit', exitCode: 7, signal: null, reason: 'ended by itself' })
})

test('of standard error the last 40 lines are kept, whatever is in them', async () => {
  const turn = await runToy('much_stderr')
  const lines = turn.result.stderrTail.split('\n')
  expect(lines).toHaveLength(40)
  expect([lines[0], lines.at(-1)]).toEqual(['line 61 \uFFFD', 'line 100 \uFFFD'])
  expect(turn.result.outcome).toMatchObject({ kind: 'crashed', detail: expect.stringContaining('line 100') })
})

test.each([
  ['exit_0', 'crashed', /exited with code 0 before it answered/],
  ['exit_127', 'crashed', /exited with code 127/],
  ['killed', 'crashed', /was ended by SIGKILL/],
  ['answer_exit_1', 'answered', /All is well/],
  ['half_answer_exit_0', 'crashed', /exited with code 0/],
])('%s: %s; a result counts only if it came whole [fault 20]', async (behaviour, kind, detail) => {
  const { outcome } = (await runToy(behaviour)).result
  expect(outcome.kind, JSON.stringify(outcome)).toBe(kind)
  expect(JSON.stringify(outcome)).toMatch(detail)
})

test('stopped: an agent and a grandchild in a session of its own, both deaf to SIGTERM, are gone [fault 22, 23]', async () => {
  const stop = new AbortController()
  const turn = await runToy('stubborn', {
    signal: stop.signal,
    onOutput: (output) => output.kind === 'text' && stop.abort(),
  })
  expect(turn.result.outcome).toEqual({ kind: 'stopped' })
  expect(sentMethods(turn)).toEqual(['initialize', 'session/new', 'session/prompt', 'session/cancel', 'session/close'])
  expect(exitOf(turn.outputs)).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
  expect(turn.survivors).toBe(0)
})

test('what an agent leaves running after a good end is ended too [fault 23]', async () => {
  const turn = await runToy('orphan_after_end')
  expect(turn.result.outcome.kind).toBe('answered')
  expect(exitOf(turn.outputs)).toMatchObject({ exitCode: 0, reason: expect.stringContaining('processes were ended') })
  expect(turn.survivors).toBe(0)
})

test('a polite agent is cancelled, not killed', async () => {
  const stop = new AbortController()
  const turn = await runToy('slow_cancel', {
    signal: stop.signal,
    onOutput: (output) => output.kind === 'text' && stop.abort(),
  })
  expect(turn.result.outcome).toEqual({ kind: 'stopped' })
  expect(turn.result.stderrTail).toBe('cancelled\nclosed')
  // A stopped turn is not asked to repair its answer.
  expect(sentMethods(turn).filter((method) => method === 'session/prompt')).toHaveLength(1)
  expect(exitOf(turn.outputs)).toEqual({ kind: 'exit', exitCode: 0, signal: null, reason: 'stopped' })
})

test('nothing is started for a turn that is stopped already', async () => {
  const turn = await runToy('answer', { signal: AbortSignal.abort() })
  expect(turn).toMatchObject({ result: { outcome: { kind: 'stopped' } }, outputs: [], transcript: [] })
})

test.each([
  ['rate_limit', { kind: 'limited', detail: expect.stringContaining('429') }],
  ['limit_text', { kind: 'limited', detail: expect.stringContaining('Too Many Requests') }],
])('%s: limited, with the time it ends', async (behaviour, outcome) => {
  const before = Date.now()
  const turn = await runToy(behaviour)
  expect(turn.result.outcome).toMatchObject(outcome)
  const until = turn.result.outcome.kind === 'limited' ? Date.parse(turn.result.outcome.until ?? '') : Number.NaN
  const waitMs = behaviour === 'rate_limit' ? 90_000 : 125 * 60_000
  expect(until - waitMs).toBeGreaterThanOrEqual(before)
  expect(until - waitMs).toBeLessThanOrEqual(Date.now())
  expect(sentMethods(turn).filter((method) => method === 'session/prompt')).toHaveLength(1)
})

test('a model error told as chat text is no answer', async () => {
  const turn = await runToy('model_error_text')
  expect(turn.result.outcome).toMatchObject({ kind: 'no_answer', detail: expect.stringContaining('model not found') })
})

test('no such program, or no such agent: what to do is told [fault 30]', async () => {
  const noProgram = await runToy('answer', { spec: { command: '/nowhere/toy' } })
  expect(noProgram.result.outcome).toEqual({ kind: 'missing', agent: 'Toy', remedy: 'Install the toy.' })
  const noAgent = await runToy('answer', { agent: { id: 'other' } })
  expect(noAgent.result.outcome).toEqual({ kind: 'missing', agent: 'other', remedy: 'No agent other.' })
})

test('another version than before: nothing is asked of it, not even a session [fault 30]', async () => {
  const same = await runToy('answer', { expectedVersion: '0.0.1' })
  expect(same.result.outcome.kind).toBe('answered')
  const other = await runToy('answer', { expectedVersion: '0.0.0' })
  expect(other.result).toMatchObject({
    outcome: { kind: 'changed', agent: 'Toy', from: '0.0.0', to: '0.0.1' },
    agentVersion: '0.0.1',
    sessionId: null,
  })
  expect(sentMethods(other)).toEqual(['initialize'])
  expect(other.survivors).toBe(0)
})

test('a program whose interpreter is missing is missing, too', async () => {
  const program = path.join(temporaryFolder(), 'broken')
  writeFileSync(program, '#!/nowhere/interpreter\n', { mode: 0o755 })
  const turn = await runToy('answer', { spec: { command: program } })
  expect(turn.result.outcome).toMatchObject({ kind: 'missing', remedy: 'Install the toy.' })
  expect(turn.outputs).toEqual([])
})

test('an error of ours ends the turn first, and is then thrown', async () => {
  const failing = runToy('messages', {
    onOutput(output) {
      if (output.kind === 'tool') throw new Error('The disk is full')
    },
  })
  await expect(failing).rejects.toThrow('The disk is full')
})

test('the idle time does not run while a person is asked', async () => {
  const turn = await runToy('patient', {
    idleMs: 800,
    onPermission: () => sleep(1_500, 'allow' as const),
  })
  expect(turn.result.outcome.kind).toBe('answered')
  expect(textOf(turn.outputs)).toBe('')
})
