/** Disks that are full or broken: nothing that was acknowledged is lost, nothing is half, and reading goes on. */
import path from 'node:path'
import { z } from 'zod'
import { inOwnMounts, noOwnMounts } from '../../disk/own-mounts.ts'
import { eachAtOnce } from '../at-once.ts'
import { drawFrom } from '../random.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import type { Judged } from './acknowledged.ts'
import { CALLS, type Injection, inject, noStrace } from './injected.ts'

export const disk: FaultSection = {
  name: 'disk',
  title: 'Full and failing disks: a small one that fills up, and errors of single system calls [fault 32, 33]',
  usesOneCore: true,
  run: async (asked) => [...(await fullDisks(asked)), ...(await failingCalls(asked))],
}

const SCALE = { full: { disks: 40, calls: 64 }, short: { disks: 3, calls: 2 } }
/** About as many of each call does the traffic make. */
const MOST_CALLS = 60
const EARLY_CALLS = 5

const foundSchema = z.object({
  trials: z.int(),
  full: z.int(),
  acknowledged: z.int(),
  lost: z.int(),
  unread: z.int(),
  wrong: z.array(z.string()),
})

async function fullDisks({ seed, scale, folder }: FaultRun): Promise<Figure[]> {
  const reason = noOwnMounts()
  const what = 'events acknowledged on a disk that filled up that were lost'
  if (reason !== null) return [{ what, count: 0, bad: 0, skipped: reason }]
  const mount = `mount -t tmpfs -o size=4m,mode=700 tmpfs '${folder}'`
  const script = '../faults/disk/small-disk.ts'
  const printed = await inOwnMounts(mount, script, folder, String(seed), String(SCALE[scale].disks))
  const found = foundSchema.parse(printed)
  return [
    {
      what,
      count: found.acknowledged,
      bad: found.lost,
      detail: `${found.full} of ${found.trials} disks were full on the way`,
    },
    { what: 'full disks from which what was saved could not be read', count: found.full, bad: found.unread },
    {
      what: 'databases that were not whole afterwards',
      count: found.trials,
      bad: found.wrong.length,
      ...told(found.wrong),
    },
  ]
}

async function failingCalls({ seed, scale, folder, say }: FaultRun): Promise<Figure[]> {
  const reason = noStrace()
  const what = 'events acknowledged while system calls failed that were lost'
  if (reason !== null) return [{ what, count: 0, bad: 0, skipped: reason }]
  const injections = drawInjections(seed, SCALE[scale].calls)
  const judged = await eachAtOnce(injections, (injection, index) =>
    inject(path.join(folder, `injected-${index}`), injection),
  )
  const hit = judged.filter(({ refused }) => refused > 0).length
  say(`${judged.length} failing calls, ${hit} of them kept something from being saved`)
  const bad = judged.flatMap((each, index) =>
    each.wrong === null ? [] : [`${describe(injections[index])}: ${each.wrong}`],
  )
  const sum = (of: (each: Judged) => number): number => judged.reduce((total, each) => total + of(each), 0)
  return [
    {
      what,
      count: sum(({ acknowledged }) => acknowledged),
      bad: sum(({ lost }) => lost.length),
      detail: `${hit} of ${judged.length} injected errors kept something from being saved`,
    },
    {
      what: 'databases that were not whole after a failing call',
      count: judged.length,
      bad: bad.length,
      ...told(bad),
    },
  ]
}

const told = (wrong: readonly string[]): { detail?: string } => (wrong.length === 0 ? {} : { detail: wrong.join('; ') })

function drawInjections(seed: number, count: number): Injection[] {
  const draw = drawFrom(seed)
  const kinds = CALLS.flatMap(({ call, errors }) => errors.map((error) => ({ call, error })))
  return Array.from({ length: count }, (_, index) => {
    const { call, error } = kinds[index % kinds.length] ?? draw.pick(kinds)
    // The first few calls are the most different ones; but of the later ones something was saved before, which could be lost.
    const isEarly = index % 2 === 0 && index < kinds.length * 2
    const when = isEarly ? 1 + draw.below(EARLY_CALLS) : EARLY_CALLS * 4 + draw.below(MOST_CALLS - EARLY_CALLS * 4)
    return { call, error, when, continuing: draw.below(2) === 1 }
  })
}

const describe = (injection: Injection | undefined): string =>
  injection === undefined
    ? ''
    : `${injection.call} ${injection.error} at ${injection.when}${injection.continuing ? ' and after' : ''}`
