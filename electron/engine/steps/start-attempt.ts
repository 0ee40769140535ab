import { canonicalJson } from '../../../shared/canonical-json.ts'
import { checkpointFacts } from '../../../shared/checkpoint-facts.ts'
import { headOf, type StepContext } from '../context.ts'
import { keepLeftovers } from '../leftovers.ts'
import type { AttemptDetail } from '../records.ts'
import { keepCheckpoint, recordCheckpoint } from '../refs.ts'
import { makeReady } from '../workplace.ts'

/** Puts the worktree on the head, then claims the next task: claim, attempt row, base commit and checkpoint in one transaction. */
export async function startAttempt(ctx: StepContext): Promise<void> {
  if (!(await makeReady(ctx))) return
  const { ports, store, run, place } = ctx
  const head = headOf(ctx)
  await keepLeftovers(ctx, head)
  const { startCommit } = store.getInternals(run.id)
  await ports.git.resetWorktree(place, startCommit ?? startOf(ctx, head))
  const commit = startCommit ?? head
  const checkpoint = isKeptAlready(ctx, commit) ? null : await keepCheckpoint(ctx, commit, labelOf(ctx))
  store.transaction(() => {
    // Of the run as it is before the claim: who returns to it takes the same step again.
    if (checkpoint) recordCheckpoint(ctx, checkpoint)
    const started = store.startAttempt(run.id, head)
    if (!started) return
    store.patchRun(run.id, {}, { startCommit: null })
    const { task, attempt } = started
    const message = `Task "${task.title}", attempt ${attempt.attemptNumber}.`
    store.addEvent(run.id, 'system', 'attempt_started', message, {
      taskId: task.id,
      attemptId: attempt.id,
      attemptNumber: attempt.attemptNumber,
      baseCommit: head,
    })
  })
}

/** The newest checkpoint is of this very point already: the task before was just completed. */
function isKeptAlready({ store, run }: StepContext, commit: string): boolean {
  const newest = store.newestCheckpoint(run.id)
  if (newest?.state == null || checkpointFacts(newest.record).commit !== commit) return false
  return canonicalJson({ ...newest.state }) === canonicalJson({ ...store.captureState(run.id) })
}

function labelOf({ store, run }: StepContext): string {
  const plan = store.latestPlan(run.id)
  const known = store.newestCheckpoint(run.id)?.state?.plan?.revision
  if (plan && plan.revision !== known) return `plan ${plan.revision} accepted`
  const [task] = store.listTasks(run.id, ['pending'])
  return task ? `before attempt ${task.attemptCount + 1} of "${task.title}"` : 'before an attempt'
}

/**
 * Where the files begin: a candidate that was in scope but not accepted is corrected rather than written anew, as long as it
 * stands on today's head; everything else begins on the head.
 */
function startOf({ store, run }: StepContext, head: string): string {
  const task = store.listTasks(run.id, ['pending'])[0]
  const last = task ? store.listAttempts(task.id).at(-1) : undefined
  return (last && keptCandidate(last, head)) ?? head
}

/** The candidate of an attempt that the next one goes on from, or null. */
export function keptCandidate(attempt: AttemptDetail, head: string): string | null {
  const { failure, objection, outsidePaths } = attempt.result
  const corrigible = objection !== undefined || failure?.cause === 'verify' || failure?.cause === 'check'
  if (!corrigible || attempt.baseCommit !== head || (outsidePaths ?? []).length > 0) return null
  return attempt.candidateCommit
}
