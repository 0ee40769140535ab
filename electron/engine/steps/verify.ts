import { baselineWords } from '../../../shared/baseline.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { BaselineMark } from '../../../shared/words.ts'
import { baselineMarks } from '../baseline-marks.ts'
import { stepPassed, verificationFailure } from '../conclude.ts'
import { headOf, type StepContext } from '../context.ts'
import { stepLabel } from '../evidence-labels.ts'
import { noteSandbox } from '../sandbox.ts'
import { runVerification } from './run-command.ts'

/** The application runs each verification step on the candidate. Finished steps are stored one by one and stand after a crash. */
export async function verify(ctx: StepContext, attemptId: string): Promise<void> {
  const { ports, store, run, place } = ctx
  const attempt = store.getAttempt(attemptId)
  const task = store.getTask(attempt.taskId)
  const candidate = attempt.candidateCommit ?? headOf(ctx)
  await ports.git.resetWorktree(place, candidate)
  const markOf = baselineMarks(store, task)
  const steps = task.verificationSteps.map((command, index) => {
    return { label: stepLabel(index + 1), command, baseline: markOf(command) }
  })
  const metadata = { taskId: task.id, attemptNumber: attempt.attemptNumber }
  const finished = await runSteps(ctx, { ownerId: attemptId, commit: candidate }, steps, metadata)
  await ports.git.resetWorktree(place, candidate)
  if (!finished) return
  const failure = verificationFailure(store.listStepEvidence(attemptId))
  store.transaction(() => {
    // A failed step decides already: nothing is spent on judging what cannot pass.
    const advanced = failure
      ? store.advanceAttempt(attemptId, 'verify', 'settle', { result: { failure } })
      : store.advanceAttempt(attemptId, 'verify', 'check', {})
    if (!advanced || steps.length > 0) return
    store.addEvent(
      run.id,
      'system',
      'verification_finished',
      `Task "${task.title}" has no verification steps: not verified.`,
      metadata,
    )
  })
}

/** An attempt or a review, and the commit that the worktree stands on. */
interface Judged {
  ownerId: string
  commit: string
}

export interface StepToRun {
  label: string
  command: string
  baseline: BaselineMark | null
}

/** Runs the steps that have no evidence yet, in order. False: stopped before the last one. */
export async function runSteps(
  ctx: StepContext,
  judged: Judged,
  steps: readonly StepToRun[],
  metadata: { taskId?: string; attemptNumber?: number },
): Promise<boolean> {
  const done = new Set(ctx.store.listStepEvidence(judged.ownerId).map(({ label }) => label))
  for (const step of steps) {
    if (done.has(step.label)) continue
    if (ctx.signal.aborted || !(await runStep(ctx, judged, step, metadata))) return false
  }
  return true
}

async function runStep(
  ctx: StepContext,
  { ownerId, commit }: Judged,
  { label, command, baseline }: StepToRun,
  metadata: { taskId?: string; attemptNumber?: number },
): Promise<boolean> {
  const { store, run, signal } = ctx
  await noteSandbox(ctx)
  const which = { ...metadata, label }
  store.addEvent(run.id, 'system', 'verification_started', `Verification ${label}: ${command}`, { ...which, command })
  const result = await runVerification(ctx, command, { commit, metadata: which, signal })
  if (result === null) return false
  const evidence: StepEvidence = { label, ...result, baseline }
  store.transaction(() => {
    store.addStepEvidence(run.id, ownerId, evidence)
    const { exitCode, timedOut, durationMs, logArtifactId: artifactId } = result
    const payload = { ...which, command, exitCode, timedOut, durationMs, artifactId, baseline }
    const message = `Verification ${label} ${endOf(evidence)}: ${command}`
    store.addEvent(run.id, 'system', 'verification_finished', message, payload)
  })
  return true
}

function endOf(step: StepEvidence): string {
  const before = baselineWords(step.baseline)
  return `${ending(step)}${before === null ? '' : `; ${before}`}`
}

function ending(step: StepEvidence): string {
  if (stepPassed(step)) return 'passed'
  if (step.timedOut) return 'did not end in time'
  return step.exitCode === null ? 'was killed' : `failed with exit code ${step.exitCode}`
}
