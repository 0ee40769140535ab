import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { TRASH_DAYS } from '../shared/trash-days.ts'
import { hasCode, kindOf, removeTree } from './git/disk.ts'

const DAY_MS = 86_400_000

/** As the engine and the trash call what they move there: the day, a run's short id, and a number where that name was taken. */
const NAME = /^(\d{4}-\d\d-\d\d)-[0-9a-f]{8}(?:-\d+)?$/

/** A folder that stood in the way of a worktree and was moved to the trash beside it; no run's row names it. */
export interface PutAside {
  name: string
  /** Until when it is kept (ISO). */
  until: string
}

/** `named`: folders that belong to removed runs. Real folders with a name of ours only: links and whatever else is there are somebody's. */
export async function listPutAside(home: string, named: ReadonlySet<string>): Promise<PutAside[]> {
  const trash = path.join(home, 'trash')
  if ((await kindOf(trash)) !== 'folder') return []
  const found: PutAside[] = []
  for (const name of (await readdir(trash)).sort()) {
    const until = named.has(name) ? null : await keptUntil(path.join(trash, name))
    if (until !== null) found.push({ name, until })
  }
  return found
}

/** As long as a removed run is kept, counted from the end of the day of its name, or from when something in it changed last. Null: not ours. */
async function keptUntil(place: string): Promise<string | null> {
  const dayMs = Date.parse(NAME.exec(path.basename(place))?.[1] ?? '')
  if (Number.isNaN(dayMs)) return null
  try {
    const stats = await lstat(place)
    if (!stats.isDirectory()) return null
    return new Date(Math.max(dayMs + DAY_MS, stats.mtimeMs) + TRASH_DAYS * DAY_MS).toISOString()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Removes those whose time is over. Only for the owner. */
export async function removePutAside(home: string, named: ReadonlySet<string>, nowMs: number): Promise<void> {
  for (const { name, until } of await listPutAside(home, named)) {
    if (Date.parse(until) > nowMs) continue
    await removeTree(path.join(home, 'trash', name))
  }
}
