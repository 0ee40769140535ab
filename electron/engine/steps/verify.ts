import type { StepEvidence } from '../../../shared/evidence.ts'
import { stepPassed, verificationFailure } from '../conclude.ts'
import { headOf, type StepContext } from '../context.ts'
import { countLines, stepLabel } from '../evidence-labels.ts'
import { endOfText } from '../log-tail.ts'
import { noteSandbox } from '../sandbox.ts'

const LOG_BYTES = 10 * 1024 * 1024

/** The application runs each verification step on the candidate. Finished steps are stored one by one and stand after a crash. */
export async function verify(ctx: StepContext, attemptId: string): Promise<void> {
  const { ports, store, run, place } = ctx
  const attempt = store.getAttempt(attemptId)
  const task = store.getTask(attempt.taskId)
  const candidate = attempt.candidateCommit ?? headOf(ctx)
  await ports.git.resetWorktree(place, candidate)
  const steps = task.verificationSteps.map((command, index) => ({ label: stepLabel(index + 1), command }))
  const metadata = { taskId: task.id, attemptNumber: attempt.attemptNumber }
  const finished = await runSteps(ctx, attemptId, steps, metadata)
  await ports.git.resetWorktree(place, candidate)
  if (!finished) return
  const failure = verificationFailure(store.listStepEvidence(attemptId))
  store.transaction(() => {
    // A failed step decides already: nothing is spent on judging what cannot pass.
    if (failure) store.advanceAttempt(attemptId, 'verify', 'settle', { result: { failure } })
    else store.advanceAttempt(attemptId, 'verify', 'check', {})
    if (steps.length > 0) return
    store.addEvent(
      run.id,
      'system',
      'verification_finished',
      `Task "${task.title}" has no verification steps: not verified.`,
      metadata,
    )
  })
}

/** Runs the steps that have no evidence yet, in order. False: stopped before the last one. */
export async function runSteps(
  ctx: StepContext,
  ownerId: string,
  steps: readonly { label: string; command: string }[],
  metadata: { taskId?: string; attemptNumber?: number },
): Promise<boolean> {
  const done = new Set(ctx.store.listStepEvidence(ownerId).map(({ label }) => label))
  for (const step of steps) {
    if (done.has(step.label)) continue
    if (ctx.signal.aborted || !(await runStep(ctx, ownerId, step, metadata))) return false
  }
  return true
}

async function runStep(
  ctx: StepContext,
  ownerId: string,
  { label, command }: { label: string; command: string },
  metadata: { taskId?: string; attemptNumber?: number },
): Promise<boolean> {
  const { ports, store, run, place, signal } = ctx
  await noteSandbox(ctx)
  store.addEvent(run.id, 'system', 'verification_started', `Verification ${label}: ${command}`, {
    ...metadata,
    label,
    command,
  })
  const outcome = await ports.commands.runShell({
    command,
    cwd: place.worktree,
    gitDir: place.agentGitDir,
    sandbox: run.config.sandbox,
    timeoutMs: run.config.limits.verificationMinutes * 60_000,
    maxBytes: LOG_BYTES,
    signal,
  })
  if (outcome.aborted) return false
  const log = await ports.artifacts.write({
    runId: run.id,
    role: null,
    kind: 'verification_log',
    extension: 'log',
    mime: 'text/plain',
    content: outcome.log,
    metadata: { ...metadata, label },
  })
  const { exitCode, timedOut, durationMs } = outcome
  const text = new TextDecoder().decode(outcome.log)
  const logged = { log: log.sha256, logArtifactId: log.id, logLines: countLines(text), logTail: endOfText(text) }
  const evidence: StepEvidence = { label, command, exitCode, timedOut, durationMs, ...logged }
  store.transaction(() => {
    store.addStepEvidence(run.id, ownerId, evidence)
    const payload = { ...metadata, label, command, exitCode, timedOut, durationMs, artifactId: log.id }
    store.addEvent(
      run.id,
      'system',
      'verification_finished',
      `Verification ${label} ${endOf(evidence)}: ${command}`,
      payload,
    )
  })
  return true
}

function endOf(step: StepEvidence): string {
  if (stepPassed(step)) return 'passed'
  if (step.timedOut) return 'did not end in time'
  return step.exitCode === null ? 'was killed' : `failed with exit code ${step.exitCode}`
}
