/** The whole application as a subject: `triptych run` and `resume` with the demo agent, each a process of its own with more of them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { databaseFile } from '../../../electron/home.ts'
import { openStore } from '../../../electron/store/store.ts'
import { FINAL_RUN_STATUSES } from '../../../shared/words.ts'
import { cliProgram } from '../../support/programs.ts'
import { sumScript } from '../../support/sum-job.ts'
import { openTerminal } from '../../support/terminal.ts'
import { type Ack, eventHash } from '../driver/acks.ts'
import type { Command } from '../driver/chain.ts'
import type { Subject } from '../driver/trial.ts'
import { type DriverWorld, makeWorld } from '../driver/world.ts'

const ACKS = 'events.ndjson'
const MOST_TURNS = 100_000

/** `sandbox`: with it the system ends what a kill leaves; without it the next owner of the data folder does. */
export const applicationSubject = (sandbox: 'auto' | 'off'): Subject => ({
  make(folder) {
    const world = makeWorld(folder)
    const script = path.join(folder, 'script.json')
    writeFileSync(script, JSON.stringify(sumScript(['test -s src/sum.js', 'grep -q sum src/sum.js'])))
    const { env } = openTerminal(folder, { TRIPTYCH_DEMO_SCRIPT: script })
    const run = ['run', '--repo', world.repository, '--goal', 'Add sum', '--policy', 'unattended', '--agent', 'demo']
    // Every kill may cost a turn, and none of them may be the last.
    const limit = ['--limit', `turns=${MOST_TURNS}`]
    const first = [process.execPath, cliProgram(), ...run, ...limit, '--sandbox', sandbox, '--json'] as const
    const next = (): Command | null => {
      const known = newestRun(world)
      if (known === null) return first
      return known.hasEnded ? null : [process.execPath, cliProgram(), 'resume', known.id, '--json']
    }
    const outputFile = path.join(folder, ACKS)
    return { world, program: { env, next, outputFile }, acks: () => toldIn(outputFile) }
  },
})

function newestRun({ home }: DriverWorld): { id: string; hasEnded: boolean } | null {
  const file = databaseFile(home)
  if (!existsSync(file)) return null
  const store = openStore(file)
  try {
    const run = store.runStore.listRuns()[0]
    if (run === undefined) return null
    return { id: run.id, hasEnded: FINAL_RUN_STATUSES.some((final) => final === run.status) }
  } finally {
    store.close()
  }
}

const eventLine = z.looseObject({
  type: z.literal('event'),
  seq: z.int(),
  ts: z.string(),
  runId: z.string(),
  source: z.string(),
  kind: z.string(),
  message: z.string(),
  payload: z.unknown(),
})

/** What it printed, whole lines only: a kill may have cut the last one of a life. */
function toldIn(file: string): Ack[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): Ack[] => {
      if (!line.endsWith('}')) return []
      const event = eventLine.safeParse(parsed(line))
      if (!event.success) return []
      const { seq: id, kind } = event.data
      return [{ kind: 'event', id, hash: eventHash({ ...event.data, id }), event: kind, owner: '', command: null }]
    })
}

/** A cut line may have been glued to the next life's first one. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
