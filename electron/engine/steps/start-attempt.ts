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
  await ports.git.resetWorktree(place, startOf(ctx, head))
  const checkpoint = await keepCheckpoint(ctx, head, 'before an attempt')
  store.transaction(() => {
    const started = store.startAttempt(run.id, head)
    if (!started) return
    const { task, attempt } = started
    recordCheckpoint(ctx, checkpoint)
    const message = `Task "${task.title}", attempt ${attempt.attemptNumber}.`
    store.addEvent(run.id, 'system', 'attempt_started', message, {
      taskId: task.id,
      attemptId: attempt.id,
      attemptNumber: attempt.attemptNumber,
      baseCommit: head,
    })
  })
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
