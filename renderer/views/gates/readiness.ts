import type { RpcError } from '../../../shared/contract.ts'
import type { GateView } from '../../../shared/views.ts'
import * as TEXT from '../../words/texts/gates.ts'

/** A part of what a person must be able to see before they approve. */
export interface Evidence {
  /** As in "… can’t be read". */
  what: string
  state: 'ready' | 'reading' | 'failed'
  /** A sentence; null or absent: it can’t be read. */
  problem?: string | null
}

/** Why approving has to wait, beside the disabled button; null once everything is there. */
export function waitsForEvidence(parts: readonly Evidence[]): string | null {
  const failed = parts.find(({ state }) => state === 'failed')
  if (failed) return failed.problem ?? TEXT.cantBeReadAndNothingIsApproved(failed.what)
  const ready = parts.filter(({ state }) => state === 'ready').length
  return ready === parts.length ? null : TEXT.evidenceOf(ready, parts.length)
}

/** A question as far as it is read. */
interface Asked {
  view: GateView | null
  readError: RpcError | null
}

/** The question itself as evidence; `what` names it. */
export const askedEvidence = (what: string, { view, readError }: Asked): Evidence => ({
  what,
  state: view ? 'ready' : readError ? 'failed' : 'reading',
})

/** Why a question that rests on no other evidence cannot be answered yet; null once it is read. */
export function unreadReason({ view, readError }: Asked): string | null {
  if (view !== null) return null
  return readError === null ? TEXT.questionIsBeingRead : TEXT.questionCantBeRead
}
