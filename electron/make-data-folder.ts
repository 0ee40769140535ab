import { chmodSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { databaseFile } from './home.ts'

const STICKY = 0o1000

/**
 * Makes the data folder where it is missing, and closes it to other accounts where it is ours: new, empty, or with our database. A folder
 * that holds something else as well keeps its mode; what we put there is closed by itself. Its path without links, because permission
 * rules compare real paths with the worktree's.
 */
export function makeDataFolder(home: string): string {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const folder = realpathSync(home)
  const { mode } = statSync(folder)
  const isShared = (mode & 0o077) !== 0 && (mode & STICKY) === 0
  if (process.platform !== 'win32' && isShared && isOurs(folder)) chmodSync(folder, 0o700)
  return folder
}

function isOurs(folder: string): boolean {
  const names = readdirSync(folder)
  return names.length === 0 || names.includes(path.basename(databaseFile(folder)))
}
