import type { TaskRecord } from '../../../shared/domain.ts'
import type { AttemptFailure } from '../../../shared/evidence.ts'
import type { StepContext } from '../context.ts'
import type { AttemptDetail } from '../records.ts'
import { scopeSignature } from '../signature.ts'

/** Ends an attempt whose change holds secrets. Nothing of the change is kept: no diff, no checkpoint, no file in the worktree. */
export async function refuseSecrets(
  { ports, store, run, place }: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
  found: { names: readonly string[]; base: string; tree: string },
): Promise<void> {
  const what = `The change contains the value of ${found.names.map((name) => `secret ${name}`).join(' and of ')}.`
  const failure: AttemptFailure = {
    cause: 'scope',
    signature: scopeSignature(found.names.map((name) => `secret ${name}`)),
    reasons: [`${what} Never write it into a file: have it read from the environment where it is needed.`],
    counted: true,
  }
  store.transaction(() => {
    store.addEvent(run.id, 'system', 'scope_checked', `${what} Nothing of it is kept.`, {
      taskId: task.id,
      attemptId: attempt.id,
      secrets: found.names,
    })
    // The tree's hash says to later steps that these files are no leftovers to be kept.
    store.advanceAttempt(attempt.id, 'scope', 'settle', { result: { candidateTree: found.tree, failure } })
  })
  await ports.git.resetWorktree(place, found.base)
}
