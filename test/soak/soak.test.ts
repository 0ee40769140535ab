/** The soak in short: five runs at once, each of which leaves or keeps processes. `soak.ts` makes many more, drawn from a seed. */
import { realpathSync } from 'node:fs'
import { expect, test } from 'vitest'
import { probeSandbox } from '../../electron/sandbox/probe.ts'
import { makeTempFolder } from '../support/repository.ts'
import { live } from './live.ts'
import { type Disturbed, drawScenario, randomFrom, type Scenario, type SoakAgent } from './scenario.ts'
import { makeWorld } from './world.ts'

const allPlayedBy = (agent: SoakAgent) => ({ strategy: agent, implementation: agent, checker: agent })
const killed: Disturbed = { what: 'kill', afterMs: 100, since: 'words' }
const interrupted: Disturbed = { what: 'interrupt', afterMs: 100, since: 'words' }
const cancelled: Disturbed = { what: 'cancel', afterMs: 100, since: 'words' }
const calm: Pick<Scenario, 'demoFault' | 'mischief' | 'sandbox' | 'second'> = {
  demoFault: '',
  mischief: { own: 'none', command: 'none' },
  sandbox: 'off',
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
  {
    number: 5,
    ...calm,
    agents: allPlayedBy('command'),
    mischief: { own: 'none', command: 'orphan' },
    sandbox: 'auto',
    first: killed,
  },
]

test('killed, interrupted, cancelled, killed again: not one process is left, and every run is at its end', async () => {
  const parent = realpathSync(makeTempFolder('soak'))
  const lived = await Promise.all(SCENARIOS.map((scenario) => live(scenario, makeWorld(parent, scenario))))
  expect(lived.map(({ problems }) => problems)).toEqual([[], [], [], [], []])
  // Or there was nothing to end; in a sandbox the system has ended it already.
  const isSandboxed = (await probeSandbox()).kind === 'bubblewrap'
  expect(lived.map(({ orphans }) => orphans > 0)).toEqual([true, false, false, true, !isSandboxed])
}, 60_000)

test('a seed always draws the same runs', () => {
  const draw = (seed: number): Scenario[] => {
    const random = randomFrom(seed)
    return Array.from({ length: 20 }, (_, index) => drawScenario(index + 1, random))
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})
