import type { TaskRecord } from '../../../shared/domain.ts'
import { type Conclusion, concludeAttempt } from '../conclude.ts'
import { headOf, type StepContext } from '../context.ts'
import { askPerson } from '../gates.ts'
import type { AttemptDetail } from '../records.ts'
import { ensureRef, keepCheckpoint, recordCheckpoint } from '../refs.ts'

/** Concludes an attempt: completed and the run branch moves to the candidate; or tried again; or blocked. */
export async function settle(ctx: StepContext, attemptId: string): Promise<void> {
  const { store } = ctx
  const attempt = store.getAttempt(attemptId)
  const task = store.getTask(attempt.taskId)
  const conclusion = concludeAttempt(task, attempt.result, store.listStepEvidence(attemptId))
  if (conclusion.kind === 'completed') await complete(ctx, task, attempt, conclusion)
  else store.transaction(() => notAccepted(ctx, task, attempt, conclusion))
}

async function complete(
  ctx: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
  { summary, verified }: Extract<Conclusion, { kind: 'completed' }>,
): Promise<void> {
  const { store, run } = ctx
  const candidate = attempt.candidateCommit ?? headOf(ctx)
  await moveRunBranch(ctx, candidate)
  const checkpoint = await keepCheckpoint(ctx, candidate, `"${task.title}" completed`)
  store.transaction(() => {
    if (!store.endAttempt(attempt.id, 'completed', { summary, signature: null, counted: false })) return
    store.moveTask(task.id, ['in_progress'], 'completed', { summary, signature: null })
    store.patchRun(run.id, {}, { headCommit: candidate })
    const word = verified ? 'completed, verified' : 'completed, not verified'
    store.addEvent(
      run.id,
      'system',
      'attempt_settled',
      `Task "${task.title}" ${word} in attempt ${attempt.attemptNumber}.`,
      {
        taskId: task.id,
        attemptId: attempt.id,
        status: 'completed',
        verified,
        commit: candidate,
      },
    )
    recordCheckpoint(ctx, checkpoint)
  })
}

/** The branch appears with the first accepted attempt; from then on only its last head may be replaced. */
export async function moveRunBranch(ctx: StepContext, commit: string): Promise<void> {
  const { run } = ctx
  if (run.branch === null) throw new Error(`Run ${run.id} has no branch name`)
  const from = [headOf(ctx), ...(run.headCommit === null || run.headCommit === run.baseCommit ? [null] : [])]
  await ensureRef(ctx, { kind: 'run_branch', ref: `refs/heads/${run.branch}`, commit, from })
}

function notAccepted(
  ctx: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
  { failure, blockedByPerson }: Extract<Conclusion, { kind: 'not_accepted' }>,
): void {
  const { store, run } = ctx
  const before = store.countedAttempts(task.id)
  const status = failure.cause === 'agent' ? 'blocked' : 'failed'
  const summary = failure.reasons[0]?.split('\n')[0] ?? failure.signature
  const ended = store.endAttempt(attempt.id, status, {
    summary,
    signature: failure.signature,
    result: { failure },
    counted: failure.counted,
  })
  if (!ended) return
  const limit = run.config.limits.attemptsPerTask
  const stuck = failure.counted && (before.count + 1 >= limit || before.lastSignature === failure.signature)
  const blocked = blockedByPerson || stuck
  store.moveTask(task.id, ['in_progress'], blocked ? 'blocked' : 'pending', { summary, signature: failure.signature })
  const next = blocked ? 'The task is blocked.' : 'The task is tried again.'
  store.addEvent(
    run.id,
    'system',
    'attempt_settled',
    `Task "${task.title}", attempt ${attempt.attemptNumber} not accepted (${failure.signature}). ${next}`,
    {
      taskId: task.id,
      attemptId: attempt.id,
      status,
      signature: failure.signature,
      reasons: failure.reasons,
      blocked,
    },
  )
  if (blocked) replanOrAsk(ctx, task, failure.signature)
}

function replanOrAsk({ store, run }: StepContext, task: TaskRecord, signature: string): void {
  if (store.getRun(run.id).replanCount < run.config.limits.replans) {
    store.patchRun(run.id, {}, { needsPlan: 'blocked' })
    return
  }
  const attempts = store.listAttempts(task.id)
  const subject = {
    cause: 'task',
    task: task.id,
    attempts: attempts.map(({ attemptNumber }) => attemptNumber),
    signatures: attempts.flatMap(({ blockerSignature }) => (blockerSignature === null ? [] : [blockerSignature])),
  }
  const question = `Task "${task.title}" is blocked (${signature}) and no replan is left. Try it again?`
  askPerson(store, { runId: run.id, kind: 'blocked', taskId: task.id, question, subject })
}
