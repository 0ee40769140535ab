import type { RunRecord } from '../shared/domain.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { ForkPreview, ReturnPreview } from '../shared/views.ts'
import type { EnginePorts } from './engine/ports.ts'
import type { StoredCheckpoint } from './engine/records.ts'
import { askToReturn } from './engine/restore-state.ts'
import { forkRun } from './fork-run.ts'
import { GitFailed } from './git/spawn-git.ts'
import type { Store } from './store/store.ts'
import { type PreviewParts, previewFork, previewReturn, whyNoReturn } from './views/checkpoint-preview.ts'
import { whenever } from './whenever.ts'

/** What a person can do with a checkpoint. Each throws `Checkpoint not found: <id>`. */
export interface Checkpoints {
  previewReturn(checkpointId: string): Promise<ReturnPreview>
  previewFork(checkpointId: string): Promise<ForkPreview>
  /**
   * Returns the run, bound to the hash of a preview (`stale` where the run went on since). Whoever drives the data folder carries it out;
   * `perform`: does so here, where nobody else does. Resolves once it is done or refused; a wish that nobody hears is taken back.
   */
  returnTo(
    checkpointId: string,
    hash: string,
    perform?: (runId: string) => Promise<void>,
  ): Promise<Result<RunRecord, Refusal>>
  /** A new, paused run that begins there. */
  fork(checkpointId: string): Promise<Result<RunRecord, Refusal>>
}

/** A turn that works is ended first, which may take its agent a while. */
const HEARD_WITHIN_MS = 60_000

export function createCheckpoints(store: Store, ports: EnginePorts): Checkpoints {
  const find = (checkpointId: string): StoredCheckpoint => {
    const found = store.findCheckpoint(checkpointId)
    if (!found) throw new Error(`Checkpoint not found: ${checkpointId}`)
    return found
  }
  const partsOf = ({ record }: StoredCheckpoint): PreviewParts => ({
    store,
    git: ports.git,
    place: ports.workplace(store.getRun(record.runId)),
  })
  return {
    previewReturn: async (checkpointId) => {
      const found = find(checkpointId)
      return previewReturn(partsOf(found), found)
    },
    previewFork: async (checkpointId) => {
      const found = find(checkpointId)
      return previewFork(partsOf(found), found)
    },
    returnTo: async (checkpointId, hash, perform) => {
      const found = find(checkpointId)
      const { runId } = found.record
      const after = store.listEvents(runId, 1).at(-1)?.id ?? 0
      const asked = store.transaction(() => {
        const problem = whyNoReturn(store, found)
        return problem ? err(problem) : askToReturn(store, checkpointId, hash)
      })
      if (!asked.ok) return asked
      await perform?.(runId)
      const isHeard = (): boolean => store.getInternals(runId).restore !== 'requested'
      const heard = await whenever(store, isHeard, AbortSignal.timeout(HEARD_WITHIN_MS))
      if (!heard && store.patchRun(runId, { restore: 'requested' }, { restore: null, restoreRequest: null }))
        return err(UNHEARD)
      const refused = store.listEventsAfter(runId, after, 1_000).find(({ kind }) => kind === 'checkpoint_refused')
      return refused ? err(notDone(refused.message)) : ok(store.getRun(runId))
    },
    fork: async (checkpointId) => {
      const found = find(checkpointId)
      try {
        return await forkRun(store, ports, found)
      } catch (error) {
        if (!(error instanceof GitFailed)) throw error
        const message = `The commit of this checkpoint could not be read from the repository: ${error.message}`
        return err({ code: 'commit_gone', message, remedy: 'Put the repository back where it was, then try again.' })
      }
    },
  }
}

const UNHEARD: Refusal = {
  code: 'not_driven_here',
  message: 'Another Triptych drives this data folder and did not answer. The run did not return, and is paused.',
  remedy: 'Return again once the other one has ended, or do it there.',
}

const notDone = (message: string): Refusal => ({
  code: 'return_refused',
  message,
  remedy: 'The run is paused as it was. Look at what the return would change now.',
})
