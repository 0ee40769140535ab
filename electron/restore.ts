import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { shortId } from '../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { BackupRow, LostRun, Restored } from '../shared/views.ts'
import { textOf } from './failures.ts'
import { inspectRepository } from './git/inspect.ts'
import { listRunRefs } from './git/run-refs.ts'
import { databaseFile } from './home.ts'
import { backupFile, countsOf, openBackups } from './store/backups.ts'
import type { Reader } from './store/database.ts'
import { inspectFile, NewerDatabase, RefusedDatabase } from './store/file-kind.ts'
import { openHighWater } from './store/high-water.ts'
import { checkStructure, isDamage } from './store/integrity.ts'
import { lookAt } from './store/look-file.ts'
import { LATEST_VERSION } from './store/migrations.ts'
import { openKeptFile } from './store/open-file.ts'
import { acquireOwnerLock } from './store/owner-lock.ts'
import { replaceFile } from './store/replace-file.ts'
import { storageFailureOf } from './store/storage-failure.ts'

/** The id that stands for the newest backup that is sound. */
export const NEWEST_BACKUP = 'newest'

/** A backup is to take the place of a database that is not damaged, as far as one knows. */
export interface Replacement {
  backup: BackupRow
  /** What is there, a sentence. */
  there: string
  /** False: nobody could look at it. */
  isRead: boolean
  /** How many events the backup has not; null: not known. */
  lostEvents: number | null
}

/**
 * Puts a backup in the place of the database, for a person who asked for it: refused beside a process that drives the data folder.
 * The file that was there is set aside, runs that had not ended are paused, and what the backup does not know of is told. `agrees` is
 * asked before a database is replaced that is not known to be damaged (`not_agreed`, and nothing was changed); nobody else drives meanwhile.
 * Without it, only one that could not be read is left alone.
 */
export async function restoreBackup(
  home: string,
  id: string,
  agrees: (replacement: Replacement) => Promise<boolean> = ({ isRead }) => Promise.resolve(isRead),
): Promise<Result<Restored, Refusal>> {
  const chosen = chooseBackup(home, id)
  if (!chosen.ok) return chosen
  const lock = acquireOwnerLock(home)
  if (!lock.ok) {
    const message = `Another Triptych (process ${lock.error.pid} on ${lock.error.host}) drives this data folder.`
    return err({ code: 'driven', message, remedy: 'End it, then restore the backup.' })
  }
  try {
    const backup = chosen.value
    const there = whatIsThere(databaseFile(home))
    if (there !== null && !(await agrees({ backup, ...there, lostEvents: lostSince(home, backup) })))
      return err(NOT_AGREED)
    return ok(await replaceBy(home, backup))
  } finally {
    lock.value.release()
  }
}

const NOT_AGREED: Refusal = {
  code: 'not_agreed',
  message: 'The database is not known to be damaged, and nobody agreed to replace it. Nothing was changed.',
  remedy: 'Go on with the database that is there. One that cannot be read: see that it can, then start again.',
}

/** Null: nothing, a damaged one, or none of ours. Throws where another program keeps it from being looked at. Changes nothing. */
function whatIsThere(file: string): Pick<Replacement, 'there' | 'isRead'> | null {
  try {
    if (inspectFile(file, LATEST_VERSION) === 'new') return null
    return lookAt(file, (reader) => {
      checkStructure(reader)
      const { runs, lastEventId } = countsOf(reader)
      const there = `The database there is not damaged: ${runs} ${runs === 1 ? 'run' : 'runs'}, up to event ${lastEventId}.`
      return { there, isRead: true }
    })
  } catch (error) {
    if (error instanceof NewerDatabase)
      return { there: 'The database there was written by a newer Triptych, which may well open it.', isRead: true }
    if (storageFailureOf(error) === 'store_busy') throw error
    if (error instanceof RefusedDatabase || isDamage(error)) return null
    return { there: `The database there could not be read, and may well be whole: ${textOf(error)}.`, isRead: false }
  }
}

function lostSince(home: string, { lastEventId }: BackupRow): number | null {
  const marked = openHighWater(databaseFile(home)).read()
  return marked.kind === 'mark' ? Math.max(0, marked.mark.lastEventId - (lastEventId ?? 0)) : null
}

function chooseBackup(home: string, id: string): Result<BackupRow, Refusal> {
  const remedy = 'Backups that there are: triptych backups'
  const all = openBackups(databaseFile(home)).list()
  const backup = id === NEWEST_BACKUP ? all.find(({ problem }) => problem === null) : all.find((row) => row.id === id)
  if (backup === undefined) {
    const message = id === NEWEST_BACKUP ? `There is no sound backup in ${home}.` : `There is no backup "${id}".`
    return err({ code: 'not_found', message, remedy })
  }
  if (backup.problem === null) return ok(backup)
  return err({ code: 'damaged_backup', message: `The backup ${backup.id} is damaged: ${backup.problem}`, remedy })
}

async function replaceBy(home: string, backup: BackupRow): Promise<Restored> {
  const file = databaseFile(home)
  const source = backupFile(file, backup.id)
  if (source === null) throw new Error(`The backup ${backup.id} is gone`)
  const lostEvents = lostSince(home, backup)
  const setAside = replaceFile(file, source)
  const { database } = openKeptFile(file, { isRestored: true })
  const runs = runsOf(database)
  database.close()
  const before = setAside === null ? [] : readRuns(path.join(setAside, path.basename(file)))
  return { backup, setAside, lostEvents, lostRuns: await lostRuns(home, runs, before) }
}

interface KnownRun {
  id: string
  goal: string
  repoPath: string
}

const runsOf = (reader: Pick<Reader, 'all'>): KnownRun[] =>
  reader.all('SELECT id, goal, repo_path FROM runs ORDER BY seq').map((row) => ({
    id: String(row['id']),
    goal: String(row['goal']),
    repoPath: String(row['repo_path']),
  }))

/** What can still be read of a file that may be damaged; nothing of it is needed. */
function readRuns(file: string): KnownRun[] {
  if (!existsSync(file)) return []
  try {
    return lookAt(file, runsOf)
  } catch {
    return []
  }
}

async function lostRuns(home: string, known: readonly KnownRun[], before: readonly KnownRun[]): Promise<LostRun[]> {
  const folder = path.join(home, 'runs')
  const folders = existsSync(folder) ? readdirSync(folder) : []
  const refs = await refsByRun([...known, ...before])
  const found = new Set([...before.map(({ id }) => id), ...folders, ...refs.keys()])
  for (const { id } of known) found.delete(id)
  return [...found].map((runId) => ({
    runId,
    goal: before.find(({ id }) => id === runId)?.goal ?? null,
    files: folders.includes(runId) ? path.join(folder, runId) : null,
    refs: [...(refs.get(runId) ?? [])].sort(),
  }))
}

const CHECKPOINT = /^refs\/triptych\/([^/]+)\//

/** Refs of runs in all these repositories, by the id of the run. A branch names only the beginning of one. */
async function refsByRun(runs: readonly KnownRun[]): Promise<Map<string, string[]>> {
  const refs: { place: string; ref: string }[] = []
  for (const repoPath of new Set(runs.map((run) => run.repoPath))) {
    const repository = existsSync(repoPath) ? await inspectRepository(repoPath) : null
    if (!repository?.ok) continue
    for (const ref of await listRunRefs(repository.value)) refs.push({ place: `${repoPath}: ${ref}`, ref })
  }
  const ids = new Set([...runs.map(({ id }) => id), ...refs.flatMap(({ ref }) => CHECKPOINT.exec(ref)?.[1] ?? [])])
  const ofRun = (id: string): string[] =>
    refs
      .filter(({ ref }) => ref.startsWith(`refs/triptych/${id}/`) || ref.endsWith(`-${shortId(id)}`))
      .map(({ place }) => place)
  return new Map([...ids].map((id) => [id, ofRun(id)] as const).filter(([, places]) => places.length > 0))
}
