import { openBackend } from '../backend.ts'
import { NO_BASE } from '../engine/context.ts'
import type { ExitCode } from './exit-codes.ts'
import { findRun } from './lookup.ts'
import { noRuns } from './no-runs.ts'
import { openingLines } from './run-command.ts'
import { workOnRun } from './work-on-run.ts'
import { own, refuse, type Session } from './work-session.ts'

/** `resume`: takes the data folder over, clears a pause or a limit, and works on. */
export async function resumeCommand(session: Session, prefix: string): Promise<ExitCode> {
  const none = noRuns(session, prefix)
  if (none) return refuse(session, none)
  const backend = await openBackend({ home: session.home, environment: session.io.env })
  try {
    const { store } = backend
    const found = findRun(store, prefix, session.program)
    if (!found.ok) return refuse(session, found.error)
    const { id, status, baseCommit, control } = found.value
    if (status === 'completed' || status === 'failed' || status === 'cancelled') {
      const remedy = `See what came of it: ${session.program} show ${prefix}`
      return refuse(session, { message: `Run ${prefix} has ended: ${status}.`, remedy })
    }
    if (baseCommit === null && control !== 'cancel') {
      const remedy = `Its history stays readable: ${session.program} show ${prefix}. A new run: ${session.program} help run`
      return refuse(session, { message: `${NO_BASE}.`, remedy })
    }
    const after = store.listEvents(id, 1).at(-1)?.id ?? 0
    const owned = await own(session, backend)
    if (!owned.ok) return owned.error
    const resumed = backend.control(id, 'resume', 'person')
    if (!resumed.ok) return refuse(session, resumed.error)
    for (const line of openingLines(resumed.value, { notices: [] }, 'as the run began')) session.screen.say(line)
    return await workOnRun({ ...session, backend, runId: id, after })
  } finally {
    await backend.close()
  }
}
