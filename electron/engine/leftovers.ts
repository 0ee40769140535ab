import type { StepContext } from './context.ts'
import { keepCheckpoint, recordCheckpoint } from './refs.ts'

/**
 * Files in the worktree that no candidate commit holds (an interrupted attempt, a reported blocker) become a checkpoint. Call it
 * before anything puts the worktree back: the next attempt, a planning turn, a review. Files that hold a secret are not kept.
 */
export async function keepLeftovers(ctx: StepContext, head: string): Promise<void> {
  const { ports, store, run, place } = ctx
  const [tree, headTree] = [await ports.git.worktreeTree(place, head), await ports.git.commitTree(place, head)]
  const last = store.buildSnapshot(run.id).recentAttempts.at(-1)
  const lastCandidate = last ? store.getAttempt(last.id).result.candidateTree : undefined
  if (tree === headTree || tree === lastCandidate) return
  const message = 'Files left by an unfinished attempt'
  const attempt = { attemptId: last?.id ?? run.id, at: last?.createdAt ?? run.createdAt }
  const { commit } = await ports.git.makeCandidate(place, { base: head, message, ...attempt })
  if (ports.secretsIn(await ports.git.diff(place, head, commit)).length > 0) return
  const checkpoint = await keepCheckpoint(ctx, commit, 'files left by an unfinished attempt')
  store.transaction(() => recordCheckpoint(ctx, checkpoint))
}
