import type { AttemptView } from '../../../shared/views.ts'

/** Why there is no verdict (yet). */
export function noVerdictText({ attempt, result }: Pick<AttemptView, 'attempt' | 'result'>): string {
  if (attempt.status === 'running') {
    if (attempt.phase === 'check') return 'The checker is judging.'
    return attempt.phase === 'settle' ? 'No verdict is needed.' : 'The checker judges once every step has passed.'
  }
  switch (result.failure?.cause) {
    case 'verify':
      return 'Not judged: a step failed, and nothing is spent on judging what cannot pass.'
    case 'scope':
      return 'Not judged: it changed paths outside of what the task allows.'
    case 'agent':
      return 'Not judged: implementation reported that it is blocked.'
    default:
      return attempt.status === 'interrupted' ? 'Not judged: the attempt was interrupted.' : 'There is no verdict.'
  }
}
