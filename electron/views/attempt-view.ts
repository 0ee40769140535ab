import type { AttemptView } from '../../shared/views.ts'
import type { Store } from '../store/store.ts'

/** An attempt with its evidence. What a predecessor's attempt left is not ours to understand: its result is empty. Throws `Attempt not found: <id>`. */
export function readAttemptView(store: Store, attemptId: string): AttemptView {
  return store.database.read(() => {
    const { result, resultJson: _, ...attempt } = store.getAttempt(attemptId)
    const { diffArtifactHash } = result
    return {
      attempt,
      result,
      steps: store.listStepEvidence(attemptId),
      diff: diffArtifactHash === undefined ? null : store.findDiff(attempt.runId, diffArtifactHash),
    }
  })
}
