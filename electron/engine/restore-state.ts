import type { CanonicalValue } from '../../shared/canonical-json.ts'
import { checkpointFacts } from '../../shared/checkpoint-facts.ts'
import type { RunRecord } from '../../shared/domain.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { FINAL_RUN_STATUSES } from '../../shared/words.ts'
import { hashValue } from '../hash.ts'
import { NO_BASE } from './context.ts'
import type { CheckpointState, StoredCheckpoint } from './records.ts'
import type { EngineStore } from './store-port.ts'

/**
 * What a person's "return" is bound to: the checkpoint and the run as it is now, but for what a pause changes by itself (a running turn
 * ends, an attempt that works is interrupted, sessions move on).
 */
export function restoreHash(checkpointId: string, state: CheckpointState): string {
  const { sessions: _, lastTurn: __, ...rest } = state
  const bound: { [name: string]: CanonicalValue } = { ...rest, tasks: rest.tasks.map((task) => ({ ...task })) }
  return hashValue({ v: 1, checkpointId, run: bound })
}

/** Why the run cannot return to this checkpoint at all; null: it can. */
export function returnProblem(store: EngineStore, { record }: StoredCheckpoint): Refusal | null {
  const run = store.getRun(record.runId)
  const fork = 'Fork a new run from this checkpoint instead.'
  if (run.baseCommit === null) return { code: 'no_base', message: `${NO_BASE}.`, remedy: 'Its history stays readable.' }
  if (isFinal(run)) return { code: 'run_ended', message: `This run has ended: ${run.status}.`, remedy: fork }
  if (run.control === 'cancel') return { code: 'run_cancelled', message: 'This run is being cancelled.', remedy: fork }
  const { delivery, restore } = store.getInternals(run.id)
  if (delivery !== 'none')
    return { code: 'delivering', message: 'The result of this run is being delivered already.', remedy: fork }
  if (restore !== null) {
    const message = 'The run is returning to a checkpoint already.'
    return { code: 'returning', message, remedy: 'Look at it again once that is done.' }
  }
  return checkpointFacts(record).commit === null ? NO_COMMIT : null
}

export const NO_COMMIT: Refusal = {
  code: 'no_commit',
  message: 'This checkpoint was made by an earlier version and names no commit.',
  remedy: 'Its record stays readable; choose a later one.',
}

export const STALE: Refusal = {
  code: 'stale',
  message: 'The run went on after you looked. Nothing was changed.',
  remedy: 'Look at what the return would change now, then decide again.',
}

/**
 * A person's wish to return, bound to the hash of what they were shown. One transaction, from any process; whoever drives the run
 * carries it out. The run is paused for it, so a turn that works is ended first.
 */
export function askToReturn(store: EngineStore, checkpointId: string, hash: string): Result<null, Refusal> {
  return store.transaction(() => {
    const target = store.findCheckpoint(checkpointId)
    if (!target) throw new Error(`Checkpoint not found: ${checkpointId}`)
    const { runId } = target.record
    const problem = returnProblem(store, target)
    if (problem) return err(problem)
    if (restoreHash(checkpointId, store.captureState(runId)) !== hash) return err(STALE)
    store.patchRun(runId, {}, { restore: 'requested', restoreRequest: { checkpointId, hash } })
    if (store.patchRun(runId, { control: 'run' }, { control: 'pause', controlReason: 'returned' })) {
      const message = 'Paused, because the run returns to a checkpoint.'
      store.addEvent(runId, 'system', 'run_paused', message, { reason: 'returned' })
    }
    return ok(null)
  })
}

const isFinal = ({ status }: RunRecord): boolean => FINAL_RUN_STATUSES.some((final) => final === status)
