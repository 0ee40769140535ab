import type { Reply } from '../../shared/contract.ts'
import { assertNever, err } from '../../shared/result.ts'
import type { ApprovalSource, ApprovalVerdict, GateKind } from '../../shared/words.ts'
import type { EditPlanError } from '../engine/edit-plan.ts'
import { GATE_VERDICTS } from '../engine/gates.ts'
import type { DecideError } from '../engine/ports.ts'

const DONE: Record<ApprovalVerdict, string> = {
  approved: 'approved',
  changes_requested: 'sent back with changes',
  rejected: 'rejected',
}
const ANSWERS: Record<ApprovalVerdict, string> = {
  approved: 'approve',
  changes_requested: 'request changes',
  rejected: 'reject',
}
const BY: Record<ApprovalSource, string> = {
  human: 'a person',
  policy: 'the policy',
  strategy: 'strategy',
  checker: 'the checker',
}
const NOT_RECORDED = 'Your answer was not recorded.'
const NOT_SAVED = 'Your changes were not saved.'

interface Asked {
  kind: GateKind
  /** The open gate that asks about the edited plan instead, if there is one. */
  replacedBy: string | null
  now: Date
}

/** Why an answer was not taken, for the person who gave it. */
export function decideReply(error: DecideError, { kind, replacedBy, now }: Asked): Reply<never> {
  switch (error.kind) {
    case 'already_decided':
      return alreadyDecided(error, NOT_RECORDED, now)
    case 'stale':
      return err({
        code: 'stale',
        message: `This changed after you opened it. ${NOT_RECORDED}`,
        remedy: 'Look at it again, then answer.',
        detail: { subjectHash: error.subjectHash },
      })
    case 'void':
      return noLonger(NOT_RECORDED, { replacedBy })
    case 'removed':
      return inTrash(NOT_RECORDED)
    case 'not_offered': {
      const offered = GATE_VERDICTS[kind].map((verdict) => ANSWERS[verdict]).join(', ')
      return err({ code: 'refused', message: `${error.message} ${NOT_RECORDED}`, remedy: `It takes: ${offered}.` })
    }
    default:
      return assertNever(error)
  }
}

/** Why an edited plan was not taken. `revision`: the one it was made from. */
export function editReply(error: EditPlanError, revision: number, now: Date): Reply<never> {
  switch (error.kind) {
    case 'already_decided':
      return alreadyDecided(error, NOT_SAVED, now)
    case 'stale':
      return err({
        code: 'stale',
        message:
          error.revision === null
            ? `This run has no plan. ${NOT_SAVED}`
            : `Plan ${revision} was replaced by plan ${error.revision}. ${NOT_SAVED}`,
        remedy: 'Look at what is there now, then edit that.',
        detail: { revision: error.revision },
      })
    case 'void':
      return noLonger(NOT_SAVED, { replacedBy: null })
    case 'removed':
      return inTrash(NOT_SAVED)
    case 'being_tried':
      return err({
        code: 'refused',
        message: `The steps of plan ${revision} are tried before it is asked about. ${NOT_SAVED}`,
        remedy: 'Edit it as soon as it is asked about.',
      })
    case 'not_asked':
      return err({
        code: 'refused',
        message: `The policy accepted plan ${revision}; it is worked on already. ${NOT_SAVED}`,
        remedy: 'Cancel the run, and start one with a policy that asks about the plan.',
      })
    default:
      return assertNever(error)
  }
}

function alreadyDecided(
  { source, verdict, at }: Extract<DecideError, { kind: 'already_decided' }>,
  consequence: string,
  now: Date,
): Reply<never> {
  const message = `Already ${DONE[verdict]}, by ${BY[source]}, ${timeOf(new Date(at), now)}. ${consequence}`
  return err({ code: 'already_decided', message, detail: { source, verdict, at } })
}

const noLonger = (consequence: string, detail: unknown): Reply<never> =>
  err({
    code: 'stale',
    message: `This question no longer stands: the turn, plan or run it belonged to is over. ${consequence}`,
    remedy: 'Look at what is open now.',
    detail,
  })

const inTrash = (consequence: string): Reply<never> =>
  err({
    code: 'refused',
    message: `This run is in the trash. ${consequence}`,
    remedy: 'Put it back first, under Removed runs.',
  })

/** `14:07`, of another day with its date; in the time of this machine. */
function timeOf(at: Date, now: Date): string {
  const clock = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (at.toDateString() === now.toDateString()) return clock
  return `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}, ${clock}`
}
