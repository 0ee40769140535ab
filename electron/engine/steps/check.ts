import { submitVerdictSchema, type VerdictAnswer } from '../../../shared/answers.ts'
import type { TaskRecord } from '../../../shared/domain.ts'
import type { AttemptResult } from '../../../shared/evidence.ts'
import { headOf, type StepContext } from '../context.ts'
import { evidenceHash } from '../evidence-hash.ts'
import { verdictAccepts } from '../evidence-labels.ts'
import { askPerson, raiseGate } from '../gates.ts'
import { putStrayAway } from '../leftovers.ts'
import { gateAnswerer } from '../policy.ts'
import { attemptVerdictProblem, checkPromptOf, repairOf } from '../prompt-inputs.ts'
import type { AttemptDetail } from '../records.ts'
import { takeTurn } from '../turn.ts'
import type { TurnEnd } from '../turn-end.ts'
import { MAX_TURN_FAILURES } from './plan.ts'

/** A checker turn judges every criterion by the evidence. Its tree must be unchanged afterwards. */
export async function check(ctx: StepContext, attemptId: string): Promise<void> {
  const { ports, store, run, place } = ctx
  const attempt = store.getAttempt(attemptId)
  const task = store.getTask(attempt.taskId)
  const candidate = attempt.candidateCommit ?? headOf(ctx)
  // It is as verification left it, unless an earlier turn was cut or held.
  const isAgain = store.listTurns(run.id).some((turn) => turn.attemptId === attemptId && turn.kind === 'check')
  const label = `changes during the check of attempt ${attempt.attemptNumber}`
  const before = isAgain ? await putStrayAway(ctx, candidate, label, attempt) : []
  if (!isAgain) await ports.git.resetWorktree(place, candidate)
  const end = await takeTurn(ctx, {
    role: 'checker',
    kind: 'check',
    task,
    attempt,
    prompt: await checkPromptOf(ctx, task, attempt),
    brief: null, // A judge starts without the memory of earlier judgements.
    answer: {
      tool: 'submit_verdict',
      problem: await attemptVerdictProblem(ctx, task, attempt),
      repairPrompt: repairOf('checker', 'check', 'submit_verdict'),
    },
  })
  if (end.kind === 'held') return
  const checkerChanged = [...new Set([...before, ...(await putStrayAway(ctx, candidate, label, attempt))])]
  if (end.kind === 'failed') {
    noVerdict(ctx, task, attempt, end)
    return
  }
  const verdict = submitVerdictSchema.parse(end.answer)
  const artifact = await ports.artifacts.write({
    runId: run.id,
    role: 'checker',
    kind: 'verdict',
    extension: 'json',
    mime: 'application/json',
    content: JSON.stringify(verdict, null, 2),
    metadata: { taskId: task.id, attemptNumber: attempt.attemptNumber },
  })
  const result: AttemptResult = { verdict, verdictArtifactHash: artifact.sha256, checkerChanged }
  store.transaction(() => {
    end.close()
    if (!store.advanceAttempt(attemptId, 'check', 'settle', { result })) return
    store.patchRun(run.id, {}, { turnFailures: 0 })
    recordVerdict(ctx, task, attempt, verdict)
    if (gateAnswerer(run.config.policy, 'task') === 'person') openTaskGate(ctx, task, attemptId)
  })
}

function recordVerdict(
  { store, run }: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
  verdict: VerdictAnswer,
): void {
  const accepts = verdictAccepts(verdict)
  const payload = {
    taskId: task.id,
    attemptId: attempt.id,
    attemptNumber: attempt.attemptNumber,
    criteria: verdict.criteria,
  }
  store.addApproval(run.id, 'checker', accepts ? 'approved' : 'changes_requested', verdict.summary, payload)
  const met = verdict.criteria.filter(({ status }) => status === 'met').length
  const message = `Checker: ${met} of ${verdict.criteria.length} criteria of "${task.title}" met. ${verdict.summary}`
  store.addEvent(run.id, 'checker', 'verdict_given', message, payload)
}

function openTaskGate({ store, run }: StepContext, task: TaskRecord, attemptId: string): void {
  const attempt = store.getAttempt(attemptId)
  raiseGate(store, {
    runId: run.id,
    kind: 'task',
    taskId: task.id,
    attemptId,
    question: `Accept task "${task.title}", attempt ${attempt.attemptNumber}?`,
    subject: {
      base: attempt.baseCommit,
      commit: attempt.candidateCommit,
      tree: attempt.result.candidateTree,
      evidenceHash: evidenceHash(attempt.result, store.listStepEvidence(attemptId)),
    },
  })
}

function noVerdict(
  { store, run }: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
  end: Extract<TurnEnd, { kind: 'failed' }>,
): void {
  store.transaction(() => {
    end.close()
    const failures = store.getInternals(run.id).turnFailures + 1
    store.patchRun(run.id, {}, { turnFailures: failures })
    if (failures < MAX_TURN_FAILURES) return
    const question = `The checker gave no verdict on "${task.title}" in ${failures} turns: ${end.detail} Try again?`
    const subject = {
      cause: 'check',
      task: task.id,
      attempts: [attempt.attemptNumber],
      signatures: [],
      detail: end.detail,
    }
    askPerson(store, { runId: run.id, kind: 'blocked', taskId: task.id, attemptId: attempt.id, question, subject })
  })
}
