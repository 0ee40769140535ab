import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import type { BackupRow } from '../../shared/views.ts'
import type { Reader } from './database.ts'
import { checkStructure } from './integrity.ts'
import { lookAt } from './look-file.ts'

/** Why a copy is made while the application is open. Those before a migration are `backup.ts`'s. */
export type BackupReason = 'run' | 'daily'

/** Kept of those made while the application is open, and as many of those before a migration: the newest. */
export const BACKUPS_KEPT = 3
const DAY_MS = 24 * 60 * 60_000
/** 185 MB are copied in half a second, and nothing else waits longer than 10 ms (measured with Node 24 on two cores). */
const PAGES_AT_ONCE = 200

export interface Backups {
  /** Newest first; each one is looked at now. */
  list(): BackupRow[]
  /** A checked copy of what is committed now, then the oldest are removed. One at a time. Rejects where it cannot be made; nothing is left then. */
  make(reason: BackupReason): Promise<void>
  /** None is younger than a day, and something has happened. `lastEventId`: of the database now. */
  isDailyDue(now: number, lastEventId: number): boolean
}

export const backupsFolder = (database: string): string => path.join(path.dirname(database), 'backups')

export function openBackups(database: string): Backups {
  const folder = backupsFolder(database)
  let last: Promise<void> = Promise.resolve()
  return {
    list: () => names(folder).map((name) => rowOf(folder, name)),
    make: (reason) => {
      const made = last.then(() => makeBackup(database, folder, reason))
      last = made.catch(() => undefined)
      return made
    },
    isDailyDue: (now, lastEventId) => {
      const [newest] = names(folder)
      if (lastEventId === 0) return false
      return newest === undefined || now - Date.parse(partsOf(newest).madeAt) >= DAY_MS
    },
  }
}

/** The file of a backup that `list` has told; null: there is none of that id. */
export function backupFile(database: string, id: string): string | null {
  const folder = backupsFolder(database)
  return names(folder).includes(`${id}.sqlite`) ? path.join(folder, `${id}.sqlite`) : null
}

const NAME = /^.+-(v\d+|run|daily)-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)-\d+\.sqlite$/

/** Newest first. What has another name was put there by somebody else and is left alone. */
function names(folder: string): string[] {
  if (!existsSync(folder)) return []
  const ours = readdirSync(folder).filter((name) => NAME.test(name))
  return ours.sort((a, b) => (partsOf(a).madeAt < partsOf(b).madeAt ? 1 : -1))
}

function partsOf(name: string): { reason: string; madeAt: string } {
  const [, reason = '', time = ''] = NAME.exec(name) ?? []
  return { reason, madeAt: time.replace(/T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z/, 'T$1:$2:$3.$4Z') }
}

function rowOf(folder: string, name: string): BackupRow {
  const file = path.join(folder, name)
  const { reason, madeAt } = partsOf(name)
  const row = { id: name.replace(/\.sqlite$/, ''), madeAt, bytes: statSync(file).size }
  const why = reason.startsWith('v') ? 'migration' : reason === 'run' ? 'run' : 'daily'
  try {
    return lookAt(file, (reader) => {
      checkStructure(reader)
      return { ...row, reason: why, ...countsOf(reader), problem: null }
    })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { ...row, reason: why, runs: null, lastEventId: null, problem: error.message }
  }
}

/** `lastEventId`: the largest that an event ever had there. */
export function countsOf(reader: Pick<Reader, 'get'>): { runs: number; lastEventId: number } {
  const count = (sql: string): number => Number(reader.get(sql)?.['value'] ?? 0)
  const lastEventId = count(`SELECT seq AS value FROM sqlite_sequence WHERE name = 'events'`)
  return { runs: count('SELECT count(*) AS value FROM runs'), lastEventId }
}

async function makeBackup(database: string, folder: string, reason: BackupReason): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const copy = path.join(folder, `${path.basename(database, '.sqlite')}-${reason}-${time}-${process.pid}.sqlite`)
  const partial = `${copy}.partial`
  try {
    await copyTo(database, partial)
    chmodSync(partial, 0o600)
    await requireSound(partial)
    flush(partial, 'r+')
    renameSync(partial, copy)
    if (process.platform !== 'win32') flush(folder, 'r')
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partial + suffix, { force: true })
    throw error
  }
  prune(folder)
}

/** What was committed when it began: who writes meanwhile neither waits nor makes it begin again. */
async function copyTo(database: string, copy: string): Promise<void> {
  const source = new DatabaseSync(database, { readOnly: true, timeout: 5_000 })
  try {
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get()
    await backup(source, copy, { rate: PAGES_AT_ONCE })
  } finally {
    source.close()
  }
}

/** Plain JavaScript: a worker of the built application finds no TypeScript. The copy is nobody else's, so nothing is left beside it. */
const CHECK = `
const { parentPort, workerData } = require('node:worker_threads')
const { DatabaseSync } = require('node:sqlite')
const copy = new DatabaseSync(workerData)
copy.exec('PRAGMA journal_mode = DELETE')
parentPort.postMessage(copy.prepare('PRAGMA integrity_check(3)').all().map((row) => row.integrity_check).join('; '))
copy.close()
`

/** `integrity_check` takes as long as reading everything, so it has a thread of its own. */
async function requireSound(file: string): Promise<void> {
  const worker = new Worker(CHECK, { eval: true, workerData: file, execArgv: [] })
  const found = await new Promise<unknown>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The check of ${file} ended with ${code}`)))
  })
  await worker.terminate()
  if (found !== 'ok') throw new Error(`The backup ${file} is damaged: ${found}`)
}

function prune(folder: string): void {
  const all = names(folder)
  const isMigration = (name: string): boolean => partsOf(name).reason.startsWith('v')
  const surplus = [all.filter(isMigration), all.filter((name) => !isMigration(name))].flatMap((kind) =>
    kind.slice(BACKUPS_KEPT),
  )
  for (const name of surplus) rmSync(path.join(folder, name))
  for (const name of readdirSync(folder)) if (isLeftover(folder, name)) rmSync(path.join(folder, name), { force: true })
}

/** A copy that was cut by a kill. Nobody works on one for a day. */
function isLeftover(folder: string, name: string): boolean {
  const [, whole] = /^(.+)\.partial(?:-(?:wal|shm|journal))?$/.exec(name) ?? []
  if (whole === undefined || !NAME.test(whole)) return false
  const modifiedMs = statSync(path.join(folder, name), { throwIfNoEntry: false })?.mtimeMs
  return modifiedMs !== undefined && modifiedMs < Date.now() - DAY_MS
}

function flush(target: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(target, flags)
  fsyncSync(descriptor)
  closeSync(descriptor)
}
