import type { CheckpointRecord } from '../../shared/domain.ts'
import { checkpointRef, lostRef } from '../../shared/names.ts'
import { NeedsAttention, type StepContext } from './context.ts'

/**
 * Makes `ref` point to `commit`: intent, probe, do, done. Safe to repeat after a crash at any point.
 * `from`: where it may be now (null: absent). Anything else means somebody moved it, and it is left alone.
 */
export async function ensureRef(
  ctx: StepContext,
  effect: { kind: string; ref: string; commit: string; from: readonly (string | null)[] },
): Promise<void> {
  const { ports, store, run, place } = ctx
  const intent = store.intendEffect(run.id, effect.kind, `${effect.ref}@${effect.commit}`, effect.commit)
  const actual = await ports.git.readRef(place, effect.ref)
  if (actual !== effect.commit) {
    if (!effect.from.includes(actual)) throw moved(run.repoPath, effect.ref, actual, effect.from)
    const move = await ports.git.moveRef(place, effect.ref, effect.commit, actual)
    // A git of an owner that was killed may have been faster with the same move.
    if (!move.moved && move.actual !== effect.commit) throw moved(run.repoPath, effect.ref, move.actual, effect.from)
  }
  store.finishEffect(intent.id)
}

function moved(
  repoPath: string,
  ref: string,
  actual: string | null,
  expected: readonly (string | null)[],
): NeedsAttention {
  const wanted = expected.map((commit) => commit ?? 'missing').join(' or ')
  const commit = expected.find((candidate) => candidate !== null) ?? null
  const back = commit === null ? `git update-ref -d ${ref}` : `git update-ref ${ref} ${commit}`
  const way = actual === null ? 'Put it back' : 'Keep what is on it under another name, put it back'
  return new NeedsAttention(
    `${ref} is ${actual ?? 'missing'}, but this run left it ${wanted}. Only Triptych moves it. ${way} with ${back} in ${repoPath}, then resume the run.`,
  )
}

/** Keeps a commit alive as the run's next checkpoint; returns its payload for the row, which belongs to the step's transaction. */
export async function keepCheckpoint(
  ctx: StepContext,
  commit: string,
  label: string,
): Promise<{ n: number; ref: string; commit: string; label: string }> {
  const { ports, store, run, place } = ctx
  const n = store.countCheckpoints(run.id)
  const ref = checkpointRef(run.id, n)
  const actual = await ports.git.readRef(place, ref)
  if (actual !== null && actual !== commit) await keepUnknown(ctx, ref, actual)
  await ensureRef(ctx, { kind: 'checkpoint_ref', ref, commit, from: [null, actual] })
  return { n, ref, commit, label }
}

/**
 * A crash before the row leaves a ref whose intent is known; no row ever told of it, so it may be replaced. One that nothing here knows
 * of is from a history that was lost, or that a restored backup does not have, and may be all that holds its commit.
 */
async function keepUnknown(ctx: StepContext, ref: string, commit: string): Promise<void> {
  const { store, run } = ctx
  if (store.isIntended(run.id, `${ref}@${commit}`)) return
  await ensureRef(ctx, { kind: 'lost_ref', ref: lostRef(run.id, commit), commit, from: [null] })
}

/** The row, with the run as it is at this moment, and the event of a checkpoint; call it inside the step's transaction. */
export function recordCheckpoint(
  { store, run }: Pick<StepContext, 'store' | 'run'>,
  payload: { n: number; commit: string; label: string },
): CheckpointRecord {
  const checkpoint = store.saveCheckpoint(run.id, payload)
  const message = `Checkpoint ${payload.n}: ${payload.label}.`
  store.addEvent(run.id, 'system', 'checkpoint_made', message, { ...payload, checkpointId: checkpoint.id })
  return checkpoint
}
