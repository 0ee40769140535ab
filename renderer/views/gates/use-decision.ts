import { useEffect, useRef, useState } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { AnsweredGate, GateView, RunView } from '../../../shared/views.ts'
import type { ApprovalVerdict } from '../../../shared/words.ts'
import { useAction, useCall } from '../../data/app-data.tsx'
import { useDraft } from '../../data/draft.ts'
import { type GateOutcome, gateOutcome } from './gate-outcome.ts'

/** One gate as it is answered in this window. */
export interface Decision {
  gateId: string
  /** As the run tells it, at once; null: the run has it no more. */
  gate: AnsweredGate | null
  /** With all that belongs to it; null until it is read. */
  view: GateView | null
  readError: RpcError | null
  reload(): void
  /** Null while it can be answered. */
  outcome: GateOutcome | null
  rationale: string
  setRationale(text: string): void
  isDeciding: boolean
  /** Why the last answer was not taken. */
  refusal: RpcError | null
  /** Whether this answer can be given now; `reason` says why not, null while an answer is on its way. */
  can(verdict: ApprovalVerdict): boolean
  /** Answers with the subject that was read. False: it was not taken, or is not offered. */
  decide(verdict: ApprovalVerdict, payload?: Readonly<Record<string, unknown>>): Promise<boolean>
}

/** Where a person goes on from a question that is closed: the button's words, and what it does. */
export interface NextGate {
  label: string
  show(): void
}

/** Under which the words that go with an answer are kept until it is taken. */
export const rationaleKey = (gateId: string): string => `rationale.${gateId}`

/** `onTaken` runs once an answer of this window was recorded: what was drafted for it is done with. */
export function useDecision(run: RunView, gateId: string, onTaken: () => void): Decision {
  const gate = run.gates.find(({ id }) => id === gateId) ?? null
  const asked = useCall('gates.get', { gateId }, gate?.state ?? '')
  const action = useAction('gates.decide')
  const [rationale, setRationale, clearRationale] = useDraft(rationaleKey(gateId))
  const [takenId, setTakenId] = useState<string | null>(null)
  const view = asked.value
  const known = gate ?? view?.gate ?? null
  const wasSeenOpen = useSeenOpen(known)
  const isOwn = takenId === gateId
  const isOpen = known?.state === 'open' && view?.gate.state === 'open' && !isOwn
  const can = (verdict: ApprovalVerdict): boolean => isOpen && !action.isRunning && view.verdicts.includes(verdict)
  return {
    gateId,
    gate: known,
    view,
    readError: asked.error,
    reload: () => {
      action.clear()
      asked.reload()
    },
    outcome: known && gateOutcome(known, { isOwn, wasSeenOpen, events: run.events, now: new Date() }),
    rationale,
    setRationale,
    isDeciding: action.isRunning || (isOwn && known?.state === 'open'),
    refusal: action.error,
    can,
    decide: async (verdict, payload) => {
      if (!can(verdict) || !view) return false
      const reply = await action.run({
        gateId,
        subjectHash: view.gate.subjectHash,
        verdict,
        rationale: rationale.trim(),
        ...(payload === undefined ? {} : { payload: { ...payload } }),
      })
      if (reply === null) return false
      if (!reply.ok) {
        asked.reload()
        return false
      }
      setTakenId(gateId)
      clearRationale()
      onTaken()
      return true
    },
  }
}

/** Whether this gate was open at some time while it was shown. */
function useSeenOpen(gate: AnsweredGate | null): boolean {
  const seen = useRef<string | null>(null)
  useEffect(() => {
    if (gate?.state === 'open') seen.current = gate.id
  }, [gate])
  return gate !== null && seen.current === gate.id
}
