import { stackOf } from '../report-text.ts'
import { makeReport, saveReport } from '../save-report.ts'

export interface CrashFacts {
  home: string
  version: string
  /** Its name alone: options may hold a goal. */
  command: string
  now: Date
  /** Hides what is secret. */
  redact(text: string): string
}

/** Writes what a bug report needs, without goals or environment; the file's path. */
export function writeCrashReport(error: unknown, { command, ...place }: CrashFacts): string {
  const message = error instanceof Error ? error.message : String(error)
  const fault = { where: `command ${command}`, message, stack: stackOf(error) }
  return saveReport(place.home, 'crash', makeReport(fault, { ...place, electron: null }), place.now)
}
