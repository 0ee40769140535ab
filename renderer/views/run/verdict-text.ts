import type { AttemptView } from '../../../shared/views.ts'
import * as TEXT from '../../words/texts/run-panels.ts'

/** Why there is no verdict (yet). */
export function noVerdictText({ attempt, result }: Pick<AttemptView, 'attempt' | 'result'>): string {
  if (attempt.status === 'running') {
    if (attempt.phase === 'check') return TEXT.checkerIsJudging
    return attempt.phase === 'settle' ? TEXT.noVerdictIsNeeded : TEXT.checkerJudgesOnceEveryStepHasPassed
  }
  switch (result.failure?.cause) {
    case 'verify':
      return TEXT.notJudgedStepFailed
    case 'scope':
      return TEXT.notJudgedOutsidePaths
    case 'agent':
      return TEXT.notJudgedBlocked
    default:
      return attempt.status === 'interrupted' ? TEXT.notJudgedInterrupted : TEXT.thereIsNoVerdict
  }
}
