/** Does the harness find bugs? Each is planted into a copy of the project, alone, and the test that is to notice it is run there. */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AT_ONCE } from '../at-once.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { BUGS, type PlantedBug, QUICK_BUGS } from './bugs.ts'

export const planted: FaultSection = {
  name: 'planted',
  title: 'Bugs that are planted into a copy, each of which must be noticed',
  run: runPlanted,
}

const PROJECT = path.resolve(import.meta.dirname, '../../..')
/** What the tests of the main process need of it. */
const COPIED = ['electron', 'shared', 'scripts', 'test', 'docs', 'package.json', 'tsconfig.json', 'vitest.config.ts']
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

async function runPlanted({ folder, scale, say }: FaultRun): Promise<Figure[]> {
  const control = path.join(folder, 'control')
  makeCopy(control)
  const controlled = testsFail(control)
  const waiting = [...(scale === 'full' ? BUGS : QUICK_BUGS)]
  const count = waiting.length
  const unnoticed: string[] = []
  const plantAll = async (copy: string): Promise<void> => {
    makeCopy(copy)
    for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
      const problem = await plant(copy, bug)
      say(`${problem === null ? 'noticed' : 'NOT NOTICED'}: ${bug.what}`)
      if (problem !== null) unnoticed.push(`${bug.what}: ${problem}`)
    }
  }
  const planting = Array.from({ length: AT_ONCE }, (_, index) => plantAll(path.join(folder, `copy-${index}`)))
  const [spoiled] = await Promise.all([controlled, ...planting])
  const figure = { what: 'planted bugs that nothing noticed', count, bad: unnoticed.length }
  const controls = { what: 'tests that fail without any of them (control)', count: spoiled.count, bad: spoiled.failed }
  return [unnoticed.length === 0 ? figure : { ...figure, detail: unnoticed.join('\n') }, controls]
}

/** Those that are to notice a bug, in a copy without one: only the quick ones, the others are the same in `npm test`. */
async function testsFail(copy: string): Promise<{ count: number; failed: number }> {
  const files = QUICK_BUGS.flatMap(({ noticedBy }) => ('test' in noticedBy ? [noticedBy.test] : []))
  const report = path.join(copy, 'report.json')
  const { text } = await run(copy, vitestArgs(copy, report, files))
  if (!existsSync(report)) throw new Error(`The control gave no report:\n${text}`)
  const { numTotalTests, numFailedTests } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  return { count: numTotalTests, failed: numFailedTests }
}

function vitestArgs(copy: string, report: string, more: readonly string[]): string[] {
  const vitest = path.join(copy, 'node_modules/vitest/vitest.mjs')
  return [vitest, 'run', '--project', 'unit', '--reporter=json', `--outputFile=${report}`, ...more]
}

function makeCopy(copy: string): void {
  mkdirSync(copy)
  const isInstalled = (file: string): boolean => path.basename(file) === 'node_modules'
  for (const name of COPIED)
    cpSync(path.join(PROJECT, name), path.join(copy, name), { recursive: true, filter: (file) => !isInstalled(file) })
  symlinkSync(path.join(PROJECT, 'node_modules'), path.join(copy, 'node_modules'))
}

/** Null: it was noticed. */
async function plant(copy: string, { file, from, to, noticedBy }: PlantedBug): Promise<string | null> {
  const place = path.join(copy, file)
  const text = readFileSync(place, 'utf8')
  const times = text.split(from).length - 1
  if (times !== 1) return `its text stands ${times} times in ${file} instead of once`
  writeFileSync(
    place,
    text.replace(from, () => to),
  )
  try {
    return 'section' in noticedBy ? await sectionPasses(copy, noticedBy.section) : await testsPass(copy, noticedBy)
  } finally {
    writeFileSync(place, text)
  }
}

const reportSchema = z.object({ numTotalTests: z.int(), numFailedTests: z.int() })

/** The first failure of a test tells all. */
const FIRST = ['--retry=0', '--bail=1']

/** A test must fail as a test: a file that cannot be loaded notices nothing. */
async function testsPass(copy: string, { test, title }: { test: string; title?: string }): Promise<string | null> {
  const report = path.join(copy, 'report.json')
  rmSync(report, { force: true })
  const only = title === undefined ? [] : ['-t', title]
  const args = vitestArgs(copy, report, [...FIRST, ...only, test])
  const output = await run(copy, args)
  if (!existsSync(report)) return `${test} gave no report:\n${output.text}`
  const { numTotalTests, numFailedTests } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  return numFailedTests > 0 ? null : `${test} passes all of its ${numTotalTests} tests`
}

async function sectionPasses(copy: string, section: string): Promise<string | null> {
  const args = ['test/faults/faults.ts', '--scale', 'short', '--seed', '1', '--only', section, '--folder', copy]
  const { code, text } = await run(copy, args)
  return code === 1 && text.includes(`${section}: FAILED`) ? null : `section ${section} ended with ${code}:\n${text}`
}

function run(cwd: string, args: string[]): Promise<{ code: number | null; text: string }> {
  const { TRIPTYCH_TEST_REPORT: _report, ...around } = process.env
  // A copy starts programs of its own, which have the bug: its sources, because few of these tests start any and a bundler takes longer.
  const env = { ...around, TRIPTYCH_TEST_PROGRAMS: '' }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { cwd, env, maxBuffer: MAX_OUTPUT_BYTES },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, text: `${stdout}${stderr}`.slice(-MAX_SHOWN) }),
    )
  })
}

const MAX_SHOWN = 4_000
