/** kill -9 at named points of whole runs: at every name once, and at drawn arrivals. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { eachName, FAILPOINT_NAMES, STATEMENT_PREFIX } from '../../../electron/failpoints.ts'
import { buildDriver } from '../driver/build-driver.ts'
import type { Command, Death } from '../driver/chain.ts'
import { SCENARIO_NAMES, type ScenarioName } from '../driver/scenario.ts'
import { driverSubject, figuresOf, type TrialEnd, tryOut, untilKilled } from '../driver/trial.ts'
import { applicationSubject } from '../kills/application.ts'
import { drawFrom } from '../random.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { ELSEWHERE, writingStatements } from './statements.ts'

export const failpoints: FaultSection = {
  name: 'failpoints',
  title: 'kill -9 at named points: before, inside and after every transaction and every effect [fault 1, 2, 3, 5, 51]',
  run: runFailpoints,
}

/** Instead of every name. */
const SHORT_KILLS = 10
/** Lives of one chain; a run needs more of them than any has. */
const MOST_KILLS = 1_000
/** The part of a name's arrivals among which one is drawn: about as many kills does a run take. */
const KILLS_A_RUN = 25

interface Reference {
  readonly scenario: ScenarioName
  readonly end: TrialEnd
  /** Every arrival of the run, in order. */
  readonly arrivals: readonly string[]
  /** Kinds of statements that it wrote with. */
  readonly statements: readonly string[]
}

/** All scenarios at once: fewer lanes would leave a core idle while the last one ends. */
const inLanes = <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => Promise.all(items.map(work))

async function runFailpoints(asked: FaultRun): Promise<Figure[]> {
  const { memory, scale, say } = asked
  const driver = await buildDriver(memory)
  const scenarios: readonly ScenarioName[] = scale === 'full' ? SCENARIO_NAMES : ['patch']
  const references = await inLanes(scenarios, (scenario) => liveUnkilled(asked, driver, scenario))
  const arrivals = references.reduce((sum, reference) => sum + reference.arrivals.length, 0)
  const unkilled = figuresOf(
    'runs without a kill',
    references.map(({ end }) => end),
  ).filter(({ bad }) => bad > 0)
  if (scale === 'short') {
    const drawn = await inLanes(references, (reference) => killDrawn(asked, driver, reference, SHORT_KILLS))
    return [...unkilled, ...figuresOf('kills at drawn arrivals', drawn.flat())]
  }
  const application = killApplication(asked)
  const named = await inLanes(references, (reference) => killEach(asked, driver, reference))
  const missed = named.flatMap((scenario) => scenario.missed)
  const killed = named.flatMap(({ ends }) => ends)
  say(`${killed.reduce((sum, { kills }) => sum + kills, 0)} kills at names, of ${arrivals} arrivals`)
  return [
    ...unkilled,
    coverage(references),
    statementCoverage(references),
    { what: 'names at which nobody was killed', ...missing(linesOf(killedFile(asked)).length, missed) },
    ...figuresOf('kills of the driver at each name', killed),
    ...(await application),
  ]
}

async function liveUnkilled({ memory }: FaultRun, driver: Command, scenario: ScenarioName): Promise<Reference> {
  const list = path.join(memory, `${scenario}.arrivals`)
  const end = await tryOut({
    folder: path.join(memory, `${scenario}-unkilled`),
    subject: driverSubject(driver, scenario),
    reference: null,
    nextDeath: () => ({ failpoint: `list:${list}` }),
    maxKills: 1,
  })
  const lines = linesOf(list)
  return {
    scenario,
    end,
    arrivals: lines.filter((line) => !isStatement(line)),
    statements: lines.filter(isStatement).map((line) => line.slice(STATEMENT_PREFIX.length)),
  }
}

const isStatement = (line: string): boolean => line.startsWith(STATEMENT_PREFIX)
const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [])

/** Each name is killed at once in all scenarios together. */
const killedFile = ({ memory }: FaultRun): string => path.join(memory, 'names.killed')

/**
 * A run that is killed at the first arrival at every name, and again, with those that are left, as long as that finds any; then one run
 * each for the names that it did not come to.
 */
async function killEach(
  asked: FaultRun,
  driver: Command,
  { scenario, end: { state }, arrivals }: Reference,
): Promise<{ ends: TrialEnd[]; missed: string[] }> {
  const file = killedFile(asked)
  const common = { subject: driverSubject(driver, scenario), reference: state, maxKills: MOST_KILLS }
  const place = (name: string): string => path.join(asked.memory, `${scenario}-${name}`)
  const names = [...new Set(arrivals.map(eachName))]
  const areLeft = (): boolean => {
    const killed = new Set(linesOf(file))
    return names.some((name) => !killed.has(name))
  }
  const ends: TrialEnd[] = []
  do {
    const nextDeath = () => ({ failpoint: `each:${file}` })
    ends.push(await tryOut({ ...common, folder: place(`each-${ends.length}`), nextDeath }))
  } while (areLeft() && ends.at(-1)?.kills !== 0)
  const missed: string[] = []
  for (const failpoint of names) {
    if (linesOf(file).includes(failpoint)) continue
    const nextDeath = () => ({ failpoint })
    const end = await tryOut({ ...common, folder: place(`alone-${ends.length}`), nextDeath, maxKills: 1 })
    ends.push(end)
    if (end.kills === 1) appendFileSync(file, `${failpoint}\n`)
    else if (!linesOf(file).some((name) => nearName(name) === nearName(failpoint))) missed.push(failpoint)
  }
  return { ends, missed }
}

/** What is written by a timer in one run is written by a step in another, a little faster one. */
const nearName = (name: string): string => name.split('/')[0] ?? name

/** What has doubles in the driver, and what lives around it: processes. All else is the same code in the driver, which is killed there. */
const AROUND_PROCESSES = /^(?:agents|agentFiles|children|commands|owner|sink)\./

/** The whole application at each of these names once. */
async function killApplication({ memory: folder }: FaultRun): Promise<Figure[]> {
  const subject = applicationSubject('off')
  const place = (name: string): string => path.join(folder, `application-${name}`)
  const nextDeath = () => ({})
  const unkilled = await tryOut({ folder: place('unkilled'), subject, reference: null, nextDeath, maxKills: 0 })
  const wanted = FAILPOINT_NAMES.filter((name) => AROUND_PROCESSES.test(name))
  const killed = place('killed')
  // As if they had been killed at already.
  const others = FAILPOINT_NAMES.filter((name) => !wanted.includes(name))
  writeFileSync(killed, others.map((name) => `${name}\n`).join(''))
  const end = await tryOut({
    folder: place('plain'),
    subject,
    reference: unkilled.state,
    nextDeath: () => ({ failpoint: `plain:${killed}` }),
    maxKills: MOST_KILLS,
  })
  const never = wanted.filter((name) => !linesOf(killed).includes(name))
  return [
    { what: 'names at which nobody killed the application', ...missing(wanted.length, never) },
    ...figuresOf('kills of the application at each of these names', [unkilled, end]),
  ]
}

/** Runs that are killed at drawn arrivals, as many as it takes. */
async function killDrawn(
  { memory, seed }: FaultRun,
  driver: Command,
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
    folder: path.join(memory, `${scenario}-drawn-${run}`),
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

/** Every kind of statement of the store is in a transaction at whose points these runs are killed. */
function statementCoverage(references: readonly Reference[]): Figure {
  const written = new Set(references.flatMap(({ statements }) => statements))
  const all = writingStatements()
  const known = [...all].filter((statement) => !Object.hasOwn(ELSEWHERE, statement))
  const stale = Object.keys(ELSEWHERE).filter((statement) => written.has(statement) || !all.has(statement))
  const never = [
    ...known.filter((statement) => !written.has(statement)),
    ...stale.map((name) => `${name} (no exception)`),
  ]
  return { what: 'kinds of statements of the store that no run writes with', ...missing(known.length, never) }
}

function missing(count: number, never: readonly string[]): Pick<Figure, 'count' | 'bad' | 'detail'> {
  return never.length === 0 ? { count, bad: 0 } : { count, bad: never.length, detail: never.join(', ') }
}
