import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface CrashFacts {
  home: string
  version: string
  /** Its name alone: options may hold a goal. */
  command: string
  now: Date
  /** Hides what is secret. */
  redact(text: string): string
}

/**
 * Writes what a bug report needs, without goals or environment, into the data folder's logs, or where that cannot be, into the system's
 * folder for temporary files; the file's path.
 */
export function writeCrashReport(error: unknown, facts: CrashFacts): string {
  const { version, command, now } = facts
  const lines = [
    `Triptych ${version}, command ${command}, ${now.toISOString()}`,
    `Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? 'unknown'}, ${process.platform} ${process.arch}`,
    '',
    facts.redact(stackOf(error)),
  ]
  const name = `crash-${now.toISOString().replace(/[:.]/g, '-')}-${process.pid}.txt`
  try {
    return writeReport(path.join(facts.home, 'logs'), name, lines)
  } catch {
    // What is wrong may be the data folder itself.
    return writeReport(mkdtempSync(path.join(tmpdir(), 'triptych-')), name, lines)
  }
}

function writeReport(folder: string, name: string, lines: readonly string[]): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, name)
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
  return file
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
