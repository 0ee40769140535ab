import type { EventRecord, TaskRecord } from '../../../shared/domain.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { AttemptRow } from '../../../shared/views.ts'
import { numberIn, textIn } from './payload.ts'

export interface ShownStep {
  label: string
  command: string
  /** `pending`: it can still be run; `not_run`: it never was. */
  state: 'ended' | 'running' | 'pending' | 'not_run'
  evidence: StepEvidence | null
}

/** Every step of a task in its order with how it stands in an attempt; then what was run besides them. */
export function shownSteps(facts: {
  task: Pick<TaskRecord, 'id' | 'verificationSteps'>
  attempt: Pick<AttemptRow, 'attemptNumber' | 'status' | 'phase'>
  steps: readonly StepEvidence[]
  /** The application's events. */
  events: readonly EventRecord[]
}): ShownStep[] {
  const { task, attempt, steps, events } = facts
  const ended = new Map(steps.map((step) => [step.label, step]))
  const isVerifying = attempt.status === 'running' && attempt.phase === 'verify'
  const isAhead = attempt.status === 'running' && (attempt.phase === 'implement' || attempt.phase === 'scope')
  const started = isVerifying ? startedLabel(events, task.id, attempt.attemptNumber) : null
  const planned = task.verificationSteps.map((command, index): ShownStep => {
    const label = `v${index + 1}`
    const evidence = ended.get(label) ?? null
    ended.delete(label)
    if (evidence !== null) return { label, command: evidence.command, state: 'ended', evidence }
    const state = label === started ? 'running' : isVerifying || isAhead ? 'pending' : 'not_run'
    return { label, command, state, evidence }
  })
  const others = [...ended.values()].map(
    (evidence): ShownStep => ({ label: evidence.label, command: evidence.command, state: 'ended', evidence }),
  )
  return [...planned, ...others]
}

/** The step that began last. */
function startedLabel(events: readonly EventRecord[], taskId: string, attemptNumber: number): string | null {
  const event = events.findLast(
    ({ kind, payload }) =>
      kind === 'verification_started' &&
      textIn(payload, 'taskId') === taskId &&
      numberIn(payload, 'attemptNumber') === attemptNumber,
  )
  return event === undefined ? null : textIn(event.payload, 'label')
}
