import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { shortId } from '../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { BackupRow, LostRun, Restored } from '../shared/views.ts'
import { inspectRepository } from './git/inspect.ts'
import { listRunRefs } from './git/run-refs.ts'
import { databaseFile } from './home.ts'
import { backupFile, openBackups } from './store/backups.ts'
import type { Reader } from './store/database.ts'
import { openHighWater } from './store/high-water.ts'
import { lookAt } from './store/look-file.ts'
import { openKeptFile } from './store/open-file.ts'
import { acquireOwnerLock } from './store/owner-lock.ts'
import { replaceFile } from './store/replace-file.ts'

/** The id that stands for the newest backup that is sound. */
export const NEWEST_BACKUP = 'newest'

/**
 * Puts a backup in the place of the database, for a person who asked for it: refused beside a process that drives the data folder.
 * The file that was there is set aside, runs that had not ended are paused, and what the backup does not know of is told.
 */
export async function restoreBackup(home: string, id: string): Promise<Result<Restored, Refusal>> {
  const chosen = chooseBackup(home, id)
  if (!chosen.ok) return chosen
  const lock = acquireOwnerLock(home)
  if (!lock.ok) {
    const message = `Another Triptych (process ${lock.error.pid} on ${lock.error.host}) drives this data folder.`
    return err({ code: 'driven', message, remedy: 'End it, then restore the backup.' })
  }
  try {
    return ok(await replaceBy(home, chosen.value))
  } finally {
    lock.value.release()
  }
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
  const marked = openHighWater(file).read()
  const setAside = replaceFile(file, source)
  const { database } = openKeptFile(file, { isRestored: true })
  const runs = runsOf(database)
  database.close()
  const expected = marked.kind === 'mark' ? marked.mark.lastEventId : null
  const lostEvents = expected === null ? null : Math.max(0, expected - (backup.lastEventId ?? 0))
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
