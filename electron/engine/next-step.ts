import type { RunFacts, RunRecord } from '../../shared/domain.ts'
import { assertNever } from '../../shared/result.ts'
import type { AttemptPhase } from '../../shared/words.ts'

export type AttemptStepKind = 'implement' | 'enforceScope' | 'verify' | 'check' | 'settle'

export type Step =
  | { kind: 'end' }
  | { kind: 'finish'; status: 'completed' | 'failed' | 'cancelled' }
  | { kind: 'wait'; why: 'paused' | 'limit' | 'gate' }
  | { kind: AttemptStepKind; attemptId: string }
  | { kind: 'restore' | 'putBack' }
  | { kind: 'plan' | 'replan' | 'startAttempt' | 'deliver' | 'review' }
  | { kind: 'tryPlan'; revision: number }

/**
 * The whole behaviour of a run: the table of docs/contracts.md, section 4, first match wins.
 * It looks at no clock, and at nothing of the snapshot but the run and its facts.
 */
export function nextStep({ run, facts }: { run: RunRecord; facts: RunFacts }): Step {
  if (run.status === 'completed' || run.status === 'failed' || run.status === 'cancelled') return { kind: 'end' }
  if (run.control === 'cancel') return { kind: 'finish', status: 'cancelled' }
  if (facts.restore === 'requested') return { kind: 'restore' }
  if (run.control === 'pause') return { kind: 'wait', why: 'paused' }
  if (facts.restore === 'files') return { kind: 'putBack' }
  if (run.waitUntil !== null) return { kind: 'wait', why: 'limit' }
  const { untriedPlan } = facts
  // No gate is open but the plan's own: a person who looks at it sees what its steps do as soon as it is known.
  if (untriedPlan && facts.openGates === (untriedPlan.asked ? 1 : 0))
    return { kind: 'tryPlan', revision: untriedPlan.revision }
  if (facts.openGates > 0) return { kind: 'wait', why: 'gate' }
  const live = facts.live[0]
  if (live) return { kind: stepOfPhase(live.phase), attemptId: live.attemptId }
  if (facts.needsPlan) return { kind: facts.needsPlan === 'first' ? 'plan' : 'replan' }
  if (facts.counts.pending > 0) return { kind: 'startAttempt' }
  if (facts.counts.completed === 0) return { kind: 'finish', status: 'failed' }
  if (facts.delivery === 'done') return { kind: 'finish', status: 'completed' }
  return { kind: facts.delivery === 'chosen' ? 'deliver' : 'review' }
}

function stepOfPhase(phase: AttemptPhase): AttemptStepKind {
  switch (phase) {
    case 'scope':
      return 'enforceScope'
    case 'implement':
    case 'verify':
    case 'check':
    case 'settle':
      return phase
    default:
      return assertNever(phase)
  }
}
