import { expect, test } from 'vitest'
import type { AgentOutput } from '../../electron/engine/agents-port.ts'
import { runToy, type ToyOptions, type ToyTurn } from './support.ts'

const runShell = (script: string, options: ToyOptions = {}): Promise<ToyTurn> =>
  runToy('', { ...options, spec: { driver: 'command', command: '/bin/sh', args: ['-c', script], ...options.spec } })

const exitOf = (outputs: readonly AgentOutput[]) => outputs.find((output) => output.kind === 'exit')
const DONE = '```json\n{"outcome":"done","summary":"x"}\n```\n'
/** In a session of its own, deaf to SIGTERM, as is its child. */
const STUBBORN = `trap "" TERM; (trap "" TERM; while :; do sleep 1; done) & while :; do sleep 1; done`

test('a crash tells the exit code and standard error', async () => {
  const turn = await runShell('echo Working; echo "fatal: it broke" >&2; exit 7')
  expect(turn.result).toMatchObject({
    outcome: { kind: 'crashed', detail: 'Toy exited with code 7 before it answered.\nfatal: it broke' },
    responseText: 'Working\n',
    stderrTail: 'fatal: it broke',
  })
  expect(exitOf(turn.outputs)).toEqual({ kind: 'exit', exitCode: 7, signal: null, reason: 'ended by itself' })
})

test.each([
  ['echo Done.; exit 0', 'no_answer', /Done\./],
  [`printf '${DONE.replaceAll('\n', '\\n')}'; exit 1`, 'crashed', /exited with code 1/],
  ['kill -9 $$', 'crashed', /was ended by SIGKILL/],
  ['exit 127', 'crashed', /exited with code 127/],
])('%s: %s [fault 20]', async (script, kind, detail) => {
  const { outcome } = (await runShell(script)).result
  expect(outcome).toMatchObject({ kind, detail: expect.stringMatching(detail) })
})

test('a question on standard input gets no answer but the end of it [fault 25]', async () => {
  const ask = `printf 'Really? [y/N] '; read -r answer; echo "got [$answer] $?"`
  const spec = { prompt: 'file' as const, args: ['-c', ask, 'sh', '{promptFile}'] }
  const turn = await runShell('', { spec, idleMs: 5_000 })
  expect(turn.result).toMatchObject({ outcome: { kind: 'no_answer' }, responseText: 'Really? [y/N] got [] 1\n' })
  // Where the prompt comes on standard input, it ends there.
  const piped = await runShell(`cat > /dev/null; ${ask}`, { idleMs: 5_000 })
  expect(piped.result.responseText).toBe('Really? [y/N] got [] 1\n')
})

test('silent: nothing printed for too long; both streams count as signs of life [fault 13]', async () => {
  const turn = await runShell('for i in 1 2 3 4; do echo $i >&2; sleep 0.15; done; sleep 600', { idleMs: 400 })
  expect(turn.result.outcome).toMatchObject({ kind: 'silent' })
  expect(turn.result.stderrTail).toBe('1\n2\n3\n4')
  expect(exitOf(turn.outputs)).toMatchObject({ reason: expect.stringMatching(/^silent; \d of its processes/) })
  expect(turn.survivors).toBe(0)
})

test('however busy it is, its time is limited', async () => {
  const turn = await runShell('while :; do echo busy; sleep 0.05; done', { hardMs: 400 })
  expect(turn.result.outcome.kind).toBe('silent')
  expect(turn.survivors).toBe(0)
})

test('stopped: the command and what it started, all deaf to SIGTERM, are gone [fault 22]', async () => {
  const stop = new AbortController()
  const turn = await runShell(`trap "" TERM; setsid sh -c '${STUBBORN}' & echo started; while :; do sleep 1; done`, {
    signal: stop.signal,
    onOutput: (output) => output.kind === 'text' && stop.abort(),
  })
  expect(turn.result.outcome).toEqual({ kind: 'stopped' })
  expect(exitOf(turn.outputs)).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
  expect(turn.survivors).toBe(0)
})

test('a polite command has the time to end by itself', async () => {
  const stop = new AbortController()
  const turn = await runShell(`trap 'echo bye; exit 3' TERM; echo started; while :; do sleep 0.05; done`, {
    signal: stop.signal,
    onOutput: (output) => output.kind === 'text' && stop.abort(),
  })
  expect(turn.result.outcome).toEqual({ kind: 'stopped' })
  expect(turn.result.responseText).toBe('started\nbye\n')
  expect(exitOf(turn.outputs)).toMatchObject({ exitCode: 3, signal: null })
})

test('what it leaves running after a good end, and holding its output, is ended too', async () => {
  const turn = await runShell(`setsid sh -c '${STUBBORN}' & printf '%s' '${DONE}'`)
  expect(turn.result.outcome.kind).toBe('answered')
  expect(exitOf(turn.outputs)).toMatchObject({ exitCode: 0, reason: expect.stringContaining('processes were ended') })
  expect(turn.survivors).toBe(0)
})

test('stopped before the second run: there is none', async () => {
  const stop = new AbortController()
  const turn = await runShell('echo words', {
    signal: stop.signal,
    onOutput: (output) => output.kind === 'exit' && stop.abort(),
  })
  expect(turn.result.outcome).toEqual({ kind: 'stopped' })
  expect(turn.outputs.filter(({ kind }) => kind === 'exit')).toHaveLength(1)
})

test('no such program, and a turn that is stopped already: nothing is started', async () => {
  const noProgram = await runShell('', { spec: { command: '/nowhere/tool' } })
  expect(noProgram.result.outcome).toEqual({ kind: 'missing', agent: 'Toy', remedy: 'Install the toy.' })
  const stopped = await runShell('echo', { signal: AbortSignal.abort() })
  expect(stopped).toMatchObject({ result: { outcome: { kind: 'stopped' } }, outputs: [], transcript: [] })
})

test('an error of ours ends the turn first, and is then thrown', async () => {
  const failing = runShell('echo one; sleep 600', {
    onOutput(output) {
      if (output.kind === 'text') throw new Error('The disk is full')
    },
  })
  await expect(failing).rejects.toThrow('The disk is full')
})
