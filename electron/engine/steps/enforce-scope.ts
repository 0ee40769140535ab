import type { TaskRecord } from '../../../shared/domain.ts'
import type { AttemptFailure, AttemptResult } from '../../../shared/evidence.ts'
import { headOf, type StepContext } from '../context.ts'
import { askPerson } from '../gates.ts'
import type { AttemptDetail } from '../records.ts'
import { keepCheckpoint, recordCheckpoint } from '../refs.ts'
import { scopeSignature } from '../signature.ts'
import { refuseSecrets } from './refuse-secrets.ts'

/** Makes the candidate commit and compares its changed paths with the allowed and the protected ones. */
export async function enforceScope(ctx: StepContext, attemptId: string): Promise<void> {
  const { ports, store, run, place } = ctx
  const attempt = store.getAttempt(attemptId)
  const task = store.getTask(attempt.taskId)
  const base = attempt.baseCommit ?? headOf(ctx)
  const message = `${task.title}\n\n${attempt.result.report?.summary ?? ''}`.trim()
  const candidate = await ports.git.makeCandidate(place, { base, message, attemptId, at: attempt.createdAt })
  const content = await ports.git.diff(place, base, candidate.commit)
  const names = ports.secretsIn(content)
  if (names.length > 0) return refuseSecrets(ctx, task, attempt, { names, base, tree: candidate.tree })
  const outsidePaths = ports.git.outsidePaths(candidate.changes, task.allowedPaths)
  const diff = await ports.artifacts.write({
    runId: run.id,
    role: 'implementation',
    kind: 'diff',
    extension: 'diff',
    mime: 'text/x-diff',
    content,
    metadata: { taskId: task.id, attemptNumber: attempt.attemptNumber, label: 'diff' },
  })
  const changedPaths = candidate.changes.map(({ path }) => path)
  const kept =
    candidate.commit === base
      ? null
      : await keepCheckpoint(ctx, candidate.commit, `candidate of attempt ${attempt.attemptNumber}`)
  const result: AttemptResult = {
    changedPaths,
    outsidePaths,
    candidateTree: candidate.tree,
    diffArtifactHash: diff.sha256,
  }
  store.transaction(() => {
    const { status, phase } = store.getAttempt(attemptId)
    if (status !== 'running' || phase !== 'scope') return
    if (kept) recordCheckpoint(ctx, kept)
    const clean = outsidePaths.length === 0
    store.addEvent(
      run.id,
      'system',
      'scope_checked',
      clean ? cleanScope(changedPaths) : `Outside the allowed paths: ${outsidePaths.join(', ')}.`,
      {
        taskId: task.id,
        attemptId,
        changedPaths,
        outsidePaths,
      },
    )
    if (clean) store.advanceAttempt(attemptId, 'scope', 'verify', { result, candidateCommit: candidate.commit })
    else settleOutside(ctx, task, attempt, { result, commit: candidate.commit, tree: candidate.tree, base })
  })
}

const cleanScope = (paths: readonly string[]): string =>
  paths.length === 0
    ? 'Nothing was changed.'
    : `${paths.length} changed ${paths.length === 1 ? 'path' : 'paths'}, all allowed.`

/** The first time the attempt fails; the same paths twice are a question for a person. */
function settleOutside(
  { store, run }: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
  candidate: { result: AttemptResult; commit: string; tree: string; base: string },
): void {
  const outsidePaths = candidate.result.outsidePaths ?? []
  const signature = scopeSignature(outsidePaths)
  const change = { candidateCommit: candidate.commit }
  if (store.countedAttempts(task.id).lastSignature === signature) {
    store.advanceAttempt(attempt.id, 'scope', 'scope', { ...change, result: candidate.result })
    const question = `Task "${task.title}" changed the same paths outside its scope twice: ${outsidePaths.join(', ')}. Allow them?`
    const subject = { attempt: attempt.id, base: candidate.base, tree: candidate.tree, outsidePaths }
    askPerson(store, { runId: run.id, kind: 'scope', taskId: task.id, attemptId: attempt.id, question, subject })
    return
  }
  const reasons = [
    `These paths are outside what the task may change: ${outsidePaths.join(', ')}. Leave them as they are.`,
  ]
  const failure: AttemptFailure = { cause: 'scope', signature, reasons, counted: true }
  store.advanceAttempt(attempt.id, 'scope', 'settle', { ...change, result: { ...candidate.result, failure } })
}
