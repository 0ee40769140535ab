import type { RunRecord } from '../../shared/domain.ts'
import type { Backend } from '../backend.ts'
import type { ExitCode } from './exit-codes.ts'
import { findRun } from './lookup.ts'
import { noRuns } from './no-runs.ts'
import { openFolder, refuse, type Session } from './work-session.ts'

/** What a command does with the one run that an id or its beginning names; refuses where there is none, and closes what it opened. */
export async function onRun(
  session: Session,
  prefix: string,
  work: (backend: Backend, run: RunRecord) => Promise<ExitCode>,
): Promise<ExitCode> {
  const none = noRuns(session, prefix)
  if (none) return refuse(session, none)
  const backend = await openFolder(session)
  try {
    const found = findRun(backend.store, prefix, session.program)
    return found.ok ? await work(backend, found.value) : refuse(session, found.error)
  } finally {
    await backend.close()
  }
}
