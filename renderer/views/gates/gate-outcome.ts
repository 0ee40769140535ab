import type { ApprovalRecord, EventRecord } from '../../../shared/domain.ts'
import { shortId } from '../../../shared/names.ts'
import { recordOf, textOf } from '../../../shared/unknown-value.ts'
import type { AnsweredGate } from '../../../shared/views.ts'
import type { ApprovalSource } from '../../../shared/words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { shortTime } from '../../words/times.ts'
import { verdictLook } from '../../words/work-words.ts'

/** What became of a gate that is not open any more, in words. */
export interface GateOutcome {
  kind: 'decided' | 'void'
  title: string
  text: string
}

/** `isOwn`: this window gave the answer. `wasSeenOpen`: the person looked at it while it was open, so the answer came meanwhile. */
interface OutcomeFacts {
  isOwn: boolean
  wasSeenOpen: boolean
  /** Of the run: they tell why a gate is void. */
  events: readonly EventRecord[]
  now: Date
}

export function gateOutcome(gate: AnsweredGate, facts: OutcomeFacts): GateOutcome | null {
  if (gate.state === 'open') return null
  if (gate.approval === null || gate.state === 'void') return voidOutcome(gate, facts.events)
  const { verdict, createdAt } = gate.approval
  const came = facts.wasSeenOpen && !facts.isOwn
  const word = verdictLook(verdict).word
  const at = shortTime(createdAt, facts.now)
  return {
    kind: 'decided',
    title: came ? TEXT.already(word.toLowerCase()) : word,
    text: came ? `${capital(elsewhere(gate.approval))}, ${at}.` : `${capital(byWhom(gate.approval.source))}, ${at}.`,
  }
}

export const byWhom = (source: ApprovalSource): string =>
  source === 'human' ? TEXT.byYou : source === 'policy' ? TEXT.byPolicyOfRun : COMMON.by(source)

const elsewhere = ({ source }: ApprovalRecord): string =>
  source === 'human' ? TEXT.byYouInAnotherWindowOrTerminal : byWhom(source)

function voidOutcome(gate: AnsweredGate, events: readonly EventRecord[]): GateOutcome {
  const told = events.findLast(
    ({ kind, payload }) => kind === 'gate_voided' && recordOf(payload)?.['gateId'] === gate.id,
  )
  const next = textOf(recordOf(told?.payload)?.['replacedBy'])
  const ids = next === null ? TEXT.question(shortId(gate.id)) : TEXT.questionIsNow(shortId(gate.id), shortId(next))
  const why = told?.message.split(':', 1)[0]
  return {
    kind: 'void',
    title: TEXT.thisQuestionIsVoid,
    text: TEXT.nothingWasDecidedBecause(ids, why === undefined ? TEXT.whatItWasAboutHasChanged : why),
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
