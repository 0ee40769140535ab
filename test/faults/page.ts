import { readFileSync, writeFileSync } from 'node:fs'
import { plainTitle } from './fault-titles.ts'
import { FAMILIES, FAULTS } from './matrix.ts'
import type { SectionResult } from './run-sections.ts'
import type { Figure } from './section.ts'

export interface FiguresOfRun {
  readonly seed: number
  readonly machine: string
  readonly at: Date
  /** From the first section to the last. */
  readonly seconds: number
  readonly results: readonly SectionResult[]
}

export interface MatrixFacts {
  readonly tested: ReadonlyMap<number, readonly string[]>
  readonly notTested: readonly { readonly fault: number; readonly why: string }[]
}

export const writeFigures = (file: string, run: FiguresOfRun): void => replacePart(file, 'figures', figuresText(run))
export const writeMatrix = (file: string, facts: MatrixFacts): void => replacePart(file, 'matrix', matrixText(facts))

/** The generated part of a page: what stands between its two markers. Throws where they are missing. */
export function partOf(page: string, name: 'figures' | 'matrix'): { before: string; text: string; after: string } {
  const [begin, end] = [`<!-- ${name}: begin -->\n`, `<!-- ${name}: end -->`]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`The page has no place for ${name}: ${begin.trim()} … ${end}`)
  const start = from + begin.length
  return { before: page.slice(0, start), text: page.slice(start, to), after: page.slice(to) }
}

function replacePart(file: string, name: 'figures' | 'matrix', text: string): void {
  const { before, after } = partOf(readFileSync(file, 'utf8'), name)
  writeFileSync(file, `${before}${text}${after}`)
}

function figuresText({ seed, machine, at, seconds, results }: FiguresOfRun): string {
  const made = `Seed ${seed}, scale full, ${at.toISOString().slice(0, 10)}, ${seconds} s on ${machine}.`
  return `\n${made}\n\n${results.map(sectionText).join('\n')}\n`
}

function sectionText(result: SectionResult): string {
  const rows = result.figures.map((figure) =>
    figure.skipped === undefined
      ? row(cell(figure), String(figure.count), String(figure.bad), boundText(figure))
      : row(`${figure.what}: not tried, ${figure.skipped}`, '–', '–', '–'),
  )
  const broken = result.broken === null ? [] : ['', 'It broke before it had counted.']
  return [
    `### ${plainTitle(result)}`,
    '',
    `\`npm run faults -- --only ${result.name}\`, ${Math.round(result.seconds)} s`,
    '',
    row('what was tried', 'count', 'bad', '95 % bound'),
    row('---', '---:', '---:', '---:'),
    ...rows,
    ...broken,
    '',
  ].join('\n')
}

const row = (...cells: string[]): string => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`
const cell = ({ what, detail }: Figure): string => (detail === undefined ? what : `${what} (${detail})`)

/** With 95 % confidence the share of bad ones is below this, if none of `count` independent ones was bad: 1 − 0.05^(1/count). */
export const upperBound = (count: number): number => 1 - 0.05 ** (1 / count)

function boundText({ count, bad }: Figure): string {
  if (bad > 0 || count === 0) return '–'
  return `< ${Number((100 * upperBound(count)).toPrecision(2))} %`
}

export function matrixText({ tested, notTested }: MatrixFacts): string {
  const whereOf = (number: number): string => {
    const why = notTested.find(({ fault }) => fault === number)?.why
    const places = tested.get(number) ?? []
    return why === undefined ? places.map((place) => `\`${place}\``).join(', ') : `not tested: ${why}`
  }
  const families = FAMILIES.map(({ title, first, last }) =>
    [
      `### ${title}`,
      '',
      row('#', 'fault', 'what is expected', 'where it is tested'),
      row('---:', '---', '---', '---'),
      ...FAULTS.filter(({ number }) => number >= first && number <= last).map(({ number, fault, expected }) =>
        row(String(number), fault, expected, whereOf(number)),
      ),
      '',
    ].join('\n'),
  )
  return `\n${families.join('\n')}\n`
}
