import { checkpointFacts } from '../../../shared/checkpoint-facts.ts'
import { headOf, NeedsAttention, NO_BASE, type StepContext } from '../context.ts'
import { interruptAttempt, voidGatesOf } from '../end-run.ts'
import { canBeHeld, holdFiles, keepHeld } from '../leftovers.ts'
import type { RestoreRequest, StoredCheckpoint } from '../records.ts'
import { ensureRef, keepCheckpoint, recordCheckpoint } from '../refs.ts'
import { restoreHash, STALE } from '../restore-state.ts'

/**
 * Returns to a checkpoint as a person asked: what is there now becomes a checkpoint first, so that the return can be undone by returning
 * to that one; then one transaction sets the facts; then branch and files follow. What cannot be done is told and changes nothing.
 */
export async function restore(ctx: StepContext): Promise<void> {
  try {
    await decide(ctx)
  } catch (error) {
    refuse(ctx, error instanceof Error ? error.message : String(error))
    if (error instanceof NeedsAttention) return
    throw error
  }
  await putBack({ ...ctx, run: ctx.store.getRun(ctx.run.id) })
}

function refuse({ store, run }: StepContext, message: string): void {
  store.transaction(() => {
    if (!store.patchRun(run.id, { restore: 'requested' }, { restore: null, restoreRequest: null })) return
    store.addEvent(run.id, 'system', 'checkpoint_refused', message, {})
  })
}

async function decide(ctx: StepContext): Promise<void> {
  const { ports, store, run, place } = ctx
  const request = store.getInternals(run.id).restoreRequest
  const target = request && store.findCheckpoint(request.checkpointId)
  const commit = target && checkpointFacts(target.record).commit
  if (!request || !target || commit === null) throw new NeedsAttention('There is no such checkpoint to return to.')
  if (run.baseCommit === null) throw new NeedsAttention(`${NO_BASE}.`)
  requireSame(ctx, request)
  await ports.git.commitTree(place, commit) // Throws if the repository has lost it.
  const { worktreeReady, startCommit } = store.getInternals(run.id)
  const held = worktreeReady ? await holdFiles(ctx, headOf(ctx)) : null
  const label = `before the return to checkpoint ${checkpointFacts(target.record).n}`
  const before = await keepCheckpoint(ctx, startCommit ?? held?.commit ?? headOf(ctx), label)
  store.transaction(() => {
    requireSame(ctx, request)
    apply(ctx, { target, commit, before, request })
  })
}

/** Whoever answered a gate, cancelled the run or withdrew the return meanwhile was first. */
function requireSame({ store, run }: StepContext, request: RestoreRequest): void {
  const now = store.getInternals(run.id)
  if (now.control === 'cancel') throw new NeedsAttention('The run was cancelled meanwhile. It does not return.')
  const isAsked = now.restore === 'requested' && now.restoreRequest?.checkpointId === request.checkpointId
  if (isAsked && restoreHash(request.checkpointId, store.captureState(run.id)) === request.hash) return
  throw new NeedsAttention(`${STALE.message} ${STALE.remedy}`)
}

interface Decided {
  target: StoredCheckpoint
  commit: string
  before: { n: number; ref: string; commit: string; label: string }
  request: RestoreRequest
}

function apply(ctx: StepContext, { target, commit, before, request }: Decided): void {
  const { store, run } = ctx
  const from = headOf(ctx)
  const { n } = checkpointFacts(target.record)
  const because = `the run returned to checkpoint ${n}`
  for (const { attemptId, taskId } of store.readFacts(run.id).facts.live)
    interruptAttempt(store, attemptId, taskId, because)
  const undo = recordCheckpoint(ctx, before)
  const asked = store.listOpenGates(run.id)
  const again = target.state?.gates ?? asked.filter(({ attemptId }) => attemptId === null).map(({ id }) => id)
  voidGatesOf(store, run.id, { because })
  store.applyState(run.id, target.state ?? store.captureState(run.id))
  for (const gateId of again) askAgain(ctx, gateId)
  const head = store.getInternals(run.id).headCommit
  store.patchRun(
    run.id,
    { restore: 'requested' },
    {
      restore: 'files',
      restoreRequest: { ...request, from },
      startCommit: commit === head ? null : commit,
      control: 'pause',
      controlReason: 'returned',
      waitUntil: null,
      waitReason: null,
    },
  )
  const message = `Returned to checkpoint ${n}. Checkpoint ${before.n} is of the run as it was before. The run is paused until it is resumed.`
  store.addEvent(run.id, 'system', 'checkpoint_restored', message, {
    checkpointId: target.record.id,
    n,
    undo: undo.id,
    from,
    to: head,
    startCommit: commit === head ? null : commit,
  })
}

/** The same question about the same subject, as a gate of its own: the void one stays in the history. */
function askAgain({ store, run }: StepContext, gateId: string): void {
  const { kind, taskId, question, subject, subjectHash } = store.getGate(gateId)
  const gate = store.openGate({ runId: run.id, kind, taskId, question, subject, subjectHash })
  store.addEvent(run.id, 'system', 'gate_opened', question, { gateId: gate.id, kind, subjectHash, replaces: gateId })
}

/**
 * Puts branch and worktree where the facts say after a return. Safe to repeat: files that no commit holds become a checkpoint first, or
 * where none can hold them, the whole folder goes to the trash and a fresh one is made.
 */
export async function putBack(ctx: StepContext): Promise<void> {
  const { store, run } = ctx
  const { restoreRequest, worktreeReady, startCommit } = store.getInternals(run.id)
  try {
    await moveBranchBack(ctx, restoreRequest?.from ?? headOf(ctx))
    const isFresh = worktreeReady && (await putFilesBack(ctx, startCommit ?? headOf(ctx), restoreRequest?.from))
    const setup = isFresh ? { setupState: 'pending' as const } : {}
    store.patchRun(run.id, { restore: 'files' }, { restore: null, restoreRequest: null, ...setup })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    store.transaction(() => {
      // A run that was cancelled meanwhile ends, wherever its files are.
      if (store.readControl(run.id) === 'cancel') return
      store.patchRun(run.id, {}, { control: 'pause', controlReason: message })
      store.addEvent(run.id, 'system', 'run_paused', message, { reason: 'attention', step: 'putBack' })
    })
    if (!(error instanceof NeedsAttention)) throw error
  }
}

/** By compare-and-set only. A branch that is not there yet appears with the first accepted attempt. */
async function moveBranchBack(ctx: StepContext, from: string): Promise<void> {
  const { ports, run, place } = ctx
  const commit = headOf(ctx)
  if (run.branch === null || from === commit) return
  const ref = `refs/heads/${run.branch}`
  if (commit === run.baseCommit && (await ports.git.readRef(place, ref)) === null) return
  await ensureRef(ctx, { kind: 'run_branch', ref, commit, from: [from] })
}

/** True: the worktree was made anew, so its set-up is to be run again. */
async function putFilesBack(ctx: StepContext, commit: string, from: string | undefined): Promise<boolean> {
  const { ports, store, run, place } = ctx
  const newest = store.newestCheckpoint(run.id)
  const kept = newest && checkpointFacts(newest.record).commit
  const known = [from, kept, commit].filter((one) => typeof one === 'string')
  const held = await holdFiles(ctx, headOf(ctx), known)
  if (held && (await canBeHeld(ctx, headOf(ctx)))) {
    if (held.isNew) await keepHeld(ctx, held.commit)
    await ports.git.resetWorktree(place, commit)
    return false
  }
  await ports.git.createWorktree(place, commit)
  return true
}
