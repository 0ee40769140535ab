import path from 'node:path'
import { shortId } from '../shared/names.ts'
import type { RetentionSettings } from '../shared/settings/retention-settings.ts'
import { FINAL_RUN_STATUSES } from '../shared/words.ts'
import { folderSize } from './folder-size.ts'
import { databaseFile } from './home.ts'
import { type EndedRun, pastRetention } from './retention.ts'
import { type SettingsSource, settingsOf } from './settings.ts'

/** What everything takes but the trash, and which runs the next sweep moves there. */
export interface StorageUse {
  bytes: number
  settings: RetentionSettings
  /** False: nobody knows what is to be kept, because the settings cannot be read. Then nothing goes. */
  isKnown: boolean
  /** Oldest first. */
  going: string[]
  /** Bytes of the files of each run. */
  runs: ReadonlyMap<string, number>
}

/** `runs`: those that are not in the trash. Looks at every file of theirs, so it takes a while. */
export async function measureStorage(
  around: SettingsSource,
  runs: readonly { id: string; status: string; updatedAt: string }[],
  nowMs: number,
): Promise<StorageUse> {
  const { home } = around
  const ended: EndedRun[] = []
  const sizes = new Map<string, number>()
  let bytes = await folderSize(databaseFile(home))
  for (const { id, status, updatedAt } of runs) {
    const size = await sizeOf(path.join(home, 'runs', id), path.join(home, 'worktrees', shortId(id)))
    sizes.set(id, size)
    bytes += size
    if (FINAL_RUN_STATUSES.some((final) => final === status)) ended.push({ runId: id, endedAt: updatedAt, bytes: size })
  }
  const { settings, isKnown } = retentionOf(around)
  const going = pastRetention(ended, bytes, settings, nowMs)
  return { bytes, settings, isKnown, going, runs: sizes }
}

/** As a sweep follows them; see `StorageUse`. */
export function retentionOf(around: SettingsSource): Pick<StorageUse, 'settings' | 'isKnown'> {
  const read = settingsOf(around)
  return { settings: read.ok ? read.value.retention : NOTHING_GOES, isKnown: read.ok }
}

/** Bytes of all of them together. */
export async function sizeOf(...places: readonly string[]): Promise<number> {
  const sizes = await Promise.all(places.map(folderSize))
  return sizes.reduce((sum, one) => sum + one, 0)
}

/** A file that cannot be read says nothing about retention. */
const NOTHING_GOES: RetentionSettings = { days: null, gigabytes: null, outputDays: null }
