/** kill -9 at random moments of the driver and of the whole application, also while an earlier kill is recovered from. */
import path from 'node:path'
import { buildDriver } from '../driver/build-driver.ts'
import type { Death } from '../driver/chain.ts'
import { SCENARIO_NAMES, type ScenarioName } from '../driver/scenario.ts'
import { driverSubject, figuresOf, type Subject, type TrialEnd, tryOut, untilKilled } from '../driver/trial.ts'
import { type Draw, drawFrom } from '../random.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { applicationSubject } from './application.ts'

export const kills: FaultSection = {
  name: 'kills',
  title: 'kill -9 at random moments, again and again until the run has ended [fault 5, 6, 66]',
  run: runKills,
}

interface Family {
  readonly name: string
  /** With the folder for its runs. */
  readonly subjects: Readonly<Record<string, { readonly subject: Subject; readonly folder: string }>>
  readonly kills: Readonly<Record<FaultRun['scale'], number>>
  /** After so many a run is let to its end, and another one begins. Each life goes a little further: so many come to most of a run. */
  readonly killsARun: number
  /** A kill falls within the start and the recovery, or within so long of the work after them. */
  readonly startMs: number
  readonly workMs: number
}

/** One kill in so many falls into the start of a life. */
const STARTS = 2

async function runKills(asked: FaultRun): Promise<Figure[]> {
  const driver = await buildDriver(asked.memory)
  const names: readonly ScenarioName[] = asked.scale === 'full' ? SCENARIO_NAMES : ['patch']
  const scenarios = names.map((name) => [name, { subject: driverSubject(driver, name), folder: asked.memory }] as const)
  const families: readonly Family[] = [
    {
      name: 'the driver',
      subjects: Object.fromEntries(scenarios),
      kills: { short: 10, full: 1_500 },
      killsARun: 250,
      startMs: 200,
      workMs: 60,
    },
    {
      name: 'the application',
      subjects: {
        sandboxed: { subject: applicationSubject('auto'), folder: asked.folder },
        free: { subject: applicationSubject('off'), folder: asked.memory },
      },
      kills: { short: 0, full: 200 },
      killsARun: 50,
      startMs: 400,
      workMs: 600,
    },
  ]
  // Together: agents and sandboxes leave a core idle now and then.
  const lived = families.filter((family) => family.kills[asked.scale] > 0)
  const figures = await Promise.all(lived.map((family) => killFamily(asked, family)))
  return figures.flat()
}

/** The kills are shared out among the subjects, each of which first lives a run without any; in short the end is not compared. */
async function killFamily({ scale, seed, say }: FaultRun, family: Family): Promise<Figure[]> {
  const startMs = performance.now()
  const subjects = Object.entries(family.subjects)
  const liveAll = async (
    [name, { subject, folder }]: (typeof subjects)[number],
    index: number,
  ): Promise<TrialEnd[]> => {
    const draw = drawFrom(seed + index)
    const place = (run: number): string => path.join(folder, `${family.name.replaceAll(' ', '-')}-${name}-${run}`)
    const common = { subject, nextDeath: () => deathOf(draw, family) }
    const unkilled =
      scale === 'full' ? [await tryOut({ ...common, folder: place(0), reference: null, maxKills: 0 })] : []
    if (unkilled.some(({ problems }) => problems.length > 0)) return unkilled
    const reference = unkilled[0]?.state ?? null
    const share = Math.ceil(family.kills[scale] / subjects.length)
    const trial = (run: number, left: number) => {
      const maxKills = Math.min(left, family.killsARun)
      return { ...common, folder: place(run), reference, maxKills }
    }
    return [...unkilled, ...(await untilKilled(share, trial))]
  }
  // All at once: fewer lanes would leave a core idle while the last one ends.
  const ends = await Promise.all(subjects.map(liveAll))
  const all: readonly TrialEnd[] = ends.flat()
  const killed = all.reduce((sum, end) => sum + end.kills, 0)
  say(`${family.name}: ${killed} kills in ${all.length} runs, ${Math.round((performance.now() - startMs) / 1000)} s`)
  const asked = family.kills[scale]
  const missing = { what: `kills of ${family.name} that were asked for and not made`, count: asked }
  return [...figuresOf(`kills of ${family.name}`, all), { ...missing, bad: Math.max(0, asked - killed) }]
}

function deathOf(draw: Draw, { startMs, workMs }: Family): Death {
  const isAtStart = draw.below(STARTS) === 0
  return {
    kill: isAtStart
      ? { afterMs: draw.below(startMs), since: 'start' }
      : { afterMs: draw.below(workMs), since: 'words' },
  }
}
