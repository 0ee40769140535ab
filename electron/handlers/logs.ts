import { mkdirSync } from 'node:fs'
import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import type { HostLog } from '../host-log.ts'
import { logFile, logFolder } from '../log-file.ts'
import { makeReport, saveReport } from '../save-report.ts'
import type { HostShell } from './parts.ts'

type LogMethods = 'logs.show' | 'logs.note' | 'report.make' | 'report.save'

export interface LogParts {
  home: string
  log: HostLog
  shell: Pick<HostShell, 'reveal' | 'version' | 'electron'>
  /** Strikes out what is secret. */
  hide(text: string): string
}

/** What works also where the database cannot be opened: most of all then somebody looks for it. */
export function logHandlers({ home, log, shell, hide }: LogParts): Pick<Handlers, LogMethods> {
  const { reveal, version, electron } = shell
  return {
    'logs.show': () => {
      const folder = logFolder(home)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      log.write('info', 'The logs were looked for.')
      reveal?.(logFile(home))
      return ok({ path: folder, revealed: reveal !== null })
    },
    'logs.note': ({ fault: { where, message, stack } }) => {
      log.write('error', `In the window, ${where}: ${message}${stack === null ? '' : `\n${stack}`}`)
      return ok(null)
    },
    'report.make': ({ fault }) =>
      ok({ text: makeReport(fault, { home, version, electron, now: new Date(), redact: hide }) }),
    'report.save': ({ text }) => {
      const path = saveReport(home, 'report', text, new Date())
      reveal?.(path)
      return ok({ path, revealed: reveal !== null })
    },
  }
}
