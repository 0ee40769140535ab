import { type SetTimer, setQuietTimer } from '../timer.ts'
import { type BackupReason, type Backups, openBackups } from './backups.ts'
import type { Database } from './database.ts'

const LOOK_EVERY_MS = 60 * 60_000

/** Backups of the owner while it works: one after a run has ended, one a day. A failing one is told and never in a run's way. */
export interface BackupKeeper {
  /** From now on this process is the owner. */
  start(): void
  afterRun(): void
  /** Resolves when what was begun is done. */
  stop(): Promise<void>
}

/** `tell`: what went wrong with the last one; null: nothing. `now`: milliseconds since 1970. */
export function keepBackups(
  db: Database,
  tell: (problem: string | null) => void,
  {
    setTimer = setQuietTimer,
    now = Date.now,
    backups = openBackups(db.file),
  }: { setTimer?: SetTimer; now?: () => number; backups?: Backups } = {},
): BackupKeeper {
  let cancelTimer = (): void => undefined
  let made: Promise<void> = Promise.resolve()
  const make = (reason: BackupReason): void => {
    made = Promise.all([made, backups.make(reason).then(() => tell(null), failed)]).then(() => undefined)
  }
  const failed = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error)
    tell(`No backup of the database could be made: ${message}. It is tried again after the next run, and daily.`)
  }
  const look = (): void => {
    try {
      const lastEventId = Number(db.get(`SELECT seq FROM sqlite_sequence WHERE name = 'events'`)?.['seq'] ?? 0)
      if (backups.isDailyDue(now(), lastEventId)) make('daily')
    } catch (error) {
      failed(error)
    }
    cancelTimer = setTimer(look, LOOK_EVERY_MS)
  }
  return {
    start: look,
    afterRun: () => make('run'),
    stop: async () => {
      cancelTimer()
      await made
    },
  }
}
