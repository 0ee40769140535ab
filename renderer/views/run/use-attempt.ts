import type { EventRecord } from '../../../shared/domain.ts'
import type { AttemptRow, AttemptView } from '../../../shared/views.ts'
import { type Asked, useCall } from '../../data/app-data.tsx'
import { numberIn, textIn } from './payload.ts'

/** An attempt with its evidence, read again whenever its row changes or another of its steps has ended. Null: nothing is asked. */
export function useAttempt(attempt: AttemptRow | null, system: readonly EventRecord[]): Asked<AttemptView> {
  const version =
    attempt === null
      ? ''
      : `${attempt.status}/${attempt.phase}/${attempt.candidateCommit}/${stepsEnded(attempt, system)}`
  return useCall('attempts.get', attempt === null ? null : { attemptId: attempt.id }, version)
}

const stepsEnded = ({ taskId, attemptNumber }: AttemptRow, system: readonly EventRecord[]): number =>
  system.filter(
    ({ kind, payload }) =>
      kind === 'verification_finished' &&
      textIn(payload, 'taskId') === taskId &&
      numberIn(payload, 'attemptNumber') === attemptNumber,
  ).length
