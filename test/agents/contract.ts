/**
 * The contract that our driver and every real agent keep together: real programs, real protocol, real tools. Only the model is a
 * script on loopback. A file per agent calls it, so that agents, which are mostly waited for, run beside each other.
 */
import { afterAll, describe, test } from 'vitest'
import { keepOutcomes } from './outcomes.ts'
import { type RealAgent, whyMissing } from './real-agents.ts'
import { SCENARIOS } from './scenarios/all.ts'

const whole = process.env['TRIPTYCH_AGENTS'] === 'all'

/** Every scenario in `npm run agents`, the short ones in `npm test`. */
export function keepsContract(agent: RealAgent): void {
  describe(agent.name, () => {
    const missing = whyMissing(agent)
    const outcomes = new Map<string, string>()
    test.for(SCENARIOS.filter(({ short }) => whole || short))('$name', async (scenario, { skip }) => {
      if (missing !== null) return skip(missing)
      outcomes.set(scenario.name, await scenario.run(agent))
    })
    afterAll(() =>
      keepOutcomes(
        agent,
        SCENARIOS.map(({ name }) => name),
        outcomes,
      ),
    )
  })
}
