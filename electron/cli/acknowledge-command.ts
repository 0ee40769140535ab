import { lossText } from '../../shared/history-loss.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { counted, dim, good } from './line.ts'
import { isBegun } from './no-runs.ts'
import { openFolder, type Session } from './work-session.ts'

/** `acknowledge`: a person knows what is missing from the history; from then on runs may be resumed and started. */
export async function acknowledgeCommand(session: Session): Promise<ExitCode> {
  const { screen, home, program } = session
  const nothing = 'Nothing is to be acknowledged: no history is known to be missing.'
  if (!isBegun(home)) {
    screen.say([nothing])
    return EXIT.done
  }
  const backend = await openFolder(session)
  try {
    const losses = backend.store.openLosses()
    if (losses.length === 0) screen.say([nothing])
    else {
      backend.store.acknowledgeLosses()
      screen.say([good('✓ '), `Acknowledged ${counted(losses.length, 'finding')}:`])
      for (const loss of losses) screen.say([dim(`  ${loss.foundAt}  `), lossText(loss)])
      screen.say([dim('Paused runs go on with: '), `${program} resume <run>`])
    }
    return EXIT.done
  } finally {
    await backend.close()
  }
}
