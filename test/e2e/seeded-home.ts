import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseFile } from '../../electron/home.ts'
import { RunStore } from '../../electron/store/run-store.ts'

const PREDECESSOR = path.resolve(import.meta.dirname, '../fixtures/predecessor.sqlite')

export const newHome = (): string => mkdtempSync(path.join(os.tmpdir(), 'triptych-window-'))

/** Writes with the store itself, and leaves it closed. */
export function seed(home: string, write: (store: RunStore) => void): void {
  const store = new RunStore(databaseFile(home))
  try {
    write(store)
  } finally {
    store.close()
  }
}

export function placePredecessor(home: string): void {
  copyFileSync(PREDECESSOR, databaseFile(home))
}

/** The goals of the predecessor's runs, as its own file has them. */
export function predecessorGoals(): string[] {
  const database = new DatabaseSync(PREDECESSOR, { readOnly: true })
  try {
    return database
      .prepare('SELECT goal FROM runs')
      .all()
      .map((row) => String(row['goal']))
  } finally {
    database.close()
  }
}

/** A file that is no database where the database belongs; its path. */
export function placeGarbage(home: string): string {
  writeFileSync(databaseFile(home), 'no database, but long enough to be looked at as one'.repeat(100))
  return databaseFile(home)
}
