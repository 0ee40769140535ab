import { inspect } from 'node:util'
import { type LogLevel, logEntry, writeLog } from './log-file.ts'
import type { Secrets } from './secrets/secrets.ts'

/** The log of a program with windows. Secrets are struck out of everything. */
export interface HostLog {
  write(level: LogLevel, text: string): void
  /** With its stack. `runId`: whose run broke off. */
  error(error: unknown, runId?: string): void
}

/** A log that cannot be written is told once on the standard error stream: nothing must end because of it. */
export function openHostLog(home: string, secrets: Pick<Secrets, 'redactor'>): HostLog {
  let isTold = false
  const write = (level: LogLevel, text: string): void => {
    try {
      writeLog(home, logEntry(level, secrets.redactor().text(text), { now: new Date(), pid: process.pid }))
    } catch (error) {
      if (!isTold) console.error('The log cannot be written.', error)
      isTold = true
    }
  }
  return {
    write,
    error: (error, runId) =>
      write('error', `${runId === undefined ? '' : `Run ${runId} broke off. `}${inspect(error)}`),
  }
}
