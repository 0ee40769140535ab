import { shortId } from '../../shared/names.ts'
import type { Backend } from '../backend.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { dim, good } from './line.ts'
import { onRun } from './on-run.ts'
import { refuse, type Session } from './work-session.ts'

/** `pause`, `cancel`: one guarded row that the driver notices. Where nobody drives, a cancelled run is brought to its end here. */
export async function controlCommand(session: Session, action: 'pause' | 'cancel', prefix: string): Promise<ExitCode> {
  const { screen, program } = session
  return onRun(session, prefix, async (backend, { id }) => {
    const changed = backend.control(id, action, 'person')
    if (!changed.ok) return refuse(session, changed.error)
    if (action === 'pause') {
      screen.say([good('✓ '), `Run ${shortId(id)} is paused.`])
      screen.say([dim('  Go on with: '), `${program} resume ${shortId(id)}`])
    } else {
      screen.say([good('✓ '), await cancelled(backend, id)])
    }
    return EXIT.done
  })
}

async function cancelled(backend: Backend, runId: string): Promise<string> {
  const owned = await backend.own()
  if (!owned.ok) {
    const { pid } = owned.error
    return `Run ${shortId(runId)} is to be cancelled. Process ${pid} ends it if it works on it; else cancel again once that is done.`
  }
  await backend.drive(runId, new AbortController().signal)
  const { status, branch } = backend.store.getRun(runId)
  return `Run ${shortId(runId)} is ${status}.${branch ? ` What was accepted stays on ${branch}.` : ''}`
}
