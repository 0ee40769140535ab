import { NO_BASE } from '../engine/context.ts'
import type { ExitCode } from './exit-codes.ts'
import { onRun } from './on-run.ts'
import { openingLines } from './run-command.ts'
import { workOnRun } from './work-on-run.ts'
import { own, refuse, type Session } from './work-session.ts'

/** `resume`: takes the data folder over, clears a pause or a limit, and works on. */
export async function resumeCommand(session: Session, prefix: string): Promise<ExitCode> {
  return onRun(session, prefix, async (backend, { id, status, baseCommit, control }) => {
    if (status === 'completed' || status === 'failed' || status === 'cancelled') {
      const remedy = `See what came of it: ${session.program} show ${prefix}`
      return refuse(session, { message: `Run ${prefix} has ended: ${status}.`, remedy })
    }
    if (baseCommit === null && control !== 'cancel') {
      const remedy = `Its history stays readable: ${session.program} show ${prefix}. A new run: ${session.program} help run`
      return refuse(session, { message: `${NO_BASE}.`, remedy })
    }
    const after = backend.store.listEvents(id, 1).at(-1)?.id ?? 0
    const owned = await own(session, backend)
    if (!owned.ok) return owned.error
    const resumed = backend.control(id, 'resume', 'person')
    if (!resumed.ok) return refuse(session, resumed.error)
    for (const line of openingLines(resumed.value, { notices: [] }, 'as the run began')) session.screen.say(line)
    return await workOnRun({ ...session, backend, runId: id, after })
  })
}
