import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

/** A log file that is larger begins anew; so many older ones are kept. */
export const MAX_LOG_BYTES = 1024 * 1024
const OLDER_LOGS = 4
const REPORTS_KEPT = 20
/** One entry never fills a file. */
const MAX_ENTRY_CHARACTERS = 20_000

/** Where logs and reports are. */
export const logFolder = (home: string): string => path.join(home, 'logs')
export const logFile = (home: string): string => path.join(logFolder(home), 'triptych.log')

export type LogLevel = 'info' | 'warning' | 'error'

/** Pure. One entry: its first line begins with time, level and process, further ones are indented. */
export function logEntry(level: LogLevel, text: string, { now, pid }: { now: Date; pid: number }): string {
  const cut = text.length > MAX_ENTRY_CHARACTERS ? `${text.slice(0, MAX_ENTRY_CHARACTERS)} …` : text
  return `${now.toISOString()} ${level} [${pid}] ${cut.toWellFormed().trimEnd().replaceAll('\n', '\n    ')}\n`
}

/**
 * Adds to the log of a data folder, which every program that works on it shares. A data folder that is not there is not made for it.
 * Throws what the disk says.
 */
export function writeLog(home: string, entry: string): void {
  if (!existsSync(home)) return
  const file = logFile(home)
  mkdirSync(logFolder(home), { recursive: true, mode: 0o700 })
  if (sizeOf(file) + Buffer.byteLength(entry) > MAX_LOG_BYTES) rotate(home)
  // Opened for each entry: another process may have begun a new file.
  appendFileSync(file, entry, { mode: 0o600 })
}

const olderLog = (home: string, n: number): string => path.join(logFolder(home), `triptych.${n}.log`)

/** Two processes at once come to one file that is missing in the row, and nothing worse. */
function rotate(home: string): void {
  rmSync(olderLog(home, OLDER_LOGS), { force: true })
  for (let n = OLDER_LOGS - 1; n >= 1; n--) moveIfThere(olderLog(home, n), olderLog(home, n + 1))
  moveIfThere(logFile(home), olderLog(home, 1))
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch (error) {
    if (isAbsent(error)) return 0
    throw error
  }
}

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The last lines, the newest last; of the file before, too, where this one has just begun. */
export function lastLogLines(home: string, count: number): string[] {
  const lines = linesOf(logFile(home))
  if (lines.length >= count) return lines.slice(-count)
  return [...linesOf(olderLog(home, 1)), ...lines].slice(-count)
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

/** Older reports than the newest few are deleted. */
export function pruneReports(home: string): void {
  const folder = logFolder(home)
  const reports = readdirSync(folder)
    .filter((name) => /^(?:crash|report)-.*\.txt$/.test(name))
    // Their names begin with their times.
    .sort((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1))
  for (const name of reports.slice(REPORTS_KEPT)) rmSync(path.join(folder, name), { force: true })
}

/** Of a report's name: what of it sorts by time. */
export const timeOf = (name: string): string => name.replace(/^[a-z]+-/, '')
