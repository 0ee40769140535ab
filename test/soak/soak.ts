/**
 * `node test/soak/soak.ts [--runs 50] [--seed <n>] [--at-once 2]`: mixed runs with random cancels and kills; at the end not one process is
 * left, no record of one, and every run is in a sane state. Linux only: it looks at /proc. Exits with 1 if anything failed.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { live } from './live.ts'
import { describeScenario, drawScenario, randomFrom, type Scenario } from './scenario.ts'
import { makeWorld } from './world.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
    'at-once': { type: 'string', default: '2' },
  },
})

const whole = z.coerce.number().int().positive()
const [runs, seed, atOnce] = [whole.parse(values.runs), whole.parse(values.seed), whole.parse(values['at-once'])]
const random = randomFrom(seed)
const scenarios = Array.from({ length: runs }, (_, index) => drawScenario(index + 1, random))
const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'triptych-soak-')))
const ends = new Map<string, number>()
let orphansEnded = 0
let failed = 0

/** A run that failed keeps its folder. */
async function liveOne(scenario: Scenario): Promise<void> {
  const startMs = performance.now()
  const world = makeWorld(parent, scenario)
  const { problems, status, orphans } = await live(scenario, world)
  ends.set(status, (ends.get(status) ?? 0) + 1)
  orphansEnded += orphans
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  console.log(`${scenario.number}. ${describeScenario(scenario)}: ${status}, ${seconds} s`)
  if (problems.length === 0) rmSync(world.folder, { recursive: true, force: true })
  else {
    failed += 1
    console.log(`FAILED, see ${world.folder}\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
}

console.log(`${scenarios.length} runs, seed ${seed}`)
const startMs = performance.now()
const waiting = [...scenarios]
const liveOn = async (): Promise<void> => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await liveOne(next)
}
await Promise.all(Array.from({ length: atOnce }, liveOn))
if (failed === 0) rmSync(parent, { recursive: true, force: true })
const counts = [...ends].map(([status, count]) => `${status} ${count}`).join(', ')
console.log(
  `seed ${seed}: ${counts}; ${orphansEnded} processes outlived a kill and were ended; ${((performance.now() - startMs) / 1000).toFixed(0)} s`,
)
console.log(`${scenarios.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
