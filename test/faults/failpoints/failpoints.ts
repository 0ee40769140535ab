/** kill -9 at named points of whole runs: at every name once, and at drawn arrivals. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { FAILPOINT_NAMES } from '../../../electron/failpoints.ts'
import { eachAtOnce } from '../at-once.ts'
import { buildDriver } from '../driver/build-driver.ts'
import type { Death } from '../driver/chain.ts'
import { SCENARIO_NAMES, type ScenarioName } from '../driver/scenario.ts'
import { driverSubject, figuresOf, type TrialEnd, tryOut, untilKilled } from '../driver/trial.ts'
import { drawFrom } from '../random.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'

export const failpoints: FaultSection = {
  name: 'failpoints',
  title: 'kill -9 at named points: before, inside and after every transaction and every effect [fault 1, 2, 3, 5, 51]',
  run: runFailpoints,
}

/** Lives of one chain; a run needs more of them than any has. */
const MOST_KILLS = 1_000
/** The part of a name's arrivals among which one is drawn: about as many kills does a run take. */
const KILLS_A_RUN = 25

interface Reference {
  readonly scenario: ScenarioName
  readonly end: TrialEnd
  /** Every arrival of the run, in order. */
  readonly arrivals: readonly string[]
}

async function runFailpoints(asked: FaultRun): Promise<Figure[]> {
  const { folder, scale, say } = asked
  const driver = await buildDriver(folder)
  const scenarios: readonly ScenarioName[] = scale === 'full' ? SCENARIO_NAMES : ['patch']
  const references = await eachAtOnce(scenarios, (scenario) => liveUnkilled(asked, driver, scenario))
  say(`${references.reduce((sum, { arrivals }) => sum + arrivals.length, 0)} arrivals in ${references.length} runs`)
  const drawnKills = scale === 'full' ? 70 : 10
  const drawn = await eachAtOnce(references, (reference) => killDrawn(asked, driver, reference, drawnKills))
  const unkilled = figuresOf(
    'runs without a kill',
    references.map(({ end }) => end),
  ).filter(({ bad }) => bad > 0)
  if (scale === 'short') return [...unkilled, ...figuresOf('kills at drawn arrivals', drawn.flat())]
  const named = await eachAtOnce(references, (reference) => killEach(asked, driver, reference))
  return [
    ...unkilled,
    coverage(references),
    { what: 'names at which nobody was killed', ...missed(named) },
    ...figuresOf(
      'kills at each name',
      named.flatMap(({ ends }) => ends),
    ),
    ...figuresOf('kills at drawn arrivals', drawn.flat()),
  ]
}

async function liveUnkilled({ folder }: FaultRun, driver: string, scenario: ScenarioName): Promise<Reference> {
  const list = path.join(folder, `${scenario}.arrivals`)
  const end = await tryOut({
    folder: path.join(folder, `${scenario}-unkilled`),
    subject: driverSubject(driver, scenario),
    reference: null,
    nextDeath: () => ({ failpoint: `list:${list}` }),
    maxKills: 1,
  })
  return { scenario, end, arrivals: linesOf(list) }
}

const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [])

/** One run that is killed at the first arrival at every name, then one each for the names that it did not come to. */
async function killEach(
  { folder }: FaultRun,
  driver: string,
  { scenario, end: { state }, arrivals }: Reference,
): Promise<{ ends: TrialEnd[]; names: number; missed: string[] }> {
  const file = path.join(folder, `${scenario}.killed`)
  const common = { subject: driverSubject(driver, scenario), reference: state, maxKills: MOST_KILLS }
  const nextDeath = () => ({ failpoint: `each:${file}` })
  const ends = [await tryOut({ ...common, folder: path.join(folder, `${scenario}-each`), nextDeath })]
  const names = [...new Set(arrivals)]
  const killed = new Set(linesOf(file))
  const missedNames: string[] = []
  for (const [index, failpoint] of names.filter((name) => !killed.has(name)).entries()) {
    const alone = path.join(folder, `${scenario}-alone-${index}`)
    const end = await tryOut({ ...common, folder: alone, nextDeath: () => ({ failpoint }), maxKills: 1 })
    ends.push(end)
    if (end.kills === 0) missedNames.push(failpoint)
  }
  return { ends, names: new Set([...names, ...killed]).size, missed: missedNames }
}

/** Runs that are killed at drawn arrivals, as many as it takes. */
async function killDrawn(
  { folder, seed }: FaultRun,
  driver: string,
  { scenario, end: { state }, arrivals }: Reference,
  kills: number,
): Promise<TrialEnd[]> {
  const draw = drawFrom(seed + SCENARIO_NAMES.indexOf(scenario))
  const counts = Map.groupBy(arrivals, plainName)
  const nextDeath = (): Death => {
    const name = draw.pick(arrivals.map(plainName))
    const nth = 1 + draw.below(Math.ceil((counts.get(name)?.length ?? 1) / KILLS_A_RUN))
    return { failpoint: `${name}:${nth}` }
  }
  const common = { subject: driverSubject(driver, scenario), reference: state, nextDeath }
  return untilKilled(kills, (run, maxKills) => ({
    ...common,
    folder: path.join(folder, `${scenario}-drawn-${run}`),
    maxKills,
  }))
}

const plainName = (arrival: string): string => arrival.split('@')[0] ?? arrival

/** Every name that the product knows is one that these runs come to. */
function coverage(references: readonly Reference[]): Figure {
  const reached = new Set(references.flatMap(({ arrivals }) => arrivals.map(plainName)))
  const never = FAILPOINT_NAMES.filter((name) => !reached.has(name))
  const figure = {
    what: 'failpoints of the product that no run comes to',
    count: FAILPOINT_NAMES.length,
    bad: never.length,
  }
  return never.length === 0 ? figure : { ...figure, detail: never.join(', ') }
}

function missed(named: readonly { names: number; missed: string[] }[]): Pick<Figure, 'count' | 'bad' | 'detail'> {
  const never = named.flatMap((scenario) => scenario.missed)
  const figure = { count: named.reduce((sum, { names }) => sum + names, 0), bad: never.length }
  return never.length === 0 ? figure : { ...figure, detail: never.join(', ') }
}
