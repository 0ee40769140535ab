import type { StepEvidence } from '../../shared/evidence.ts'
import { assertNever } from '../../shared/result.ts'
import type { AttemptRow } from '../../shared/views.ts'
import type { ApprovalVerdict, TaskStatus } from '../../shared/words.ts'
import type { StateLook } from '../ui/status.tsx'

export function taskLook(status: TaskStatus): StateLook {
  switch (status) {
    case 'pending':
      return { icon: 'pending', tone: 'resting', word: 'Pending' }
    case 'in_progress':
      return { icon: 'working', tone: 'working', word: 'In progress' }
    case 'completed':
      return { icon: 'done', tone: 'proved', word: 'Completed' }
    case 'blocked':
      return { icon: 'blocked', tone: 'failed', word: 'Blocked' }
    case 'abandoned':
      return { icon: 'abandoned', tone: 'resting', word: 'Abandoned' }
    default:
      return assertNever(status)
  }
}

const PHASE_WORDS = {
  implement: 'Writing',
  scope: 'Checking its paths',
  verify: 'Verifying',
  check: 'Being judged',
  settle: 'Being settled',
} as const

/** `outside`: the attempt was refused for paths outside of what its task allows. */
export function attemptLook({
  status,
  phase,
  blockerSignature,
}: Pick<AttemptRow, 'status' | 'phase' | 'blockerSignature'>): StateLook {
  switch (status) {
    case 'running':
      return { icon: 'working', tone: 'working', word: PHASE_WORDS[phase] }
    case 'completed':
      return { icon: 'done', tone: 'proved', word: 'Accepted' }
    case 'failed':
      return blockerSignature?.startsWith('scope:')
        ? { icon: 'scope', tone: 'failed', word: 'Out of scope' }
        : { icon: 'failed', tone: 'failed', word: 'Not accepted' }
    case 'blocked':
      return { icon: 'blocked', tone: 'failed', word: 'Blocked' }
    case 'interrupted':
      return { icon: 'broken', tone: 'resting', word: 'Interrupted' }
    default:
      return assertNever(status)
  }
}

/** The exit code that the application observed. */
export function stepLook({ exitCode, timedOut }: Pick<StepEvidence, 'exitCode' | 'timedOut'>): StateLook {
  if (timedOut) return { icon: 'clock', tone: 'failed', word: 'Timed out' }
  if (exitCode === null) return { icon: 'failed', tone: 'failed', word: 'Killed' }
  return exitCode === 0
    ? { icon: 'done', tone: 'proved', word: 'exit 0' }
    : { icon: 'failed', tone: 'failed', word: `exit ${exitCode}` }
}

export function criterionLook(status: 'met' | 'not_met' | 'unclear'): StateLook {
  if (status === 'met') return { icon: 'done', tone: 'proved', word: 'Met' }
  if (status === 'not_met') return { icon: 'failed', tone: 'failed', word: 'Not met' }
  return { icon: 'unknown', tone: 'warning', word: 'Not proved' }
}

export function verdictLook(verdict: ApprovalVerdict): StateLook {
  if (verdict === 'approved') return { icon: 'done', tone: 'proved', word: 'Approved' }
  if (verdict === 'changes_requested') return { icon: 'reply', tone: 'resting', word: 'Changes requested' }
  return { icon: 'failed', tone: 'failed', word: 'Rejected' }
}
