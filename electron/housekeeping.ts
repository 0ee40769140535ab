import { isWhole } from './artifact-files.ts'
import { measureStorage, type StorageUse } from './storage-use.ts'
import type { Store } from './store/store.ts'
import type { Trash } from './trash.ts'

const DAY_MS = 86_400_000
/** Pages of 4 KiB that are given back in one sweep: 64 MiB. */
const PAGES_AT_ONCE = 16_384

export interface HousekeepingParts {
  store: Store
  trash: Trash
  home: string
  /** Milliseconds since 1970. */
  now(): number
}

/** Keeps the data folder bounded; only for the process that drives it. */
export interface Housekeeping {
  use(): Promise<StorageUse>
  /** Runs past retention go to the trash, the trash is settled, old output is left to transcripts. `signal`: ends between two steps. */
  sweep(isDriven: (runId: string) => boolean, signal: AbortSignal): Promise<void>
}

export function createHousekeeping(parts: HousekeepingParts): Housekeeping {
  return {
    use: () => storageUse(parts),
    sweep: async (isDriven, signal) => {
      const { store, trash, now } = parts
      const { going, settings } = await storageUse(parts)
      for (const runId of going) if (!signal.aborted) trash.remove(runId)
      if (!signal.aborted) await trash.settle(isDriven)
      if (settings.outputDays === null) return
      const until = new Date(now() - settings.outputDays * DAY_MS).toISOString()
      for (const { id } of store.runStore.listRuns()) if (!signal.aborted) await compactRun(parts, id, until, signal)
      if (!signal.aborted) store.giveBackPages(PAGES_AT_ONCE)
    },
  }
}

function storageUse({ store, home, now }: HousekeepingParts): Promise<StorageUse> {
  const removed = new Set(store.listTrash().map(({ runId }) => runId))
  const runs = store.runStore.listRuns().filter(({ id }) => !removed.has(id))
  return measureStorage(home, runs, now())
}

/** Only what a complete transcript holds too: its file is there, with the bytes that were recorded. */
async function compactRun(
  { store, home }: HousekeepingParts,
  runId: string,
  until: string,
  signal: AbortSignal,
): Promise<void> {
  for (const turn of store.compactableTurns(runId, until)) {
    if (signal.aborted) return
    const transcript = store.transcriptOf(turn)
    if (transcript === null || !(await isWhole(home, transcript))) continue
    store.compactTurn(turn, ({ source, kind, message, payload }) =>
      store.addEvent(runId, source, kind, message, payload),
    )
  }
}
