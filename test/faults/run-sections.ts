import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SuiteReport } from '../../scripts/test-reporter.mjs'
import { AT_ONCE, eachAtOnce } from './at-once.ts'
import { makeMemoryFolder } from './memory-folder.ts'
import { runApart } from './run-apart.ts'
import type { FaultSection, Figure } from './section.ts'

export interface RunOfSections {
  readonly seed: number
  readonly scale: 'short' | 'full'
  readonly sections: readonly FaultSection[]
  /** Where the sections' folders are made; null: in the system's temporary folder, and in memory. */
  readonly place: string | null
  say(line: string): void
}

export interface SectionResult {
  readonly name: string
  readonly title: string
  readonly figures: readonly Figure[]
  readonly seconds: number
  /** It threw instead of counting; with where to look. */
  readonly broken: string | null
}

/**
 * One after the other, then those that use one core, three at a time on two cores: the longest waits for a browser most of its time. Each has an empty folder of its own, which is kept where something was
 * bad. The results are in the order of the sections.
 */
export async function runSections({ seed, scale, sections, place, say }: RunOfSections): Promise<SectionResult[]> {
  const parent = realpathSync(mkdtempSync(path.join(place ?? tmpdir(), 'triptych-faults-')))
  const inMemory = place === null ? makeMemoryFolder() : null
  const runOne = async (section: FaultSection, isApart: boolean): Promise<SectionResult> => {
    const { name } = section
    const folder = path.join(parent, name)
    mkdirSync(folder)
    const memory = inMemory === null ? folder : path.join(inMemory, name)
    mkdirSync(memory, { recursive: true })
    const asked = { seed, scale, folder, memory, say: (line: string) => say(`${name}: ${line}`) }
    const result = await runSection(isApart ? { ...section, run: (own) => runApart(name, own) } : section, asked)
    for (const line of linesOf(result)) say(line)
    const folders = [...new Set([folder, memory])]
    if (isGood(result)) for (const one of folders) rmSync(one, { recursive: true, force: true })
    else say(`${name}: FAILED, see ${folders.join(' and ')}; again with --seed ${seed} --scale ${scale} --only ${name}`)
    return result
  }
  const goesBeside = ({ usesOneCore = false }: FaultSection): boolean => scale === 'full' && usesOneCore
  const results: SectionResult[] = []
  for (const section of sections.filter((candidate) => !goesBeside(candidate)))
    results.push(await runOne(section, false))
  results.push(...(await eachAtOnce(sections.filter(goesBeside), (section) => runOne(section, true), AT_ONCE + 1)))
  for (const one of results.every(isGood) ? [parent, inMemory] : [])
    if (one !== null) rmSync(one, { recursive: true, force: true })
  return sections.flatMap(({ name }) => results.filter((result) => result.name === name))
}

async function runSection(
  { name, title, run }: FaultSection,
  asked: Parameters<FaultSection['run']>[0],
): Promise<SectionResult> {
  const startMs = performance.now()
  const seconds = () => (performance.now() - startMs) / 1000
  try {
    const figures = await run(asked)
    const broken = figures.length === 0 ? 'It counted nothing.' : null
    return { name, title, figures, seconds: seconds(), broken }
  } catch (error) {
    const broken = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { name, title, figures: [], seconds: seconds(), broken }
  }
}

/** What was not tried is not bad; what was tried no time at all is. */
export const isBad = ({ bad, count, skipped }: Figure): boolean => skipped === undefined && (bad > 0 || count === 0)

const isGood = ({ figures, broken }: SectionResult): boolean => broken === null && !figures.some(isBad)

function linesOf({ name, figures, seconds, broken }: SectionResult): string[] {
  const told = figures.map(({ what, count, bad, detail, skipped }) =>
    skipped === undefined
      ? `${name}: ${bad} in ${count} ${what}${detail === undefined ? '' : ` (${detail})`}`
      : `${name}: not tried: ${what} (${skipped})`,
  )
  return [...told, ...(broken === null ? [] : [`${name}: ${broken}`]), `${name}: ${seconds.toFixed(1)} s`]
}

/** One test a section; each figure that could not be tried is a skip with its reason. */
export function reportOf(results: readonly SectionResult[]): SuiteReport {
  const skipped = results.flatMap(({ name, figures }) =>
    figures.flatMap(({ what, skipped: reason }) =>
      reason === undefined ? [] : [{ name: `${name}: ${what}`, reason }],
    ),
  )
  const failed = results.filter((result) => !isGood(result)).map(({ name }) => ({ name, reason: 'see above' }))
  const untried = results.filter(
    ({ figures, broken }) => broken === null && figures.every((figure) => figure.skipped !== undefined),
  ).length
  return { passed: results.length - failed.length - untried, failed, retried: [], skipped }
}
