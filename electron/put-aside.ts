import { lstat, readdir, rename } from 'node:fs/promises'
import path from 'node:path'
import { TRASH_DAYS } from '../shared/trash-days.ts'
import { throwFailures } from './failures.ts'
import { hasCode, kindOf, removeTree } from './git/disk.ts'

const DAY_MS = 86_400_000

/** As the engine and the trash call what they move there: the day, a run's short id, and a number where that name was taken. */
const NAME = /^(\d{4}-\d\d-\d\d)-[0-9a-f]{8}(?:-\d+)?(?:\.deleting)?$/
/** Of one whose deletion was begun: what that changes in it gives it no more time. */
const DELETING = '.deleting'

/** What stood in the way of a worktree, or in its place (a folder, a file, a link), and was moved to the trash beside it; no run's row names it. */
export interface PutAside {
  name: string
  /** Until when it is kept (ISO). */
  until: string
}

/** `named`: folders that belong to removed runs. Only what has a name of ours: whatever else is there is somebody's. */
export async function listPutAside(home: string, named: ReadonlySet<string>, nowMs: number): Promise<PutAside[]> {
  const trash = path.join(home, 'trash')
  if ((await kindOf(trash)) !== 'folder') return []
  const found: PutAside[] = []
  for (const name of (await readdir(trash)).sort()) {
    const until = named.has(name) ? null : await keptUntil(path.join(trash, name), nowMs)
    if (until !== null) found.push({ name, until })
  }
  return found
}

/**
 * As long as a removed run is kept, counted from the end of the day of its name, or from when something in it changed last, unless that
 * is said to be yet to come. Null: not ours.
 */
async function keptUntil(place: string, nowMs: number): Promise<string | null> {
  const dayMs = Date.parse(NAME.exec(path.basename(place))?.[1] ?? '')
  if (Number.isNaN(dayMs)) return null
  try {
    const stats = await lstat(place)
    const isKnown = !place.endsWith(DELETING) && stats.mtimeMs <= nowMs
    return new Date(Math.max(dayMs + DAY_MS, isKnown ? stats.mtimeMs : 0) + TRASH_DAYS * DAY_MS).toISOString()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Removes those whose time is over. Only for the owner. Rejects with what failed, after the others; it is tried again by the next one. */
export async function removePutAside(
  home: string,
  named: ReadonlySet<string>,
  nowMs: number,
  remove: (folder: string) => Promise<void> = removeTree,
): Promise<void> {
  const failures: unknown[] = []
  for (const { name, until } of await listPutAside(home, named, nowMs)) {
    if (Date.parse(until) > nowMs) continue
    const place = path.join(home, 'trash', name)
    const going = name.endsWith(DELETING) ? place : place + DELETING
    try {
      if (going !== place) await rename(place, going)
      await remove(going)
    } catch (error) {
      failures.push(error)
    }
  }
  throwFailures(failures)
}
