/** The soak in short: four runs at once, each of which leaves or keeps processes. `soak.ts` makes many more, drawn from a seed. */
import { realpathSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeTempFolder } from '../support/repository.ts'
import { live } from './live.ts'
import { type Disturbed, drawScenario, randomFrom, type Scenario, type SoakAgent } from './scenario.ts'
import { makeWorld } from './world.ts'

const allPlayedBy = (agent: SoakAgent) => ({ strategy: agent, implementation: agent, checker: agent })
const killed: Disturbed = { what: 'kill', afterMs: 100, since: 'words' }
const interrupted: Disturbed = { what: 'interrupt', afterMs: 100, since: 'words' }
const cancelled: Disturbed = { what: 'cancel', afterMs: 100, since: 'words' }
const calm: Pick<Scenario, 'demoFault' | 'mischief' | 'second'> = {
  demoFault: '',
  mischief: { own: 'none', command: 'none' },
  second: null,
}

const SCENARIOS: Scenario[] = [
  { number: 1, ...calm, agents: allPlayedBy('command'), mischief: { own: 'none', command: 'orphan' }, first: killed },
  {
    number: 2,
    ...calm,
    agents: allPlayedBy('command'),
    mischief: { own: 'none', command: 'stubborn' },
    first: interrupted,
  },
  { number: 3, ...calm, agents: allPlayedBy('own'), mischief: { own: 'orphan', command: 'none' }, first: cancelled },
  {
    number: 4,
    ...calm,
    agents: allPlayedBy('own'),
    mischief: { own: 'orphan', command: 'none' },
    first: killed,
    second: killed,
  },
]

test('killed, interrupted, cancelled, killed again: not one process is left, and every run is at its end', async () => {
  const parent = realpathSync(makeTempFolder('soak'))
  const lived = await Promise.all(SCENARIOS.map((scenario) => live(scenario, makeWorld(parent, scenario))))
  expect(lived.map(({ problems }) => problems)).toEqual([[], [], [], []])
  // Or there was nothing to end.
  expect(lived.map(({ orphans }) => orphans > 0)).toEqual([true, false, false, true])
}, 60_000)

test('a seed always draws the same runs', () => {
  const draw = (seed: number): Scenario[] => {
    const random = randomFrom(seed)
    return Array.from({ length: 20 }, (_, index) => drawScenario(index + 1, random))
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})
