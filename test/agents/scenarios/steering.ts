import { expect } from 'vitest'
import { promptDocument } from '../../../electron/engine/prompts/heading.ts'
import { openWorld } from '../world.ts'
import { expectAnswered, type Scenario, submit } from './scenario.ts'

/** A person's message, with a heading by which the scripted model knows it. */
const message = (title: string): string =>
  promptDocument({ role: 'implementation', kind: 'implement', task: { title, attemptNumber: 1 } }, ['Do it like this.'])

const interrupt: Scenario = {
  name: "a person's messages while it works",
  short: false,
  async run(agent) {
    const world = await openWorld(agent, (turn, step) => {
      if (turn.task?.title !== 'the second message') return { drip: `${turn.task?.title} ` }
      return step === 0 ? submit() : { text: 'That is all.' }
    })
    const messages = ['the first message', 'the second message']
    const accepted: boolean[] = []
    let send: (text: string) => boolean = () => false
    let said = ''
    const turn = await world.turn({
      permission: 'allow',
      onInterrupt(listener) {
        send = listener
        return () => undefined
      },
      onOutput(output) {
        if (output.kind !== 'text') return
        said += output.text
        const next = said.includes('the first message ') ? 1 : said.includes('A task ') ? 0 : -1
        const text = accepted.length === next ? messages[next] : undefined
        if (text !== undefined) accepted.push(send(message(text)))
      },
    })
    expect(accepted).toEqual([true, true])
    expectAnswered(turn)
    return 'heeded both, then answered'
  },
}

export const STEERING: readonly Scenario[] = [interrupt]
