import { expect, test } from 'vitest'
import { DONE } from './fixtures/toy-basics.ts'
import { runToy, sentMethods, type ToyOptions, textOf } from './support.ts'

const ANSWERED = { kind: 'answered', answer: DONE, via: 'tool' }
type Interrupt = (text: string) => boolean

/** Runs a toy turn; `act` is called with all that was said so far, and can interrupt. */
async function steer(behaviour: string, act: (said: string, interrupt: Interrupt) => void, options: ToyOptions = {}) {
  let interrupt: Interrupt = () => expect.unreachable('nobody listens')
  let said = ''
  let listening = false
  const turn = await runToy(behaviour, {
    ...options,
    onInterrupt(listener) {
      interrupt = listener
      listening = true
      return () => {
        listening = false
      }
    },
    onOutput(output) {
      if (output.kind !== 'text') return
      said += output.text
      act(said, interrupt)
    },
  })
  return { ...turn, said, listening, interrupt }
}
/** Once, as soon as `condition` holds. */
function once(condition: (said: string) => boolean, act: (interrupt: Interrupt) => void) {
  let acted = false
  return (said: string, interrupt: Interrupt): void => {
    if (acted || !condition(said)) return
    acted = true
    act(interrupt)
  }
}
const started = (said: string): boolean => said.includes('[1]')

test.each(['steered', 'steered_politely', 'steered_error'])(
  '%s: the prompt is cancelled and the message follows in the same session, whatever the agent calls that',
  async (behaviour) => {
    const accepted: boolean[] = []
    const turn = await steer(
      behaviour,
      once(started, (interrupt) => accepted.push(interrupt('Use tabs, then finish.'))),
    )
    expect(accepted).toEqual([true])
    expect(turn.result).toMatchObject({ outcome: ANSWERED, sessionId: 'new-session' })
    const [cancel, prompt] = [
      sentMethods(turn).indexOf('session/cancel'),
      sentMethods(turn).lastIndexOf('session/prompt'),
    ]
    expect(cancel).toBeGreaterThan(0)
    expect(prompt).toBeGreaterThan(cancel)
    expect(turn.said).toMatch(/\[2\] The person who supervises[^\n]+\n\nUse tabs, then finish\./)
    expect(turn.listening).toBe(false)
    expect(turn.interrupt('too late')).toBe(false)
  },
)

test('several in a row: those that come while it is being cancelled go together, a later one interrupts again', async () => {
  const turn = await steer('steered', (said, interrupt) => {
    if (said.endsWith('[1] Do it.')) expect([interrupt('first'), interrupt('second')]).toEqual([true, true])
    if (said.includes('[2]') && said.endsWith('first\n\nsecond')) expect(interrupt('third, finish')).toBe(true)
  })
  expect(turn.result.outcome).toEqual(ANSWERED)
  expect(turn.said).toContain('[3]')
  expect(turn.said).toMatch(/third, finish$/)
})

test('an open permission is answered cancelled before the prompt is, and the gate is told', async () => {
  const told: boolean[] = []
  let interrupt: Interrupt = () => false
  const turn = await runToy('steered_while_asking', {
    onInterrupt: (listener) => {
      interrupt = listener
      return () => undefined
    },
    onPermission: (_, open) =>
      new Promise(() => {
        open.addEventListener('abort', () => told.push(open.aborted))
        interrupt('finish')
      }),
  })
  expect(turn.result.outcome).toEqual(ANSWERED)
  expect(textOf(turn.outputs)).toBe('chosen: cancelled')
  expect(told).toEqual([true])
  const sent = turn.transcript.flatMap(({ from, message }) => (from === 'application' ? [JSON.stringify(message)] : []))
  expect(sent.findIndex((line) => line.includes('"outcome":"cancelled"'))).toBeLessThan(
    sent.findIndex((line) => line.includes('session/cancel')),
  )
})

test('an agent that is busy stopping is waited for; one that is deaf is not', async () => {
  const slow = await steer(
    'steered_slowly',
    once(started, (interrupt) => interrupt('finish')),
  )
  expect(slow.result.outcome).toEqual(ANSWERED)
  const deaf = await steer(
    'steered_deaf',
    once(started, (interrupt) => interrupt('finish')),
  )
  expect(deaf.result.outcome).toEqual({ kind: 'silent', detail: 'Toy did not answer session/cancel within 0.3 s.' })
  expect(deaf.said).toContain('Your message did not reach the agent')
  expect(deaf.survivors).toBe(0)
})

test('an agent that dies of it has crashed, and the person is told what becomes of the message', async () => {
  const turn = await steer(
    'steered_crash',
    once(started, (interrupt) => interrupt('finish')),
  )
  expect(turn.result.outcome).toMatchObject({ kind: 'crashed', detail: expect.stringContaining('code 3') })
  expect(turn.said).toContain(
    'Your message did not reach the agent before its turn ended. Its next turn begins with it.',
  )
})

test('an answer that comes while the message is on its way does not end the turn, nor count if the message never arrives', async () => {
  const turn = await steer(
    'steered_answering',
    once(started, (interrupt) => interrupt('finish')),
  )
  expect(turn.result).toMatchObject({
    outcome: { kind: 'crashed' },
    stderrTail: expect.stringContaining('submit: Not accepted: the person'),
  })
})

test('refused: before there is a prompt, once the answer was given, and while the turn is being stopped', async () => {
  const early: boolean[] = []
  let interrupt: Interrupt = () => expect.unreachable('nobody listens')
  const answered = await runToy('interrupted_after_answer', {
    idleMs: 600,
    onInterrupt(listener) {
      interrupt = listener
      early.push(listener('before the prompt'))
      return () => undefined
    },
    onOutput: (output) => output.kind === 'text' && early.push(interrupt('after the answer')),
  })
  expect(answered.result.outcome).toEqual(ANSWERED)
  expect(early).toEqual([false, false])
  expect(sentMethods(answered).filter((method) => method === 'session/prompt')).toHaveLength(1)

  const stop = new AbortController()
  const accepted: boolean[] = []
  const stopped = await steer(
    'steered',
    once(started, (interrupt) => {
      stop.abort()
      accepted.push(interrupt('too late'))
    }),
    { signal: stop.signal },
  )
  expect(stopped.result.outcome).toEqual({ kind: 'stopped' })
  expect(accepted).toEqual([false])
})
