import type { BackupRow, Restored } from '../../shared/views.ts'
import { databaseFile } from '../home.ts'
import { type Replacement, restoreBackup } from '../restore.ts'
import { openBackups } from '../store/backups.ts'
import { agrees } from './agrees.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { inertLine } from './inert-text.ts'
import { plainResultJson } from './json-lines.ts'
import { bad, bold, counted, dim, good, type Line, shortened } from './line.ts'
import { refuse, type Session } from './work-session.ts'

/** `backups`: what can be restored, newest first; each one is checked now. Needs no database that can be opened. */
export async function backupsCommand({ screen, home, program }: Session): Promise<ExitCode> {
  const rows = openBackups(databaseFile(home)).list()
  for (const line of backupLines(rows)) screen.say(line)
  if (rows.length === 0) screen.say([`No backups in ${home}. One is made when a run has ended, and daily.`])
  else screen.say([dim('Put one in the place of the database: '), `${program} restore <backup>`])
  for (const row of rows) screen.json({ type: 'backup', ...row })
  screen.json(plainResultJson(EXIT.done, null))
  return EXIT.done
}

/** `restore`: one of them in the place of the database, which is set aside. Of one that is not damaged only if a person agrees, or did with --yes. */
export async function restoreCommand(session: Session, id: string, isAgreed: boolean): Promise<ExitCode> {
  const { screen, home, program } = session
  const restored = await restoreBackup(home, id, async (replacement) => {
    for (const line of replacementLines(replacement)) screen.say(line)
    if (isAgreed || (await agrees(session, 'Put the backup in its place?'))) return true
    screen.say([
      dim('Nothing was changed. '),
      `${program} restore ${replacement.backup.id} --yes`,
      dim(' restores it.'),
    ])
    return false
  })
  if (restored.ok) {
    for (const line of restoredLines(restored.value, program)) screen.say(line)
    return EXIT.done
  }
  const { code, message, remedy } = restored.error
  if (code === 'not_agreed') return EXIT.waitsForPerson
  return refuse(session, { message, remedy }, code === 'driven' ? EXIT.driven : EXIT.refused)
}

/** What a restore would do to a database that is not damaged. */
export function replacementLines({ backup, there, lostEvents }: Replacement): Line[] {
  const has = `It has ${counted(backup.runs ?? 0, 'run')}, up to event ${backup.lastEventId}`
  return [
    [bold('Restore the backup '), bold(backup.id)],
    [`  ${there}`],
    [`  ${has}${lostEvents === null ? '' : `, ${counted(lostEvents, 'event')} less`}.`],
    [dim('  What is there now is moved aside, not deleted; runs that have not ended are paused.')],
  ]
}

export function backupLines(rows: readonly BackupRow[]): Line[] {
  return rows.map(({ id, madeAt, reason, bytes, runs, lastEventId, problem }): Line => {
    const size = `${(bytes / 1024 ** 2).toFixed(1)} MiB`
    const head = [bold(id), `\n  ${madeAt.slice(0, 16).replace('T', ' ')}  ${REASONS[reason]}, ${size}`]
    if (problem !== null) return [bad('✗ '), ...head, `\n  damaged: ${problem}`]
    return [good('✓ '), ...head, `, ${counted(runs ?? 0, 'run')}, up to event ${lastEventId}, checked`]
  })
}

const REASONS: Record<BackupRow['reason'], string> = {
  migration: 'before an update',
  run: 'after a run',
  daily: 'daily',
}

export function restoredLines({ backup, setAside, lostEvents, lostRuns }: Restored, program: string): Line[] {
  const lost =
    lostEvents === null
      ? 'how many events it lacks is not known'
      : `${counted(lostEvents, 'event')} less than was saved`
  return [
    [good('✓ '), `The backup of ${backup.madeAt} is in place: ${counted(backup.runs ?? 0, 'run')}, ${lost}.`],
    ...(setAside === null ? [] : [[dim('  What was there before: '), setAside] satisfies Line]),
    ...lostRuns.flatMap(({ runId, goal, files, refs }): Line[] => [
      [bad('  Not in it: '), `run ${runId}${goal === null ? '' : `, ${shortened(inertLine(goal), 70)}`}`],
      ...(files === null ? [] : [[dim('    its files: '), files] satisfies Line]),
      ...refs.map((ref): Line => [dim('    still there: '), ref]),
    ]),
    [dim('  Runs that had not ended are paused. Go on with: '), `${program} resume <run>`],
  ]
}
