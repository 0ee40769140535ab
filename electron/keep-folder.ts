import { statfsSync, statSync } from 'node:fs'
import { folderWarnings } from './folder-kind.ts'
import { DEFAULT_MIN_FREE_BYTES } from './git/free-space.ts'
import { databaseFile } from './home.ts'
import { openBallast } from './store/ballast.ts'
import type { Database } from './store/database.ts'
import { describeFailure, type StorageFailure, storageFailureOf } from './store/storage-failure.ts'
import type { Store } from './store/store.ts'
import { type SetTimer, setQuietTimer } from './timer.ts'
import type { Troubles } from './troubles.ts'

/** A log that is larger is told: something reads for so long that it cannot be emptied. */
export const LOG_ALARM_BYTES = 64 * 1024 * 1024
const LOOK_EVERY_MS = 5_000

/** What the owner looks after while the data folder is open: the ballast, the size of the log, and that the folder is still there. */
export interface FolderKeeper {
  /** From now on this process is the owner. */
  start(): void
  stop(): void
  /** Aborted once the database file is no longer the one that was opened: nothing that is written now is kept. */
  readonly gone: AbortSignal
  /** Null: the error says nothing about the disk or the database. Room that the ballast holds is there when it returns. */
  explain(error: unknown): StorageFailure | null
  /** What their agents said could not be saved: the runs are paused at once, not only when their turns end. */
  pauseUnsaved(
    store: Pick<Store, 'transaction' | 'patchRun' | 'addEvent'>,
    runIds: readonly string[],
    error: unknown,
  ): void
}

export interface KeepOptions {
  setTimer?: SetTimer
}

export function keepFolder(
  home: string,
  db: Database,
  troubles: Troubles,
  { setTimer = setQuietTimer }: KeepOptions = {},
): FolderKeeper {
  const file = databaseFile(home)
  const opened = placeOf(file)
  const gone = new AbortController()
  const ballast = openBallast(home)
  let cancelTimer = (): void => undefined
  for (const warning of folderWarnings(home)) troubles.note('place', warning)

  const look = (): void => {
    if (isElsewhere()) {
      troubles.note(
        'folder',
        `${file} was removed or replaced while Triptych had it open. Nothing that is done from now on is saved: end Triptych, put the file back or restore a backup, then start again.`,
      )
      gone.abort()
      return
    }
    noteBallast()
    noteLog()
    cancelTimer = setTimer(look, LOOK_EVERY_MS)
  }
  /** A disk that does not even say what is there has not replaced the file: that is told, and looked at again. */
  const isElsewhere = (): boolean => {
    let place = opened
    attempt('look', () => {
      place = placeOf(file)
    })
    return place !== opened
  }
  const attempt = (topic: 'look' | 'disk' | 'log', work: () => unknown): void => {
    try {
      work()
      troubles.note(topic, null)
    } catch (error) {
      const failure = explainFailure(home, error)
      const message = error instanceof Error ? error.message : String(error)
      troubles.note(topic, failure === null ? message : `${failure.message} ${failure.remedy}`)
    }
  }
  const noteBallast = (): void =>
    attempt('disk', () => {
      if (!ballast.make()) throw new Error(`The disk that holds ${home} is nearly full. Free some space there.`)
    })
  const noteLog = (): void =>
    attempt('log', () => {
      // Never waits for a reader; what it has to leave is taken the next time.
      db.get('PRAGMA wal_checkpoint(PASSIVE)')
      const bytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
      if (bytes <= LOG_ALARM_BYTES) return
      const size = `${Math.floor(bytes / 1024 ** 2)} MiB`
      throw new Error(
        `The log of the database has grown to ${size}: some program reads ${file} without an end. End it; the log is emptied by itself then.`,
      )
    })
  const explain = (error: unknown): StorageFailure | null => {
    const failure = explainFailure(home, error)
    if (failure?.kind === 'disk_full') ballast.release()
    return failure
  }
  return {
    start: look,
    stop: () => cancelTimer(),
    gone: gone.signal,
    explain,
    pauseUnsaved: (store, runIds, error) => {
      const failure = explain(error)
      if (failure === null) return
      const message = `${failure.message} ${failure.remedy}`
      try {
        store.transaction(() => {
          for (const runId of runIds) {
            if (store.patchRun(runId, { control: 'run' }, { control: 'pause', controlReason: message }))
              store.addEvent(runId, 'system', 'run_paused', message, { reason: failure.kind })
          }
        })
      } catch (again) {
        // The turn's end tries once more; until then this is where it is seen.
        troubles.note('disk', `${message} ${again instanceof Error ? again.message : String(again)}`)
      }
    },
  }
}

/** Null: the error says nothing about the disk or the database. */
export function explainFailure(home: string, error: unknown): StorageFailure | null {
  const kind = storageFailureOf(error)
  if (kind === null || !(error instanceof Error)) return null
  return describeFailure(kind, error, { home, freeBytes: freeBytesOf(home), neededBytes: DEFAULT_MIN_FREE_BYTES })
}

/** What a file is, whatever it is called; another one in its place has another. */
function placeOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? 'none' : `${stats.dev} ${stats.ino}`
}

function freeBytesOf(home: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(home)
    return bavail * bsize
  } catch {
    return null // The disk answers nothing; that is told already.
  }
}
