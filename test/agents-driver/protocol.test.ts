/** Agents that break the protocol: nothing of theirs is misread, nothing of ours fails, and each turn ends in one clear state. */
import { expect, test } from 'vitest'
import { MAX_NOISE_LINES } from '../../electron/agents/noise.ts'
import { isTooDeep, MAX_DEPTH } from '../../electron/agents/protocol-message.ts'
import { DONE } from './fixtures/toy-basics.ts'
import { runToy, type ToyTurn, textOf } from './support.ts'

const ANSWERED = { kind: 'answered', answer: DONE, via: 'tool' }
const noiseOf = ({ transcript }: ToyTurn): string[] =>
  transcript.filter(({ from }) => from === 'noise').map(({ text }) => text ?? '')

test('nothing but lines that are no messages: the attempt has failed, and what came is told [fault 16]', async () => {
  const turn = await runToy('only_garbage')
  expect(turn.result.outcome).toMatchObject({
    kind: 'no_answer',
    detail: expect.stringMatching(/^Toy wrote 10000 lines in a row that are no messages.*INFO line \d+$/),
  })
  expect(noiseOf(turn).length).toBeGreaterThanOrEqual(MAX_NOISE_LINES)
  expect(turn.survivors).toBe(0)
})

test('an agent may log much between its messages [fault 16]', async () => {
  const turn = await runToy('much_garbage')
  expect(turn.result.outcome).toEqual(ANSWERED)
  expect(textOf(turn.outputs)).toBe('word word word ')
})

test('JSON of four million levels is noise, unparsed; what follows it is heard [fault 18]', async () => {
  const turn = await runToy('deep')
  expect(turn.result.outcome).toEqual(ANSWERED)
  const noise = noiseOf(turn)
  expect(noise.map((text) => /^\[\d+ bytes, (nested too deeply|not a whole line)\]/.exec(text)?.[1])).toEqual([
    'nested too deeply',
    // 20 MiB: too long already.
    'not a whole line',
    ...Array.from({ length: 3 }, () => 'nested too deeply'),
  ])
})

test.each<[string, number, boolean]>([
  ['[', MAX_DEPTH, false],
  ['[', MAX_DEPTH + 1, true],
  ['{"a":', MAX_DEPTH + 1, true],
  // Within a text nothing nests, whatever ends it.
  ['"[[{{\\"[["', 900, false],
  ['"\\\\",[', MAX_DEPTH + 1, true],
  ['"\\\\\\"[', 901, false],
  ['[]{}', 5_000, false],
  ['"', 1, false],
])('%s, %d times, is too deep: %s', (piece, times, expected) => {
  expect(isTooDeep(piece.repeat(times))).toBe(expected)
})

test(`what nests less than ${MAX_DEPTH} levels is a message like others [fault 18]`, async () => {
  const asked: unknown[] = []
  const turn = await runToy('rather_deep', {
    onPermission(request) {
      asked.push(request.title)
      return Promise.resolve('reject')
    },
  })
  expect(turn.result.outcome).toEqual(ANSWERED)
  expect(asked).toEqual(['Odd'])
  expect(noiseOf(turn)).toEqual([])
})

test('answers to nothing, twice, and requests of one id or of none: the turn goes on unharmed [fault 16]', async () => {
  let asked = 0
  const turn = await runToy('wrong_ids', {
    onPermission() {
      asked += 1
      return Promise.resolve('reject')
    },
  })
  expect(turn.result).toMatchObject({ outcome: ANSWERED, stopReason: 'end_turn' })
  expect(asked).toBe(2)
  expect(noiseOf(turn)).toHaveLength(8 + 1 + 2)
  const refused = turn.transcript.filter(
    ({ from, message }) => from === 'application' && JSON.stringify(message).includes('"unknown"'),
  )
  expect(refused).toEqual([
    expect.objectContaining({ message: expect.objectContaining({ error: expect.objectContaining({ code: -32601 }) }) }),
  ])
})

test('members of wrong types: not told, or asked about raw [fault 16]', async () => {
  const asked: string[] = []
  const turn = await runToy('wrong_types', {
    onPermission(request) {
      asked.push(request.title)
      return Promise.resolve('reject')
    },
  })
  expect(turn.result).toMatchObject({ outcome: ANSWERED, costMicros: null })
  expect(asked).toEqual(Array.from({ length: 7 }, () => 'A request that cannot be read'))
  expect(turn.outputs.filter(({ kind }) => kind === 'usage' || kind === 'text')).toEqual([])
})

test('closed its output and goes on, deaf to SIGTERM: crashed, and gone [fault 21]', async () => {
  const turn = await runToy('closed_output')
  expect(turn.result.outcome).toEqual({ kind: 'crashed', detail: 'Toy closed its output without an answer.' })
  expect(turn.survivors).toBe(0)
})

test('half a message and then silence: never taken for a whole one [fault 17]', async () => {
  const turn = await runToy('half_message', { idleMs: 300 })
  expect(turn.result).toMatchObject({ outcome: { kind: 'silent' }, stopReason: null })
  // Its answer to a later request ended the line.
  expect(noiseOf(turn)).toEqual([expect.stringContaining('"end_turn"}}')])
})
