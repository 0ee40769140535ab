import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { lastLogLines, logFolder, pruneReports, timeOf } from './log-file.ts'
import { type Fault, reportText } from './report-text.ts'

const LOG_LINES = 60

export interface ReportPlace {
  home: string
  version: string
  /** Null where the host is none. */
  electron: string | null
  now: Date
  /** Hides what is secret. */
  redact(text: string): string
}

/** A report of this process, with the end of the log. A log that cannot be read is told in it. */
export function makeReport(fault: Fault, { home, version, electron, now, redact }: ReportPlace): string {
  const parts = {
    ...(electron === null ? {} : { Electron: electron }),
    Node: process.versions.node,
    SQLite: process.versions['sqlite'] ?? 'unknown',
    [process.platform]: `${os.release()} ${process.arch}`,
  }
  return reportText({ fault, version, parts, now, log: endOfLog(home), homes: [os.homedir()], redact })
}

function endOfLog(home: string): string[] {
  try {
    return lastLogLines(home, LOG_LINES)
  } catch (error) {
    return [`The log could not be read: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/**
 * Writes a report into the data folder's logs, or where that cannot be, into the system's folder for temporary files; the file's path.
 * The oldest of many are deleted.
 */
export function saveReport(home: string, kind: 'crash' | 'report', text: string, now: Date): string {
  // Several may be made within a millisecond.
  saved += 1
  const name = `${kind}-${now.toISOString().replace(/[:.]/g, '-')}-${process.pid}-${saved}.txt`
  try {
    const file = writeInto(logFolder(home), name, text)
    pruneReports(home)
    return file
  } catch {
    // What is wrong may be the data folder itself.
    return writeElsewhere(name, text)
  }
}

let saved = 0
const MAX_ELSEWHERE = 20
let elsewhere: string | null = null

/** A folder of this process's own, because anybody can make one of a known name there. */
function writeElsewhere(name: string, text: string): string {
  elsewhere ??= mkdtempSync(path.join(os.tmpdir(), 'triptych-reports-'))
  const file = writeInto(elsewhere, name, text)
  const oldestFirst = readdirSync(elsewhere).sort((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1))
  for (const oldest of oldestFirst.slice(0, -MAX_ELSEWHERE)) rmSync(path.join(elsewhere, oldest), { force: true })
  return file
}

function writeInto(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, name)
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  return file
}
