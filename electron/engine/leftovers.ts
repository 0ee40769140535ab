import type { StepContext } from './context.ts'
import { keepCheckpoint, recordCheckpoint } from './refs.ts'

/** A commit that holds the files of the worktree as they are. */
export interface HeldFiles {
  commit: string
  /** It was made just now: nothing keeps it alive yet. */
  isNew: boolean
}

/**
 * Files in the worktree that no candidate commit holds (an interrupted attempt, a reported blocker) become a checkpoint. Call it
 * before anything puts the worktree back: the next attempt, a planning turn, a review. Files that hold a secret are not kept.
 */
export async function keepLeftovers(ctx: StepContext, head: string): Promise<void> {
  const held = await holdFiles(ctx, head)
  if (held?.isNew) await keepHeld(ctx, held.commit)
}

/**
 * What somebody (a role that should only read, a person in the worktree) changed in files that should be those of `commit` becomes a
 * checkpoint of this label, unless a secret is among it; then they are put back. Its paths.
 */
export async function putStrayAway(
  ctx: StepContext,
  commit: string,
  label: string,
  attempt: { id: string; createdAt: string } = ctx.run,
): Promise<string[]> {
  const { ports, place, store } = ctx
  const { git } = ports
  if ((await git.worktreeChanges(place, commit)).length === 0) return []
  const stray = { base: commit, message: label, attemptId: attempt.id, at: attempt.createdAt }
  const made = await git.makeCandidate(place, stray)
  const canBeKept = made.commit !== commit && ports.secretsIn(await git.diff(place, commit, made.commit)).length === 0
  if (canBeKept) {
    const kept = await keepCheckpoint(ctx, made.commit, label)
    store.transaction(() => recordCheckpoint(ctx, kept))
  }
  await git.resetWorktree(place, commit)
  return made.changes.map((change) => change.path)
}

export async function keepHeld(ctx: StepContext, commit: string): Promise<void> {
  const checkpoint = await keepCheckpoint(ctx, commit, 'files left by an unfinished attempt')
  ctx.store.transaction(() => recordCheckpoint(ctx, checkpoint))
}

/**
 * The commit of the files in the worktree: the head, the last candidate, or what the next attempt begins with, if they are these, or one
 * of `others`; else one that is made of them. Null: no commit may hold them, because a secret is among them.
 */
export async function holdFiles(
  { ports, store, run, place }: StepContext,
  head: string,
  others: readonly string[] = [],
): Promise<HeldFiles | null> {
  const { git } = ports
  const tree = await git.worktreeTree(place, head)
  const [last] = store.lastAttempts(run.id, 1)
  const { startCommit } = store.getInternals(run.id)
  if (last?.candidateCommit != null && tree === last.result.candidateTree)
    return { commit: last.candidateCommit, isNew: false }
  for (const commit of [head, ...(startCommit === null ? [] : [startCommit]), ...others]) {
    if (tree === (await git.commitTree(place, commit))) return { commit, isNew: false }
  }
  const message = 'Files left by an unfinished attempt'
  const attempt = { attemptId: last?.id ?? run.id, at: last?.createdAt ?? run.createdAt }
  const made = await git.makeCandidate(place, { base: head, message, ...attempt })
  const hasSecret = ports.secretsIn(await git.diff(place, head, made.commit)).length > 0
  return hasSecret ? null : { commit: made.commit, isNew: made.commit !== head }
}

/** Whether a commit can hold everything that lies in the worktree and is not ignored: a repository of its own in a folder cannot be. */
export async function canBeHeld({ ports, run, place }: StepContext, head: string): Promise<boolean> {
  const attempt = { attemptId: run.id, at: run.createdAt }
  const { changes } = await ports.git.makeCandidate(place, { base: head, message: 'Files as they are', ...attempt })
  return changes.every(({ note }) => note !== 'nested_repository')
}
