import { z } from 'zod'
import type { EventRecord } from '../../shared/domain.ts'
import type { PolicyName } from '../../shared/words.ts'
import { gateAnswerer } from '../engine/policy.ts'
import { accent, dim, type Line } from './line.ts'

const accepted = z.looseObject({ revision: z.int() })
const reviewed = z.looseObject({ objections: z.array(z.string()) })

/** Where the policy has answered in a person's place: what the person would have been asked. */
export function policyLines({ kind, payload }: EventRecord, policy: PolicyName): Line[] {
  if (kind === 'plan_accepted' && gateAnswerer(policy, 'plan') === 'policy') {
    const revision = accepted.safeParse(payload).data?.revision
    return answered(policy, `Approve plan ${revision ?? ''}?`)
  }
  if (kind === 'review_finished' && gateAnswerer(policy, 'final') === 'policy') {
    const agreed = reviewed.safeParse(payload).data?.objections.length === 0
    return agreed ? answered(policy, 'Deliver the result to the run’s own branch?') : []
  }
  return []
}

function answered(policy: PolicyName, question: string): Line[] {
  return [[accent('→ '), `The policy "${policy}" answers: approved.`, dim(` A person would be asked: ${question}`)]]
}
