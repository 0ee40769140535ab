/**
 * The contract that our driver and every real agent keep together: real programs, real protocol, real tools. Only the model is a
 * script on loopback. The whole suite writes what it saw into docs/agents.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { outcomeTable, withBlock } from '../support/outcome-table.ts'
import { installedVersions, REAL_AGENTS, whyMissing } from './real-agents.ts'
import { MODEL_ERRORS } from './scenarios/model-errors.ts'
import { STEERING } from './scenarios/steering.ts'
import { STOPS } from './scenarios/stops.ts'
import { WORK } from './scenarios/work.ts'

const DOCUMENT = path.resolve(import.meta.dirname, '../../docs/agents.md')

const whole = process.env['TRIPTYCH_AGENTS'] === 'all'
const scenarios = [...WORK, ...STOPS, ...STEERING, ...MODEL_ERRORS].filter(({ short }) => whole || short)
const columns = REAL_AGENTS.filter(({ short }) => whole || short).map((agent) => ({
  agent,
  outcomes: new Map<string, string>(),
}))

describe.for(columns)('$agent.name', ({ agent, outcomes }) => {
  const missing = whyMissing(agent)
  test.for(scenarios)('$name', async (scenario, { skip }) => {
    if (missing !== null) return skip(missing)
    outcomes.set(scenario.name, await scenario.run(agent))
  })
})

afterAll(() => {
  if (!whole) return
  const told = columns.map(({ agent, outcomes }) => ({
    name: agent.name,
    versions: installedVersions(agent),
    outcomes,
  }))
  const table = outcomeTable(
    told,
    scenarios.map(({ name }) => name),
  )
  if (table === null) return
  writeFileSync(DOCUMENT, withBlock(existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : null, table))
})
