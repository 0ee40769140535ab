import { expect, test } from 'vitest'
import { MAX_OPEN_REQUESTS } from '../../electron/agents/acp-messages.ts'
import { heldBytes } from '../support/held-bytes.ts'
import { DONE } from './fixtures/toy-basics.ts'
import { ASKED, FLOOD_BYTES } from './fixtures/toy-streams.ts'
import { runToy, textOf } from './support.ts'

const ANSWERED = { kind: 'answered', answer: DONE, via: 'tool' }

test('120 MB arrive whole, and none of it piles up [fault 15]', async () => {
  let [bytes, most] = [0, 0]
  const before = heldBytes()
  const turn = await runToy('flood_of_bytes', {
    forgetOutputs: true,
    onOutput(output) {
      if (output.kind !== 'text') return
      bytes += output.text.length
      if (bytes % (16 * 1024 * 1024) === 0) most = Math.max(most, heldBytes() - before)
    },
  })
  expect(turn.result.outcome).toEqual(ANSWERED)
  expect(bytes).toBeGreaterThan(FLOOD_BYTES * 0.99)
  expect(turn.result.responseText.length).toBe(1024 * 1024)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(24 * 1024 * 1024)
}, 120_000)

test('an agent that asks and asks is not read on until it has its answers, and gets them all [fault 15]', async () => {
  let [asked, unanswered] = [0, 0]
  const { promise: answer, resolve } = Promise.withResolvers<'reject'>()
  /** Nobody answers as long as questions come. */
  const answerWhenQuiet = (before: number): void => {
    if (asked !== before) return void setTimeout(answerWhenQuiet, 400, asked)
    unanswered = asked
    resolve('reject')
  }
  const turn = await runToy('flood_of_questions', {
    onPermission() {
      if (asked === 0) setTimeout(answerWhenQuiet, 400, 1)
      asked += 1
      return answer
    },
  })
  expect(textOf(turn.outputs)).toBe(`${ASKED} answers`)
  expect(turn.result.outcome).toEqual(ANSWERED)
  // What one read of the pipe brings may come on top.
  expect(unanswered).toBeGreaterThanOrEqual(MAX_OPEN_REQUESTS)
  expect(unanswered).toBeLessThan(ASKED / 4)
})

test('a line of 33 MB is noise, and what follows it is heard [fault 18]', async () => {
  const turn = await runToy('giant_line')
  expect(turn.result.outcome).toEqual(ANSWERED)
  const noise = turn.transcript.filter(({ from }) => from === 'noise').map(({ text }) => text ?? '')
  expect(noise).toEqual([expect.stringMatching(/^\[34\d{6} bytes, not a whole line\] \{"jsonrpc"/)])
})

test('an agent that has closed its input cannot be cancelled; it is silent, and gone', async () => {
  const turn = await runToy('deaf_input', { idleMs: 300 })
  expect(turn.result.outcome).toMatchObject({ kind: 'silent' })
  expect(turn.survivors).toBe(0)
})
