import type { Handlers } from '../../shared/contract.ts'
import { ok, type Refusal, type Result } from '../../shared/result.ts'
import type { EachRun, TrashRow } from '../../shared/views.ts'
import type { Store } from '../store/store.ts'
import type { Trash } from '../trash.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

type TrashMethods = 'runs.remove' | 'runs.removeEnded' | 'runs.putBack' | 'runs.purge' | 'runs.removed'

/** The process that drives the data folder moves the folders; here only the wish is written. */
export function trashHandlers({ backend }: Pick<HostParts, 'backend'>): Pick<Handlers, TrashMethods> {
  const { store, trash } = backend
  return {
    'runs.remove': ({ runId }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const removed = trash.remove(runId)
      return removed.ok ? ok({ until: removed.value }) : refusalReply(removed.error)
    },
    'runs.removeEnded': ({ runIds }) => ok(eachRun(store, runIds, (runId) => trash.remove(runId, true))),
    'runs.purge': ({ runIds }) => ok(eachRun(store, runIds, trash.purge)),
    'runs.putBack': ({ runId }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const back = trash.putBack(runId)
      return back.ok ? ok({ runId }) : refusalReply(back.error)
    },
    'runs.removed': () => ok(trashRows(trash)),
  }
}

/** What can be put back, the newest first. */
export const trashRows = (trash: Pick<Trash, 'list'>): TrashRow[] =>
  trash
    .list()
    .filter(({ state }) => state !== 'returning')
    .map(({ runId, goal, repoPath, branch, removedAt, until }) => ({
      ...{ runId, goal, repoPath, branch, until },
      removedAt: removedAt ?? until,
    }))

/** Each by itself: what one is refused for keeps none of the others. */
function eachRun(
  store: Pick<Store, 'hasRun'>,
  runIds: readonly string[],
  work: (runId: string) => Result<unknown, Refusal>,
): EachRun {
  const each: EachRun = { done: [], refused: [] }
  for (const runId of new Set(runIds)) {
    if (!store.hasRun(runId)) {
      each.refused.push({ runId, why: `Run not found: ${runId}` })
      continue
    }
    const result = work(runId)
    if (result.ok) each.done.push(runId)
    else each.refused.push({ runId, why: `${result.error.message} ${result.error.remedy}` })
  }
  return each
}
