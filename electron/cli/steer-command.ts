import { shortId } from '../../shared/names.ts'
import { MAX_MESSAGE_CHARACTERS } from '../../shared/text-limits.ts'
import type { SteerCommand } from './commands.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { dim, good } from './line.ts'
import { onRun } from './on-run.ts'
import { readText } from './read-text.ts'
import { refuse, type Session } from './work-session.ts'

/** `steer`: a message to a role, kept as one row that the driver notices; it works beside a running application. */
export async function steerCommand(session: Session, command: SteerCommand): Promise<ExitCode> {
  const message = await readText(session.io, command.message, 'message')
  if (!message.ok) return refuse(session, message.error)
  if (message.value.length > MAX_MESSAGE_CHARACTERS) {
    const what = `The message has ${message.value.length} characters; ${MAX_MESSAGE_CHARACTERS} is the limit.`
    return refuse(session, { message: what, remedy: 'Put long material into the repository and point to it.' })
  }
  const { role, interrupt } = command
  return onRun(session, command.run, async (backend, { id }) => {
    const sent = backend.steer(id, role, interrupt ? 'interrupt' : 'next_turn', message.value)
    if (!sent.ok) return refuse(session, sent.error)
    const works = backend.store.listRunningTurns([id]).some((turn) => turn.role === role)
    const { screen } = session
    screen.say([good('✓ '), `The message to ${role} of run ${shortId(id)} is kept.`])
    screen.say([dim(interrupt && works ? NOW : `  Its next turn begins with it.`)])
    return EXIT.done
  })
}

const NOW = '  What it does now is cancelled, and it goes on with the message in the same session.'
