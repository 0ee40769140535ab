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

const LIVE = path.join(import.meta.dirname, 'live.ts')
const HISTORIES = 10_000
/** Histories are of very different lengths; in more parts than there are cores none of these is idle for long. */
const PARTS = 5
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
  try {
    await promisify(execFile)(process.execPath, [LIVE, `${count}`, `${seed}`])
    return null
  } catch (error) {
    if (!(error instanceof Error) || !('stderr' in error)) throw error
    return `seed ${seed}: ${String(error.stderr).slice(0, SHOWN_CHARACTERS)}`
  }
}
