import { expect } from 'vitest'
import { openWorld } from '../world.ts'
import { expectAnswered, type Scenario, submit } from './scenario.ts'

const refused: Scenario = {
  name: 'model error 400',
  short: true,
  async run(agent) {
    const world = await openWorld(agent, () => ({ status: 400, message: 'The request has a flaw' }))
    const { result, survivors } = await world.turn()
    expect(['no_answer', 'crashed']).toContain(result.outcome.kind)
    expect(result.outcome).toMatchObject({ detail: expect.stringContaining('The request has a flaw') })
    expect(survivors).toBe(0)
    return `${result.outcome.kind}, with the provider's words`
  },
}

const DOWN_MS = 60_000

const down: Scenario = {
  name: '500 for a minute',
  short: false,
  async run(agent) {
    let firstAtMs: number | null = null
    const world = await openWorld(agent, (_turn, step) => {
      if (step > 0) return { text: 'That is all.' }
      firstAtMs ??= performance.now()
      const recovered = performance.now() - firstAtMs > DOWN_MS
      return recovered ? submit() : { status: 500, message: 'The provider is down' }
    })
    const turn = await world.turn()
    expect(turn.survivors).toBe(0)
    if (turn.result.outcome.kind === 'transport') return 'transport: worth the same turn again'
    expectAnswered(turn)
    return 'waited, then answered'
  },
}

export const MODEL_ERRORS: readonly Scenario[] = [refused, down]
