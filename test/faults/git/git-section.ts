import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openGit } from '../../../electron/git/git.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { forgetTraces, groundIn, hasTrace, inTerminal, makeSample, type Place, plainGit } from './ground.ts'
import { OPERATIONS, type Operation, perform } from './operations.ts'
import { notPerformed, productCommands } from './product-commands.ts'
import { productFlow } from './product-flow.ts'
import { VECTORS, type Vector } from './vectors.ts'

/** How many vectors are drawn, and how many of the ordinary operations are performed with each. */
const DRAWN = {
  short: { vectors: 6, operations: 6 },
  full: { vectors: 40, operations: OPERATIONS.length },
} as const

/**
 * Repositories that bring programs along, in the hands of the application's one git wrapper: nothing of them may run. Plain git runs
 * them in the control, or the vector proves nothing; and everything must succeed in a repository without them.
 */
export const gitSection: FaultSection = {
  name: 'git',
  title: 'Hostile repositories in the git wrapper [fault 52]',
  usesOneCore: true,
  async run(asked) {
    const sample = path.join(asked.memory, 'sample')
    makeSample(sample)
    const performed = await recordProductCalls(asked, sample)
    const full = asked.scale === 'full'
    const counts = DRAWN[asked.scale]
    const vectors = drawn(VECTORS, counts.vectors, asked.seed)
    const tally = { fired: [] as string[], failed: [] as string[], tried: 0, proved: 0, unproved: [] as string[] }
    const queue = [...vectors.entries()]
    const worker = async (name: string): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, vector] = next
        const chosen = drawn(OPERATIONS, counts.operations, asked.seed + index)
        await tryVector(path.join(asked.memory, name), sample, vector, chosen, tally)
        if (full) asked.say(`${vector.name}: ${vectors.length - queue.length} of ${vectors.length}`)
      }
    }
    await Promise.all(['one', 'two'].map(worker))
    return figures(tally, performed, vectors.length)
  },
}

interface Tally {
  /** Which vector was run by what. */
  readonly fired: string[]
  readonly failed: string[]
  tried: number
  proved: number
  /** Plain git did not run them. */
  readonly unproved: string[]
}

async function tryVector(
  folder: string,
  sample: string,
  vector: Vector,
  operations: readonly Operation[],
  tally: Tally,
): Promise<void> {
  if (vector.unproven === undefined) prove(groundIn(folder, sample, vector.plant), vector, tally)
  const note = (place: Place, what: string): void => {
    tally.tried++
    if (!hasTrace(place)) return
    tally.fired.push(`${vector.name} by ${what}`)
    forgetTraces(place)
  }
  const place = groundIn(folder, sample, vector.plant)
  const git = openGit(`${place.root}/.git`)
  for (const operation of operations) {
    const succeeded = await perform(git, operation, place)
    note(place, `git ${operation.args.join(' ')}`)
    // A part of the list is no sequence in which each can succeed.
    const isJudged = operations.length === OPERATIONS.length && operation.withoutDrivers !== true
    if (isJudged && succeeded === (operation.refused === true)) {
      tally.failed.push(`git ${operation.args.join(' ')} with ${vector.name}`)
    }
  }
  const fresh = groundIn(folder, sample, vector.plant)
  await productFlow(fresh).catch((error: unknown) => tally.failed.push(`the application with ${vector.name}: ${error}`))
  note(fresh, 'the application')
}

function prove(place: Place, vector: Vector, tally: Tally): void {
  for (const proof of vector.proof) {
    if ('terminal' in proof) inTerminal(place, proof.terminal)
    else if ('in' in proof) plainGit(place, proof.args, path.join(place.root, proof.in))
    else plainGit(place, proof)
  }
  if (hasTrace(place)) tally.proved++
  else tally.unproved.push(vector.name)
}

/** All commands of git that the application gives while it works on the plain sample, seen from outside by a program in git's place. */
async function recordProductCalls({ memory: folder }: FaultRun, sample: string): Promise<string[][]> {
  const bin = path.join(folder, 'bin')
  const log = path.join(folder, 'calls')
  mkdirSync(bin)
  writeFileSync(log, '')
  const found = process.env['PATH'] ?? ''
  // The words of a call end with NUL, a call with an empty word more.
  const script = `#!/bin/sh\nprintf '%s\\0' "$@" '' >> '${log}'\nPATH='${found}' exec git "$@"\n`
  writeFileSync(path.join(bin, 'git'), script, { mode: 0o755 })
  process.env['PATH'] = `${bin}${path.delimiter}${found}`
  try {
    const place = groundIn(path.join(folder, 'recorded'), sample, () => undefined)
    await productFlow(place)
  } finally {
    process.env['PATH'] = found
    rmSync(bin, { recursive: true })
  }
  const calls: string[][] = [[]]
  for (const word of readFileSync(log, 'utf8').split('\0')) {
    if (word === '') calls.push([])
    else calls.at(-1)?.push(word)
  }
  return calls
}

function figures(tally: Tally, performed: readonly (readonly string[])[], vectors: number): Figure[] {
  const commands = productCommands()
  const missing = notPerformed(commands, performed)
  const control = {
    what: 'planted programs that plain git did not run (control)',
    count: tally.proved + tally.unproved.length,
  }
  const unprovable = VECTORS.filter(({ unproven }) => unproven !== undefined).map((v) => `${v.name} ${v.unproven}`)
  return [
    {
      what: 'planted programs that the wrapper ran',
      count: tally.tried,
      bad: tally.fired.length,
      ...detail(tally.fired),
    },
    { ...control, bad: tally.unproved.length, ...detail([...tally.unproved, ...unprovable]) },
    {
      what: 'commands in those repositories that did not end as they should',
      count: tally.tried,
      bad: tally.failed.length,
      ...detail(tally.failed),
    },
    {
      what: 'commands of the application that were not among them',
      count: commands.length,
      bad: missing.length,
      ...detail(missing),
    },
    ...(vectors < 25
      ? []
      : [counted('ways to plant a program', vectors), counted('ordinary operations', OPERATIONS.length)]),
  ]
}

const counted = (what: string, count: number): Figure => ({ what, count, bad: 0 })

const detail = (lines: readonly string[]): Pick<Figure, 'detail'> =>
  lines.length === 0 ? {} : { detail: lines.slice(0, 20).join('; ') }

/** A part of a list that the seed chooses, in the list's order. */
function drawn<T>(list: readonly T[], count: number, seed: number): readonly T[] {
  const keyed = list.map((item, index) => ({ item, index, key: Math.imul(index + 1, 2654435761 ^ seed) >>> 0 }))
  const chosen = keyed.sort((a, b) => a.key - b.key).slice(0, count)
  return chosen.sort((a, b) => a.index - b.index).map(({ item }) => item)
}
