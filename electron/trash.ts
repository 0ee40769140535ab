import { chmod, mkdir, rename } from 'node:fs/promises'
import path from 'node:path'
import { shortId } from '../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import { TRASH_DAYS } from '../shared/trash-days.ts'
import { FINAL_RUN_STATUSES } from '../shared/words.ts'
import { handOverAttachments } from './attachments/hand-over.ts'
import type { GitPort, Workplace } from './engine/git-port.ts'
import { throwFailures } from './failures.ts'
import { kindOf, removeTree } from './git/disk.ts'
import { lookForRepository } from './git/repository-problem.ts'
import { nextTurn } from './next-turn.ts'
import type { Store } from './store/store.ts'
import type { TrashRecord } from './store/trash.ts'

const DAY_MS = 86_400_000

export interface TrashParts {
  store: Store
  git: Pick<GitPort, 'removeRefs'>
  home: string
  workplaceOf(run: { id: string; repoPath: string }): Workplace
  /** Milliseconds since 1970. */
  now(): number
  /** What a person should know of what was deleted. */
  tell(message: string): void
  files?: TrashFiles
}

/** What is done to folders. Each is named by a row before it is done. */
export interface TrashFiles {
  move(from: string, to: string): Promise<void>
  /** One that is gone is removed. */
  remove(folder: string): Promise<void>
}
export const TRASH_FILES: TrashFiles = { move: moveFolder, remove: removeTree }

/**
 * Removing is one row, from any process: the run is paused, hidden, and nothing is driven of it any more. What happens to files is the
 * business of the process that drives the data folder (`settle`): each step is named by the row before it is done, so that one that was
 * cut is found again and done.
 */
export interface Trash {
  /** Until when it can be put back (ISO). One that works is paused for it; `onlyEnded`: it is left alone, and refused. */
  remove(runId: string, onlyEnded?: boolean): Result<string, Refusal>
  /** For good, and at once: what is in the trash is deleted by whoever drives the data folder. */
  purge(runId: string): Result<null, Refusal>
  putBack(runId: string): Result<null, Refusal>
  /** What is in the trash, the newest first. */
  list(): (TrashRecord & { until: string })[]
  /**
   * Moves, puts back and deletes what is to be; leaves alone what is worked on (`isDriven`). Only for the owner. Rejects with what
   * failed (several: an `AggregateError`), after the others. `signal`: ends between two pieces; the rest is done by the next one.
   */
  settle(isDriven: (runId: string) => boolean, signal?: AbortSignal): Promise<void>
}

export function createTrash(parts: TrashParts): Trash {
  const { store } = parts
  return {
    remove: (runId, onlyEnded = false) => remove(parts, runId, onlyEnded),
    purge: (runId) => purgeNow(store, runId),
    putBack: (runId) => putBack(store, runId),
    list: () =>
      store
        .listTrash()
        .filter(({ state }) => state !== 'purging')
        .map((record) => ({ ...record, until: untilOf(record.removedAt) }))
        .sort((a, b) => ((a.removedAt ?? '') < (b.removedAt ?? '') ? 1 : -1)),
    settle: async (isDriven, signal = new AbortController().signal) => {
      const failures: unknown[] = []
      for (const record of store.listTrash()) {
        if (signal.aborted) break
        try {
          await settleOne(parts, record, { isDriven, signal })
        } catch (error) {
          failures.push(error)
        }
      }
      throwFailures(failures)
    },
  }
}

export const untilOf = (removedAt: string | null): string =>
  new Date(Date.parse(removedAt ?? '') + TRASH_DAYS * DAY_MS).toISOString()

function remove({ store, now }: TrashParts, runId: string, onlyEnded: boolean): Result<string, Refusal> {
  return store.transaction(() => {
    const run = store.getRun(runId)
    if (onlyEnded && (!FINAL_RUN_STATUSES.some((final) => final === run.status) || store.isTurnRunning(runId))) {
      const message = `Run ${shortId(runId)} has not ended, so it was left alone.`
      return err({ code: 'in_progress', message, remedy: 'Cancel it first, or remove it by itself.' })
    }
    const removedAt = new Date(now()).toISOString()
    if (!store.moveTrash(runId, null, 'removing', { removedAt })) {
      const { removedAt: earlier } = store.trashOf(runId)
      const message = `Run ${shortId(runId)} is in the trash already, until ${untilOf(earlier).slice(0, 10)}.`
      return err({ code: 'removed', message, remedy: 'Put it back, or leave it there.' })
    }
    if (!FINAL_RUN_STATUSES.some((final) => final === run.status))
      store.patchRun(runId, { control: 'run' }, { control: 'pause', controlReason: 'removed' })
    const until = untilOf(removedAt)
    const branch = run.branch === null ? '' : ` Its branch ${run.branch} stays.`
    const message = `Removed. It can be put back until ${until.slice(0, 10)}.${branch}`
    store.addEvent(runId, 'system', 'run_removed', message, { until })
    return ok(until)
  })
}

function purgeNow(store: Store, runId: string): Result<null, Refusal> {
  const { state } = store.trashOf(runId)
  if (state === 'purging' || store.moveTrash(runId, 'removed', 'purging')) return ok(null)
  const isMoving = state === 'removing'
  return err({
    code: isMoving ? 'moving' : 'not_removed',
    message: `Run ${shortId(runId)} ${isMoving ? 'is still being moved to the trash' : 'is not in the trash'}. Nothing of it was deleted.`,
    remedy: isMoving ? 'Try again in a moment.' : 'Remove it first.',
  })
}

function putBack(store: Store, runId: string): Result<null, Refusal> {
  return store.transaction(() => {
    const { state } = store.trashOf(runId)
    if (state === null)
      return err({
        code: 'not_removed',
        message: `Run ${shortId(runId)} is not in the trash.`,
        remedy: 'See what is: triptych trash',
      })
    if (state === 'returning') return ok(null)
    if (state !== 'purging' && store.moveTrash(runId, state, 'returning')) return ok(null)
    const message = `Run ${shortId(runId)} is being deleted: its time in the trash is over.`
    return err({ code: 'purged', message, remedy: 'What was accepted is on its branch.' })
  })
}

async function settleOne(
  parts: TrashParts,
  record: TrashRecord,
  { isDriven, signal }: { isDriven: (runId: string) => boolean; signal: AbortSignal },
): Promise<void> {
  const { store, now } = parts
  const { runId, state } = record
  if (isDriven(runId) || store.isTurnRunning(runId)) return
  if (state === 'removing') await moveIn(parts, record)
  else if (state === 'returning') await moveOut(parts, record)
  else if (state === 'purging') await purge(parts, record, signal)
  else if (Date.parse(untilOf(record.removedAt)) <= now() && store.moveTrash(runId, 'removed', 'purging'))
    await purge(parts, store.trashOf(runId), signal)
}

const worktreeOf = ({ workplaceOf }: TrashParts, { runId, repoPath }: TrashRecord): string =>
  workplaceOf({ id: runId, repoPath }).worktree

const isThere = async (place: string): Promise<boolean> => (await kindOf(place)) !== 'absent'

/** The name is stored before the folder is moved. Nothing that is there is ever replaced. */
async function moveIn(parts: TrashParts, record: TrashRecord): Promise<void> {
  const { store, home, files = TRASH_FILES } = parts
  const worktree = worktreeOf(parts, record)
  const trash = path.join(home, 'trash')
  let { folder } = record
  if (await isThere(worktree)) {
    await mkdir(trash, { recursive: true, mode: 0o700 })
    if (folder === null || (await isThere(path.join(trash, folder)))) {
      folder = await freeName(trash, `${record.removedAt?.slice(0, 10)}-${shortId(record.runId)}`)
      if (!store.moveTrash(record.runId, 'removing', 'removing', { folder })) return
    }
    await files.move(worktree, path.join(trash, folder))
  }
  store.moveTrash(record.runId, 'removing', 'removed')
}

async function freeName(trash: string, name: string): Promise<string> {
  for (let count = 1; ; count++) {
    const free = count === 1 ? name : `${name}-${count}`
    if (!(await isThere(path.join(trash, free)))) return free
  }
}

/** A folder that its owner cannot write cannot be moved to another one either. */
async function moveFolder(from: string, to: string): Promise<void> {
  if ((await kindOf(from)) === 'folder') await chmod(from, 0o700)
  await rename(from, to)
}

async function moveOut(parts: TrashParts, record: TrashRecord): Promise<void> {
  const { store, home, files = TRASH_FILES } = parts
  const { runId, folder } = record
  const worktree = worktreeOf(parts, record)
  const trashed = folder === null ? null : path.join(home, 'trash', folder)
  if (trashed !== null && !(await isThere(worktree)) && (await isThere(trashed))) {
    await mkdir(path.dirname(worktree), { recursive: true, mode: 0o700 })
    await files.move(trashed, worktree)
  }
  const isGone = !(await isThere(worktree))
  store.transaction(() => {
    if (!store.moveTrash(runId, 'returning', null, { removedAt: null, folder: null })) return
    // What is not there any more is made anew before the run goes on.
    if (isGone) store.patchRun(runId, { worktreeReady: true }, { worktreeReady: false })
    store.addEvent(runId, 'system', 'run_put_back', 'Put back from the trash.', {})
  })
}

/** Refs, files (those that forks were given, too, go to them before), then rows: as long as there are rows, what was cut is done again. The run's branch is the person's and stays. */
async function purge(parts: TrashParts, record: TrashRecord, signal: AbortSignal): Promise<void> {
  const { store, home, tell, files = TRASH_FILES } = parts
  const { runId, folder } = record
  const left = await purgeRefs(parts, record)
  await handOverAttachments(store, home, runId)
  if (folder !== null) await files.remove(path.join(home, 'trash', path.basename(folder)))
  await files.remove(path.join(home, 'runs', path.basename(runId)))
  // As late as a kill cannot keep it from being told: what fails before, and is done again, does not say it each time.
  if (left !== null) tell(left)
  while (!signal.aborted && !store.purgePiece(runId)) await nextTurn()
}

/** Refs of a repository that is gone are gone with it. What a person should know of those that may be left; null: nothing. */
async function purgeRefs({ git, workplaceOf }: TrashParts, { runId, repoPath }: TrashRecord): Promise<string | null> {
  const refs = `refs/triptych/${runId}/`
  const found = await lookForRepository(repoPath)
  if (found === 'there') await git.removeRefs(workplaceOf({ id: runId, repoPath }), refs)
  if (found !== 'replaced') return null
  return `${repoPath} is no git repository any more: the checkpoints of run ${shortId(runId)}, which is deleted now, count as gone with it. Should the repository be somewhere else, they are its refs ${refs}*.`
}
