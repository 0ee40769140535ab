import type { TaskRecord } from '../../shared/domain.ts'
import type { AttemptFailure, AttemptResult, StepEvidence } from '../../shared/evidence.ts'
import { commentReason } from './comments.ts'
import { unmetCriteria } from './evidence-labels.ts'
import { checkSignature, verifySignature } from './signature.ts'

export type Conclusion =
  | { kind: 'completed'; verified: boolean; summary: string }
  | { kind: 'not_accepted'; failure: AttemptFailure; blockedByPerson: boolean }

/** The evidence itself shows more; a reason is read in lists too. */
const REASON_LINES = 12
const TELLS_OF_FAILURE = /[✖✗×]|\b(?:error|fail(?:ed|ure|ures)?|exception|panic|not ok|traceback|cannot|denied)\b/i

/** The lines from the first that tells of a failure on, else the last ones. */
function tellingLines(log: string): string {
  const lines = log.trimEnd().split('\n')
  const first = lines.findIndex((line) => TELLS_OF_FAILURE.test(line))
  return (first < 0 ? lines.slice(-REASON_LINES) : lines.slice(first, first + REASON_LINES)).join('\n')
}

/** Why a failed verification step failed, for the next attempt and the person. */
export function stepFailureReason(step: StepEvidence): string {
  const end = step.timedOut
    ? 'did not end in time'
    : step.exitCode === null
      ? 'was killed'
      : `exited with ${step.exitCode}`
  const tail = tellingLines(step.logTail)
  const broken = step.baseline === 'passed' ? ' It passed before any work.' : ''
  return `Verification ${step.label} \`${step.command}\` ${end}.${broken}${tail === '' ? '' : `\n${tail}`}`
}

export const stepPassed = (step: StepEvidence): boolean => step.exitCode === 0 && !step.timedOut

/** The failure of an attempt whose verification did not pass; null if every step passed. */
export function verificationFailure(steps: readonly StepEvidence[]): AttemptFailure | null {
  const failed = steps.filter((step) => !stepPassed(step))
  if (failed.length === 0) return null
  return { cause: 'verify', signature: verifySignature(failed), reasons: failed.map(stepFailureReason), counted: true }
}

/**
 * Whether an attempt is accepted. The application concludes this from what it observed; no agent states it.
 * Completed only if the agent reported done, the scope is clean, every step exited 0, every criterion is met with at least one
 * evidence label, the checker changed nothing and no person objects.
 */
export function concludeAttempt(task: TaskRecord, result: AttemptResult, steps: readonly StepEvidence[]): Conclusion {
  const { objection } = result
  if (objection) {
    const reasons = [`A person did not accept this: ${objection.rationale}`, ...objection.comments.map(commentReason)]
    const failure: AttemptFailure = { cause: 'failed', signature: 'failed:objection', reasons, counted: false }
    return { kind: 'not_accepted', failure, blockedByPerson: objection.verdict === 'rejected' }
  }
  const failure =
    result.failure ?? verificationFailure(steps) ?? incomplete(task, result, steps) ?? checkFailure(task, result)
  if (failure) return { kind: 'not_accepted', failure, blockedByPerson: false }
  return { kind: 'completed', verified: task.verificationSteps.length > 0, summary: result.report?.summary ?? '' }
}

function incomplete(task: TaskRecord, result: AttemptResult, steps: readonly StepEvidence[]): AttemptFailure | null {
  const missing = [
    ...(result.report?.outcome === 'done' ? [] : ['The agent did not report the task as done.']),
    ...(steps.length === task.verificationSteps.length ? [] : ['Not every verification step was run.']),
    ...(result.verdict ? [] : ['There is no verdict of the checker.']),
  ]
  if (missing.length === 0) return null
  return { cause: 'failed', signature: 'failed:incomplete', reasons: missing, counted: true }
}

function checkFailure(task: TaskRecord, result: AttemptResult): AttemptFailure | null {
  if (result.checkerChanged && result.checkerChanged.length > 0) {
    const reasons = [`The checker changed files, so its verdict does not count: ${result.checkerChanged.join(', ')}`]
    return { cause: 'check', signature: 'check:tree-changed', reasons, counted: true }
  }
  const { verdict } = result
  const numbers = verdict ? unmetCriteria(verdict) : []
  if (!verdict || numbers.length === 0) return null
  const unmet = verdict.criteria.filter(({ criterion }) => numbers.includes(criterion))
  const reasons = unmet.map(({ criterion, status, reason }) => {
    const word = status === 'met' ? 'met, but without evidence' : status === 'not_met' ? 'not met' : 'not proved'
    return `Criterion ${criterion} (${task.acceptanceCriteria[criterion - 1] ?? 'unknown'}) is ${word}: ${reason}`
  })
  return { cause: 'check', signature: checkSignature(numbers), reasons, counted: true }
}
