import { shortId } from '../../shared/names.ts'
import type { DecideCommand } from './commands.ts'
import { decideErrorText } from './decide-error.ts'
import { decisionPayload } from './decision.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { PAST } from './gate-answers.ts'
import { dim, good } from './line.ts'
import { findGate } from './lookup.ts'
import { noRuns } from './no-runs.ts'
import { readOwner } from './owner.ts'
import { openFolder, refuse, type Session } from './work-session.ts'

/** `approve`, `reject`, `request-changes`: one guarded row, whoever drives the run. */
export async function decideCommand(session: Session, command: DecideCommand): Promise<ExitCode> {
  const none = noRuns(session, command.gate)
  if (none) return refuse(session, none)
  const { screen, program, home } = session
  const backend = await openFolder(session)
  try {
    const found = findGate(backend.store, command.gate, program)
    if (!found.ok) return refuse(session, found.error)
    const gate = found.value
    const payload = await decisionPayload(backend, gate, command)
    if (!payload.ok) return refuse(session, payload.error)
    const decided = backend.decide(gate.id, {
      subjectHash: command.hash,
      verdict: command.verdict,
      source: 'human',
      rationale: command.message,
      payload: payload.value,
    })
    if (!decided.ok) return refuse(session, decideErrorText(decided.error, gate, program))
    screen.say([good('✓ '), `${gate.question.split('\n', 1)[0]} ${PAST[command.verdict]}.`])
    const owner = readOwner(home)
    const beside = owner
      ? `Process ${owner.pid} goes on by itself if it works on this run. Otherwise: `
      : 'Go on with: '
    screen.say([dim(`  ${beside}`), `${program} resume ${shortId(gate.runId)}`])
    return EXIT.done
  } finally {
    await backend.close()
  }
}
