import { expect } from 'vitest'
import type { FakeAction, FakeScript, FakeTurn } from '../../support/fake-model.ts'
import type { RealAgent } from '../real-agents.ts'
import type { RealTurn } from '../world.ts'

/** One thing that every agent must get right under our driver. */
export interface Scenario {
  /** As the table calls it. */
  name: string
  /** Part of `npm test`; the others run in `npm run agents` only. */
  short: boolean
  /** Asserts what must hold, and says in a few words, the same each time, what this agent did. */
  run(agent: RealAgent): Promise<string>
}

export const DONE = { outcome: 'done', summary: 'It is done.' } as const

/** The model submits an answer through our tool, with nothing else. */
export const submit = (answer: Record<string, unknown> = DONE): FakeAction => ({
  text: 'I submit it. ',
  call: { tool: 'report_result', arguments: answer },
})

/**
 * A model that does `first`, submits `answer` and ends its turn. Prompted once more, because there was no answer, it submits.
 */
export const thenSubmit =
  (
    first: (turn: FakeTurn) => FakeAction,
    answer: (turn: FakeTurn) => Record<string, unknown> = () => DONE,
  ): FakeScript =>
  (turn, step) => {
    const actions = turn.kind === 'repair' ? [] : [first(turn)]
    return [...actions, submit(answer(turn))][step] ?? { text: 'That is all.' }
  }

export function expectAnswered({ result, survivors }: RealTurn): void {
  expect(result.outcome).toEqual({ kind: 'answered', answer: DONE, via: 'tool' })
  expect(survivors).toBe(0)
}

/** "asked once", "asked twice": how often the person was asked. */
export function timesAsked({ permissions }: RealTurn): string {
  const count = permissions.length
  return count === 0 ? 'did not ask' : `asked ${['', 'once', 'twice'][count] ?? `${count} times`}`
}
