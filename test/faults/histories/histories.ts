/** Random histories of a run on the product's engine and store, in a scripted world; the property test that `npm test` lives a part of. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { eachAtOnce } from '../at-once.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'

export const histories: FaultSection = {
  name: 'histories',
  title: 'Random histories of a run: agents, commands, people and crashes in any order',
  isFullOnly: true,
  run: runHistories,
}

const PROJECT = path.resolve(import.meta.dirname, '../../..')
const VITEST = path.join(PROJECT, 'node_modules/vitest/vitest.mjs')
const HISTORIES = 10_000
/** Histories are of very different lengths; in more parts than there are cores none of these is idle for long. */
const PARTS = 5
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024
const SHOWN_CHARACTERS = 4_000

async function runHistories({ seed }: FaultRun): Promise<Figure[]> {
  const share = Math.ceil(HISTORIES / PARTS)
  const seeds = Array.from({ length: PARTS }, (_, index) => seed + index)
  const failures = (await eachAtOnce(seeds, (own) => live(share, own))).filter((failure) => failure !== null)
  const what = 'histories that did not end, waited for nothing or broke a rule of the engine (at least)'
  const figure = { what, count: share * PARTS, bad: failures.length }
  return [failures.length === 0 ? figure : { ...figure, detail: failures.join('\n') }]
}

/** What went wrong, or null. */
async function live(count: number, seed: number): Promise<string | null> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    TRIPTYCH_HISTORIES: `${count}`,
    TRIPTYCH_HISTORIES_SEED: `${seed}`,
    TRIPTYCH_TEST_PROGRAMS: '',
  }
  delete env['TRIPTYCH_TEST_REPORT']
  const args = [VITEST, 'run', '--project', 'unit', 'test/engine/histories.test.ts']
  try {
    await promisify(execFile)(process.execPath, args, { cwd: PROJECT, env, maxBuffer: MAX_OUTPUT_BYTES })
    return null
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error)) throw error
    return `seed ${seed}: ${String(error.stdout).slice(-SHOWN_CHARACTERS)}`
  }
}
