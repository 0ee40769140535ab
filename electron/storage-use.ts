import path from 'node:path'
import { shortId } from '../shared/names.ts'
import { FINAL_RUN_STATUSES } from '../shared/words.ts'
import { folderSize } from './folder-size.ts'
import { databaseFile } from './home.ts'
import { type EndedRun, pastRetention, type RetentionSettings } from './retention.ts'
import { readSettings } from './settings.ts'

/** What everything takes but the trash, and which runs the next sweep moves there. */
export interface StorageUse {
  bytes: number
  settings: RetentionSettings
  /** False: nobody knows what is to be kept, because the settings cannot be read. Then nothing goes. */
  isKnown: boolean
  /** Oldest first. */
  going: string[]
}

/** `runs`: those that are not in the trash. Looks at every file of theirs, so it takes a while. */
export async function measureStorage(
  home: string,
  runs: readonly { id: string; status: string; updatedAt: string }[],
  nowMs: number,
): Promise<StorageUse> {
  const ended: EndedRun[] = []
  let bytes = await folderSize(databaseFile(home))
  for (const { id, status, updatedAt } of runs) {
    const places = [path.join(home, 'runs', id), path.join(home, 'worktrees', shortId(id))]
    const sizes = await Promise.all(places.map(folderSize))
    const size = sizes.reduce((sum, one) => sum + one, 0)
    bytes += size
    if (FINAL_RUN_STATUSES.some((final) => final === status)) ended.push({ runId: id, endedAt: updatedAt, bytes: size })
  }
  const read = readSettings(home)
  const settings = read.ok ? read.value.retention : NOTHING_GOES
  return { bytes, settings, isKnown: read.ok, going: pastRetention(ended, bytes, settings, nowMs) }
}

/** A file that cannot be read says nothing about retention. */
const NOTHING_GOES: RetentionSettings = { days: null, gigabytes: null, outputDays: null }
