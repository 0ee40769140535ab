import type { Check } from '../../shared/views.ts'
import { runChecks } from '../doctor.ts'
import type { DoctorCommand } from './commands.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { plainResultJson } from './json-lines.ts'
import { bad, bold, counted, dim, good, type Line, type Span, warn } from './line.ts'
import type { Session } from './work-session.ts'

/** `doctor`: what this machine has and lacks, writing nothing; or, with `--try`, whether an agent answers. */
export async function doctorCommand(session: Session, command: DoctorCommand): Promise<ExitCode> {
  if (command.try === null) return showChecks(session)
  const { tryCommand } = await import('./try-command.ts')
  return tryCommand(session, command.try)
}

async function showChecks({ screen, home, io }: Session): Promise<ExitCode> {
  const checks = await runChecks({ home, environment: io.env })
  for (const line of checkLines(checks)) screen.say(line)
  for (const check of checks) screen.json({ type: 'check', ...check })
  const exitCode = checks.some(({ level }) => level === 'error') ? EXIT.notCompleted : EXIT.done
  screen.json(plainResultJson(exitCode, summaryOf(checks)))
  return exitCode
}

const MARKS: Record<Check['level'], Span> = { ok: good('✓ '), info: dim('· '), warning: warn('! '), error: bad('✗ ') }

/** What is fine as it is but could be more, such as an agent that is not installed, gets no tick. */
const markOf = ({ level, remedy }: Check): Span => (level === 'ok' && remedy !== null ? dim('· ') : MARKS[level])

export function checkLines(checks: readonly Check[]): Line[] {
  return [
    ...checks.flatMap((check): Line[] => [
      [markOf(check), dim(`${check.id.padEnd(18)} `), check.text],
      ...(check.remedy === null ? [] : [['                     ', dim('→ '), check.remedy] satisfies Line]),
    ]),
    [],
    [bold(summaryOf(checks))],
  ]
}

function summaryOf(checks: readonly Check[]): string {
  const count = (level: Check['level']): number => checks.filter((check) => check.level === level).length
  return `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}`
}
