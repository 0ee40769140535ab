/** One run of the driver, killed as asked until it ends, and what the oracle says of it. */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type Judged, judge, PROBLEM_KINDS, type Problem, type ProblemKind } from '../oracle/judge.ts'
import { checkoutOf } from '../oracle/repository.ts'
import type { Figure } from '../section.ts'
import { type Ack, readAcks } from './acks.ts'
import { type Command, chain, type Death, type Program } from './chain.ts'
import type { ScenarioName } from './scenario.ts'
import { type DriverWorld, makeWorld } from './world.ts'

/** What is tried out: a program on a world of its own. */
export interface Subject {
  make(folder: string): { world: DriverWorld; program: Program; acks(): Ack[] }
}

export interface Trial {
  /** Made for it; removed where nothing was bad. */
  readonly folder: string
  readonly subject: Subject
  /** What the run comes to without a kill; null: this is that run. */
  readonly reference: unknown
  nextDeath(kills: number): Death
  readonly maxKills: number
}

export interface TrialEnd {
  readonly kills: number
  readonly told: number
  readonly problems: readonly Problem[]
  readonly state: unknown
}

export async function tryOut({ folder, subject, reference, nextDeath, maxKills }: Trial): Promise<TrialEnd> {
  mkdirSync(folder, { recursive: true })
  const { world, program, acks } = subject.make(folder)
  const before = checkoutOf(world)
  const deaths: Death[] = []
  const drawn = (kills: number): Death => {
    const death = nextDeath(kills)
    deaths.push(death)
    return death
  }
  const { kills, broken } = await chain(program, drawn, maxKills)
  const judged: Judged =
    broken === null
      ? await judge({ world, before, acks: acks(), reference })
      : { problems: [{ kind: 'state', text: broken }], told: 0, state: null }
  if (judged.problems.length === 0) rmSync(folder, { recursive: true, force: true })
  return { kills, ...judged, problems: judged.problems.map((problem) => told(problem, folder, deaths)) }
}

/** The driver with one of its scenarios, and nothing of this machine's environment. */
export const driverSubject = (driver: Command, scenario: ScenarioName): Subject => ({
  make(folder) {
    // Output is left to transcripts as soon as somebody sweeps.
    const world = makeWorld(folder, { outputDays: 1e-6 })
    const env = { PATH: '/usr/bin:/bin', HOME: path.join(folder, 'user') }
    const next = () => [...driver, folder, scenario] as const
    const outputFile = path.join(folder, 'output.log')
    return { world, program: { env, next, outputFile }, acks: () => readAcks(world.acks) }
  },
})

/** Runs one after the other until there were so many kills. A run that takes none ends it: it would go on for ever. */
export async function untilKilled(
  kills: number,
  trialOf: (run: number, maxKills: number) => Trial,
): Promise<TrialEnd[]> {
  const ends: TrialEnd[] = []
  for (let left = kills; left > 0; ) {
    const end = await tryOut(trialOf(ends.length + 1, left))
    ends.push(end)
    if (end.kills === 0) break
    left -= end.kills
  }
  return ends
}

const told = ({ kind, text }: Problem, folder: string, deaths: readonly Death[]): Problem => ({
  kind,
  text: `${path.basename(folder)}, after ${deaths.length} lives, the last of them ${JSON.stringify(deaths.slice(-LAST))}: ${text}`,
})
const LAST = 5

const SHOWN = 3

/** A figure for each kind of problem. `ofKind`: the kills or runs that could have shown it. */
export function figuresOf(name: string, ends: readonly TrialEnd[]): Figure[] {
  const sum = (of: (end: TrialEnd) => number): number => ends.reduce((total, end) => total + of(end), 0)
  const kills = sum((end) => end.kills)
  const killed = ends.filter((end) => end.kills > 0).length
  const counts: Record<ProblemKind, number> = {
    lost: sum(({ told: count }) => count),
    doubled: sum(({ told: count }) => count),
    repeated: kills,
    state: killed,
    damage: killed,
    foreign: killed,
    orphans: kills,
  }
  const kinds = Object.keys(PROBLEM_KINDS).filter((kind): kind is ProblemKind => kind in PROBLEM_KINDS)
  return kinds.map((kind) => {
    const found = ends.flatMap(({ problems }) => problems.filter((problem) => problem.kind === kind))
    const detail = found.slice(0, SHOWN).map(({ text }) => text)
    const figure = { what: `${name}: ${PROBLEM_KINDS[kind]}`, count: counts[kind], bad: found.length }
    return detail.length === 0 ? figure : { ...figure, detail: detail.join('\n') }
  })
}
