/**
 * `node test/faults/faults.ts [--seed <n>] [--scale short|full] [--only <section>,…] [--folder <folder>] [--matrix]`: the faults of docs/reliability.md, injected and
 * counted. A whole full run writes its figures into that page; `--matrix` only brings the page's table of faults up to date.
 * Exits with 1 if anything was bad.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { summarize } from '../../scripts/test-plan.mjs'
import { setup } from '../support/build-programs.ts'
import { testedFaults } from './fault-titles.ts'
import { describeMachine } from './machine.ts'
import { NOT_TESTED } from './not-tested.ts'
import { writeFigures, writeMatrix } from './page.ts'
import { type RunOfSections, reportOf, runSections } from './run-sections.ts'
import type { FaultSection } from './section.ts'
import { SECTIONS } from './sections.ts'

const PROJECT = path.resolve(import.meta.dirname, '../..')
const PAGE = path.join(PROJECT, 'docs/reliability.md')
const MAX_SEED = 1_000_000_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(1 + Math.floor(Math.random() * MAX_SEED)) },
    scale: { type: 'string', default: 'full' },
    only: { type: 'string' },
    folder: { type: 'string' },
    matrix: { type: 'boolean', default: false },
  },
})

/** Null, after saying why, where the words make no sense. */
function readAsked(): Omit<RunOfSections, 'say'> | null {
  const seed = Number(values.seed)
  const { scale } = values
  const names = values.only?.split(',') ?? SECTIONS.map(({ name }) => name)
  const unknown = names.filter((name) => !SECTIONS.some((section) => section.name === name))
  if (!Number.isSafeInteger(seed) || seed < 1) console.log(`--seed takes a whole number from 1, not ${values.seed}`)
  else if (scale !== 'short' && scale !== 'full') console.log(`--scale takes short or full, not ${scale}`)
  else if (unknown.length > 0)
    console.log(`no section ${unknown.join(', ')}; there are ${SECTIONS.map(({ name }) => name).join(', ')}`)
  else {
    const isAsked = ({ name, isFullOnly = false }: FaultSection): boolean =>
      names.includes(name) && (scale === 'full' || !isFullOnly)
    return { seed, scale, place: values.folder ?? null, sections: SECTIONS.filter(isAsked) }
  }
  return null
}

async function main(): Promise<number> {
  if (values.matrix) {
    writeMatrix(PAGE, { tested: testedFaults(PROJECT, SECTIONS), notTested: NOT_TESTED })
    return 0
  }
  const asked = readAsked()
  if (asked === null) return 2
  const startMs = performance.now()
  console.log(`seed ${asked.seed}, scale ${asked.scale}: ${asked.sections.map(({ name }) => name).join(', ')}`)
  const removePrograms = await setup()
  const results = await runSections({ ...asked, say: (line) => console.log(line) })
  removePrograms?.()
  const seconds = Math.round((performance.now() - startMs) / 1000)
  const report = reportOf(results)
  const reportFile = process.env['TRIPTYCH_TEST_REPORT']
  if (reportFile !== undefined) writeFileSync(reportFile, JSON.stringify(report))
  if (asked.scale === 'full' && values.only === undefined) {
    const facts = { seed: asked.seed, machine: describeMachine(), at: new Date(), seconds }
    writeFigures(PAGE, { ...facts, results })
    writeMatrix(PAGE, { tested: testedFaults(PROJECT, SECTIONS), notTested: NOT_TESTED })
  }
  const { lines, exitCode } = summarize([report])
  console.log(`seed ${asked.seed}: ${seconds} s`)
  for (const line of lines) console.log(line)
  return exitCode
}

process.exitCode = await main()
