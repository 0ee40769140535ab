import path from 'node:path'
import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import type { StorageView } from '../../shared/views.ts'
import { FINAL_RUN_STATUSES } from '../../shared/words.ts'
import { databaseFile } from '../home.ts'
import { sizeOf } from '../storage-use.ts'
import type { HostParts } from './parts.ts'
import { trashRows } from './trash.ts'

/** Longer goals are cut: the list shows one line. */
const GOAL_CHARACTERS = 300

export function storageHandlers({ backend }: Pick<HostParts, 'backend'>): Pick<Handlers, 'storage.read'> {
  return { 'storage.read': async () => ok(await readStorage(backend)) }
}

async function readStorage({ home, store, trash, housekeeping }: HostParts['backend']): Promise<StorageView> {
  const use = await housekeeping.use()
  const going = new Set(use.going)
  const runs = store.runStore.listRuns().flatMap(({ id, goal, repoPath, status, updatedAt }) => {
    const bytes = use.runs.get(id)
    // It came or went while the others were looked at.
    if (bytes === undefined) return []
    const hasEnded = FINAL_RUN_STATUSES.some((final) => final === status) && !store.isTurnRunning(id)
    const row = { runId: id, goal: goal.slice(0, GOAL_CHARACTERS).toWellFormed(), repoPath, status, updatedAt }
    return [{ ...row, bytes, hasEnded, goesNext: going.has(id) }]
  })
  const folders = new Map(store.listTrash().map(({ runId, folder }) => [runId, folder]))
  const removed = trashRows(trash).map(async (row) => {
    const folder = folders.get(row.runId) ?? null
    const worktree = folder === null ? [] : [path.join(home, 'trash', path.basename(folder))]
    return { ...row, bytes: await sizeOf(path.join(home, 'runs', path.basename(row.runId)), ...worktree) }
  })
  return {
    bytes: use.bytes,
    database: await sizeOf(databaseFile(home)),
    backups: await sizeOf(path.join(home, 'backups')),
    logs: await sizeOf(path.join(home, 'logs')),
    runs: runs.sort((one, other) => other.bytes - one.bytes),
    trash: await Promise.all(removed),
  }
}
