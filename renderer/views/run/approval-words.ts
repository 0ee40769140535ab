import type { ApprovalSource } from '../../../shared/words.ts'

/** Who gave an answer: "you", "the policy", "strategy". */
export function approver(source: ApprovalSource): string {
  if (source === 'human') return 'you'
  return source === 'policy' ? 'the policy' : source
}
