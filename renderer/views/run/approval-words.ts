import type { ApprovalSource } from '../../../shared/words.ts'
import * as TEXT from '../../words/texts/run-panels.ts'

/** Who gave an answer: "you", "the policy", "strategy". */
export function approver(source: ApprovalSource): string {
  if (source === 'human') return 'you'
  return source === 'policy' ? TEXT.thePolicy : source
}
