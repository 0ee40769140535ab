import { headOf, type StepContext } from '../context.ts'
import { moveRunBranch } from './settle.ts'

/** Hands the verified head over, as the person (or the policy) chose. A refusal changes nothing and asks again. */
export async function deliver(ctx: StepContext): Promise<void> {
  const { ports, store, run, place } = ctx
  const choice = store.getInternals(run.id).deliveryChoice ?? { kind: 'branch' }
  const head = headOf(ctx)
  if (run.branch === null || run.baseCommit === null) throw new Error(`Run ${run.id} has no branch or base`)
  await moveRunBranch(ctx, head) // Also where no attempt changed anything, so that the branch is always there.
  const effect = store.intendEffect(run.id, 'delivery', `delivery@${head}:${JSON.stringify(choice)}`, head)
  const outcome = await ports.git.deliver(place, choice, { branch: run.branch, base: run.baseCommit, head })
  if (outcome.kind === 'refused') {
    const { message, remedy } = outcome.refusal
    store.transaction(() => {
      store.addEvent(run.id, 'system', 'delivery_refused', `${message} ${remedy}`, { ...outcome.refusal, choice })
      if (run.config.policy === 'unattended')
        store.patchRun(run.id, { control: 'run' }, { control: 'pause', controlReason: `${message} ${remedy}` })
      store.patchRun(run.id, {}, { delivery: 'none', deliveryChoice: null })
    })
    return
  }
  const patch = outcome.patch
    ? await ports.artifacts.write({
        runId: run.id,
        role: null,
        kind: 'patch',
        extension: 'patch',
        mime: 'text/x-patch',
        content: outcome.patch,
      })
    : null
  store.transaction(() => {
    if (!store.patchRun(run.id, { delivery: 'chosen' }, { delivery: 'done' })) return
    store.finishEffect(effect.id)
    const detail = patch ? `${outcome.detail}; in the data folder: ${patch.path}` : outcome.detail
    store.addEvent(run.id, 'system', 'delivered', detail, {
      choice,
      branch: run.branch,
      commit: head,
      artifactId: patch?.id ?? null,
    })
  })
}
