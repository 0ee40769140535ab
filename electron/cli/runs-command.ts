import type { RunRecord } from '../../shared/domain.ts'
import { shortId } from '../../shared/names.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { inertLine } from './inert-text.ts'
import { plainResultJson } from './json-lines.ts'
import { bad, bold, dim, good, type Line, type Span, shortened, warn } from './line.ts'
import { isBegun } from './no-runs.ts'
import { readOwner } from './owner.ts'
import { type WaitFacts, waitText } from './run-text.ts'
import { openFolder, type Session } from './work-session.ts'

export interface RunRow {
  run: RunRecord
  waits: WaitFacts
}

/** `runs`: all of them, newest first. */
export async function runsCommand(session: Session): Promise<ExitCode> {
  const { screen, home, program } = session
  const rows = isBegun(home) ? await readRows(session) : []
  for (const line of runsLines(rows)) screen.say(line)
  if (rows.length === 0) screen.say([`No runs in ${home}. Start one: ${program} help run`])
  for (const row of rows) screen.json(runJson(row))
  screen.json(plainResultJson(EXIT.done, null))
  return EXIT.done
}

async function readRows(session: Session): Promise<RunRow[]> {
  const backend = await openFolder(session)
  try {
    const { store } = backend
    const driven = readOwner(session.home) !== null
    const removed = new Set(store.listTrash().map(({ runId }) => runId))
    return store.runStore
      .listRuns()
      .filter(({ id }) => !removed.has(id))
      .map((run) => ({
        run,
        waits: { run, internals: store.getInternals(run.id), openGates: store.listOpenGates(run.id), driven },
      }))
  } finally {
    await backend.close()
  }
}

export function runsLines(rows: readonly RunRow[]): Line[] {
  return rows.map(({ run, waits }): Line => {
    const goal = shortened(inertLine(run.goal), 70)
    return [bold(shortId(run.id)), `  ${run.createdAt.slice(0, 16).replace('T', ' ')}  `, status(waits), `  ${goal}`]
  })
}

function status(waits: WaitFacts): Span {
  const text = shortened(waitText(waits), 60)
  if (waits.run.status === 'completed') return good(text)
  if (waits.run.status === 'failed' || waits.run.status === 'cancelled') return bad(text)
  return waits.run.status === 'awaiting_approval' ? warn(text) : dim(text)
}

/** The line of type `run`: the record, and why it waits. */
export function runJson({ run, waits }: RunRow): Readonly<Record<string, unknown>> {
  const { id: runId, ...record } = run
  return { type: 'run', runId, ...record, why: waitText(waits) }
}
