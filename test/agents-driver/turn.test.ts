import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { AgentOutput } from '../../electron/engine/agents-port.ts'
import { DONE } from './fixtures/toy-basics.ts'
import { runToy, sentMethods, textOf } from './support.ts'

const ANSWERED = { kind: 'answered', answer: DONE, via: 'tool' }

test('an answer through the tool: the wrong one is told back to the model, the right one counts', async () => {
  const turn = await runToy('answer')
  expect(turn.result).toMatchObject({
    outcome: ANSWERED,
    sessionId: 'new-session',
    continued: false,
    stopReason: 'end_turn',
    tokens: 1234,
    costMicros: 250_000,
    contextUsed: 10,
    contextSize: 100,
    responseText: 'Let me try. false/true',
  })
  expect(turn.result.stderrTail).toMatch(/submit: Not accepted[\s\S]*blocker[\s\S]*submit: Accepted/)
  const session: AgentOutput = {
    kind: 'session',
    sessionId: 'new-session',
    continued: false,
    agent: 'toy',
    version: '0.0.1',
  }
  expect(turn.outputs.at(0)).toEqual(session)
  expect(turn.outputs).toContainEqual({ kind: 'usage', used: 10, size: 100, tokens: 10, costMicros: 250_000 })
  expect(turn.outputs.at(-1)).toEqual({ kind: 'exit', exitCode: 0, signal: null, reason: 'turn ended' })
  expect(sentMethods(turn)).toEqual(['initialize', 'session/new', 'session/prompt', 'session/close'])
  expect(turn.survivors).toBe(0)
})

test('what the turn itself demands of an answer is told back like a wrong schema', async () => {
  const turn = await runToy('answer', { problem: () => 'criterion 2 is missing' })
  expect(turn.result.stderrTail).toContain('criterion 2 is missing')
  expect(turn.result.outcome).toMatchObject({
    kind: 'no_answer',
    detail: expect.stringContaining('criterion 2 is missing'),
  })
  expect(sentMethods(turn).filter((method) => method === 'session/prompt')).toHaveLength(2)
})

test('the child gets the allowed environment, its own variables and the facts of the turn, nothing else', async () => {
  const spec = { turnFacts: true, env: { OWN: '1', GIVEN: 'preset' }, passed: ['GIVEN', 'ABSENT'] }
  const turn = await runToy('echo', { spec, environment: { GIVEN: 'by the user' }, brief: 'BRIEF' })
  const told = z.object({ text: z.string(), meta: z.unknown(), environment: z.record(z.string(), z.string()) })
  const { text, meta, environment } = told.parse(JSON.parse(textOf(turn.outputs)))
  expect(text).toBe('BRIEF\n\nDo it.')
  expect(meta).toEqual({
    triptych: { role: 'implementation', kind: 'implement', turn: 3, task: 'A task', attempt: 2 },
  })
  expect(environment).toMatchObject({ OWN: '1', GIVEN: 'by the user', TERM: 'dumb', HOME: turn.home })
  expect(Object.keys(environment).sort()).toEqual(
    ['GIVEN', 'HOME', 'LANG', 'OWN', 'PATH', 'TERM', 'TRIPTYCH_CHILD'].sort(),
  )
})

test('an agent with a private home gets a folder of its own in the data folder', async () => {
  const turn = await runToy('echo', { spec: { home: 'private' } })
  const home = path.join(turn.home, 'agents', 'toy')
  expect(textOf(turn.outputs)).toContain(`"HOME":"${home}"`)
  expect(existsSync(home)).toBe(true)
})

test('without tools over HTTP the last fenced block of the last message is the answer', async () => {
  const turn = await runToy('fenced')
  expect(turn.result.outcome).toEqual({ kind: 'answered', answer: DONE, via: 'text' })
  expect(textOf(turn.outputs)).toContain('[Triptych] The agent takes no tools over HTTP')
  expect(turn.result.responseText).not.toContain('[Triptych]')
})

test('one repair prompt in the same session, with what was wrong', async () => {
  const turn = await runToy('repair')
  expect(turn.result.outcome).toEqual({ kind: 'answered', answer: DONE, via: 'text' })
  expect(turn.result.responseText).toMatch(/REPAIR [\s\S]*outcome/)
})

test('after one repair prompt without an answer it is over', async () => {
  const turn = await runToy('never_answers')
  expect(turn.result.outcome).toMatchObject({ kind: 'no_answer', detail: expect.stringContaining('words 2') })
  expect(textOf(turn.outputs)).toBe('words 1words 2')
  expect(sentMethods(turn).filter((method) => method === 'session/prompt')).toHaveLength(2)
})

test('lines that are no messages go to the transcript only, and are never answered [fault 16]', async () => {
  const turn = await runToy('garbage')
  expect(turn.result.outcome).toEqual(ANSWERED)
  const noise = turn.transcript.filter(({ from }) => from === 'noise').map(({ text }) => text)
  expect(noise).toHaveLength(6)
  expect(noise[0]).toBe('starting up…')
  const errors = turn.transcript.filter(
    ({ from, message }) => from === 'application' && JSON.stringify(message).includes('"error"'),
  )
  expect(errors).toEqual([])
})

test('a half line at the exit is not taken for a message [fault 17]', async () => {
  const turn = await runToy('half_line')
  expect(turn.result.outcome).toMatchObject({ kind: 'crashed', detail: expect.stringContaining('exited with code 0') })
  expect(turn.transcript.filter(({ from }) => from === 'noise').at(-1)?.text).toContain('not a whole line')
})

test('updates: one message id until a thought or a new tool call comes between', async () => {
  const { outputs, result } = await runToy('messages')
  const texts = outputs.flatMap((output) => (output.kind === 'text' ? [[output.messageId, output.text]] : []))
  const [one, same, another, third] = texts
  expect(one?.[0]).toBe(same?.[0])
  expect(new Set(texts.map(([id]) => id)).size).toBe(3)
  expect([another?.[1], third?.[1]]).toEqual(['another', 'third'])
  expect(outputs.flatMap((output) => (output.kind === 'tool' ? [output.status] : []))).toEqual(['pending', 'completed'])
  expect(result.responseText).toBe('one message\n\nanother\n\nthird')
})

test('updates of unknown kind or form are kept in the transcript; unannounced tool calls are taken', async () => {
  const turn = await runToy('unknown_updates')
  expect(turn.result.outcome).toEqual(ANSWERED)
  expect(JSON.stringify(turn.transcript)).toContain('hologram')
  const tools = turn.outputs.filter((output) => output.kind === 'tool')
  expect(tools).toEqual([
    { kind: 'tool', toolCallId: 'never-announced', title: 'Ran', toolKind: 'other', status: 'completed', paths: [] },
    {
      kind: 'tool',
      toolCallId: 'never-announced',
      title: 'Ran',
      toolKind: 'holographic',
      status: 'completed',
      paths: [],
    },
  ])
})

test('updates that follow the reply are accepted for a short while', async () => {
  const turn = await runToy('late')
  expect(textOf(turn.outputs)).toBe('late words')
})

test('a flood of small messages arrives complete and in order', async () => {
  const turn = await runToy('flood')
  const numbers = textOf(turn.outputs).trim().split(' ').map(Number)
  expect(numbers).toEqual(Array.from({ length: 20_000 }, (_, index) => index))
  expect(turn.result.outcome).toEqual(ANSWERED)
})

test.each([
  ['resume_works', true, 'session/resume', 'Do it.'],
  ['load_works', true, 'session/load', 'Do it.'],
  ['resume_fails', false, 'session/new', 'BRIEF\n\nDo it.'],
  ['echo', false, 'session/new', 'BRIEF'],
])('%s: the previous session is continued: %s', async (behaviour, continued, lastMethod, text) => {
  const turn = await runToy(behaviour, { previousSessionId: 'old-session', brief: 'BRIEF' })
  expect(turn.result).toMatchObject({
    outcome: ANSWERED,
    continued,
    sessionId: continued ? 'old-session' : 'new-session',
  })
  expect(
    sentMethods(turn)
      .filter((method) => /resume|load|new/.test(method))
      .at(-1),
  ).toBe(lastMethod)
  expect(textOf(turn.outputs)).toContain(
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll('\\n', behaviour === 'echo' ? '\\n' : '\n'),
  )
  expect(textOf(turn.outputs)).not.toContain('replayed')
})

test('a continued session costs what this turn added, while it runs and at its end', async () => {
  const turn = await runToy('load_costs', { previousSessionId: 'old-session' })
  expect(turn.result).toMatchObject({ continued: true, costMicros: 100_000 })
  expect(turn.outputs).toContainEqual({ kind: 'usage', used: 10, size: 100, tokens: 10, costMicros: 100_000 })
})

test('an agent whose sessions do not survive is not asked to continue one', async () => {
  const turn = await runToy('load_works', { previousSessionId: 'old-session', spec: { resumable: false } })
  expect(turn.result.continued).toBe(false)
  expect(sentMethods(turn)).not.toContain('session/load')
})

test('model and mode are set where offered; otherwise it is said', async () => {
  const turn = await runToy('choices', { agent: { id: 'toy', model: 'big', mode: 'code' } })
  expect(turn.result.stderrTail).toContain('set m=big\nmode code')
  expect(turn.outputs.map(({ kind }) => kind)).not.toContain('text')
  const other = await runToy('choices', { agent: { id: 'toy', model: 'huge' } })
  expect(textOf(other.outputs)).toContain('does not offer the model “huge”; it offers small, big')
  expect(other.result.outcome).toEqual(ANSWERED)
})
