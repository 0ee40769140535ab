import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface CrashFacts {
  home: string
  version: string
  /** Its name alone: options may hold a goal. */
  command: string
  now: Date
}

/** Writes what a bug report needs, without goals or environment, into the data folder's logs; the file's path. */
export function writeCrashReport(error: unknown, { home, version, command, now }: CrashFacts): string {
  const folder = path.join(home, 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, `crash-${now.toISOString().replace(/[:.]/g, '-')}-${process.pid}.txt`)
  const lines = [
    `Triptych ${version}, command ${command}, ${now.toISOString()}`,
    `Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? 'unknown'}, ${process.platform} ${process.arch}`,
    '',
    stackOf(error),
  ]
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return file
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
