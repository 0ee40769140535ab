import type { PlanRecord } from '../../../shared/evidence.ts'
import { recordOf } from '../../../shared/unknown-value.ts'
import type { RunView } from '../../../shared/views.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { shortTime } from '../../words/times.ts'
import { verdictLook } from '../../words/work-words.ts'
import { byWhom } from '../gates/gate-outcome.ts'
import { planSubject } from '../gates/gate-subject.ts'

/** What became of a plan: who accepted it when, or why nobody did. `rationale` may be empty. */
export function planAcceptance(
  { gates, approvals, row }: Pick<RunView, 'gates' | 'approvals' | 'row'>,
  { revision, state }: Pick<PlanRecord, 'revision' | 'state'>,
  now: Date,
): { text: string; rationale: string } {
  const gate = gates.findLast(({ kind, subject }) => kind === 'plan' && planSubject(subject)?.revision === revision)
  // A plan that the policy accepted has no gate; its approval names the revision.
  const byPolicy = approvals.findLast(({ payload }) => {
    const record = recordOf(payload)
    return record?.['kind'] === 'plan' && record['revision'] === revision
  })
  const approval = gate?.approval ?? byPolicy
  if (approval) {
    const word = approval.verdict === 'approved' ? TEXT.accepted : verdictLook(approval.verdict).word
    const when = shortTime(approval.createdAt, now)
    return { text: `${word} ${byWhom(approval.source)}, ${when}.`, rationale: approval.rationale }
  }
  if (state === 'proposed' && row.untriedPlan === revision) return { text: TEXT.proposed, rationale: '' }
  const words = {
    accepted: TEXT.acceptedSentence,
    proposed: TEXT.proposedAndNotAccepted,
    superseded: TEXT.replacedByLaterPlan,
  }
  return { text: words[state], rationale: '' }
}
