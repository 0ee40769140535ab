import { isWhole } from './artifact-files.ts'
import type { Uploads } from './attachments/uploads.ts'
import { failuresOf, throwFailures } from './failures.ts'
import { nextTurn } from './next-turn.ts'
import { removePutAside } from './put-aside.ts'
import type { SettingsSource } from './settings.ts'
import { measureStorage, retentionOf, type StorageUse } from './storage-use.ts'
import type { Store } from './store/store.ts'
import type { Trash } from './trash.ts'
import { putUnstartedAside } from './unstarted.ts'

const DAY_MS = 86_400_000
/** Pages of 4 KiB that are given back at once, and how often in one sweep: 64 MiB. */
const PAGES_AT_ONCE = 512
const GIVEN_BACK_TIMES = 32

export interface HousekeepingParts {
  store: Store
  trash: Trash
  around: SettingsSource
  uploads: Pick<Uploads, 'sweep'>
  /** Milliseconds since 1970. */
  now(): number
}

/** Keeps the data folder bounded; only for the process that drives it. */
export interface Housekeeping {
  use(): Promise<StorageUse>
  /**
   * Runs past retention go to the trash, and files of runs that were never recorded; the trash is settled and what was put aside there
   * long ago removed, old output is left to transcripts. All of it in pieces, between which everything else has its turn. `signal`: ends between two of them. What fails keeps
   * nothing else from being done: it is what this rejects with (several: an `AggregateError`).
   */
  sweep(isDriven: (runId: string) => boolean, signal: AbortSignal): Promise<void>
}

export function createHousekeeping(parts: HousekeepingParts): Housekeeping {
  return {
    use: () => storageUse(parts),
    sweep: async (isDriven, signal) => {
      const { store, trash, around, uploads, now } = parts
      const failures: unknown[] = []
      const steps: (() => Promise<void>)[] = [
        async () => uploads.sweep(now()),
        () => removeOld(parts, signal),
        () => trash.settle(isDriven, signal),
        () => putUnstartedAside(around.home, store.hasRun, now()),
        () => removePutAside(around.home, namedInTrash(store), now()),
        () => compactRuns(parts, signal),
        () => giveBack(store, signal),
      ]
      for (const step of steps) {
        if (signal.aborted) break
        await step().catch((error: unknown) => failures.push(...failuresOf(error)))
      }
      throwFailures(failures)
    },
  }
}

async function removeOld(parts: HousekeepingParts, signal: AbortSignal): Promise<void> {
  const { going } = await storageUse(parts)
  for (const runId of going) {
    if (signal.aborted) return
    parts.trash.remove(runId)
    await nextTurn()
  }
}

async function giveBack(store: Store, signal: AbortSignal): Promise<void> {
  for (let times = 0; times < GIVEN_BACK_TIMES && !signal.aborted; times += 1) {
    if (!store.giveBackPages(PAGES_AT_ONCE)) return
    await nextTurn()
  }
}

/** Folders of the trash that belong to removed runs. */
export const namedInTrash = (store: Pick<Store, 'listTrash'>): ReadonlySet<string> =>
  new Set(store.listTrash().flatMap(({ folder }) => (folder === null ? [] : [folder])))

function storageUse({ store, around, now }: HousekeepingParts): Promise<StorageUse> {
  const removed = new Set(store.listTrash().map(({ runId }) => runId))
  const runs = store.runStore.listRuns().filter(({ id }) => !removed.has(id))
  return measureStorage(around, runs, now())
}

async function compactRuns(parts: HousekeepingParts, signal: AbortSignal): Promise<void> {
  const { settings } = retentionOf(parts.around)
  if (settings.outputDays === null) return
  const until = new Date(parts.now() - settings.outputDays * DAY_MS).toISOString()
  for (const { id } of parts.store.runStore.listRuns()) await compactRun(parts, id, until, signal)
}

/** Only what a complete transcript holds too: its file is there, with the bytes that were recorded. */
async function compactRun(
  { store, around: { home } }: HousekeepingParts,
  runId: string,
  until: string,
  signal: AbortSignal,
): Promise<void> {
  for (const turn of signal.aborted ? [] : store.compactableTurns(runId, until)) {
    if (signal.aborted) return
    const transcript = store.transcriptOf(turn)
    if (transcript === null || !(await isWhole(home, transcript))) continue
    const compactPiece = store.compactTurn(turn, ({ source, kind, message, payload }) =>
      store.addEvent(runId, source, kind, message, payload),
    )
    let isDone = false
    while (!isDone && !signal.aborted) {
      isDone = compactPiece()
      await nextTurn()
    }
  }
  await nextTurn()
}
