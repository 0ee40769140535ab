import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

type TrashMethods = 'runs.remove' | 'runs.putBack' | 'runs.removed'

/** The process that drives the data folder moves the folders; here only the wish is written. */
export function trashHandlers({ backend }: Pick<HostParts, 'backend'>): Pick<Handlers, TrashMethods> {
  const { store, trash } = backend
  return {
    'runs.remove': ({ runId }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const removed = trash.remove(runId)
      return removed.ok ? ok({ until: removed.value }) : refusalReply(removed.error)
    },
    'runs.putBack': ({ runId }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const back = trash.putBack(runId)
      return back.ok ? ok({ runId }) : refusalReply(back.error)
    },
    'runs.removed': () =>
      ok(
        trash
          .list()
          .filter(({ state }) => state !== 'returning')
          .map(({ runId, goal, repoPath, branch, removedAt, until }) => ({
            ...{ runId, goal, repoPath, branch, until },
            removedAt: removedAt ?? until,
          })),
      ),
  }
}
