import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import * as COMMON from '../../words/texts/common.ts'
import { DecidingButton } from './decision-panel.tsx'

/** Which answers can be given now, why not, and what gives them. */
export interface Answers {
  canApprove: boolean
  canRequest: boolean
  canReject: boolean
  /** Why approving has to wait. */
  reason: string | null
  /** What there is to know before changes are requested. */
  noteReason: string | null
  approve(): void
  request(): void
}

/** Approve, request changes, reject: each disabled one with its reason. What is not offered is left out. */
export function AnswerButtons({
  answers,
  approveText,
  requestText = COMMON.requestChanges,
  offersChanges = true,
  offersRejection = true,
  onReject,
}: {
  answers: Answers
  approveText: string
  requestText?: string
  offersChanges?: boolean
  offersRejection?: boolean
  onReject(): void
}): ReactElement {
  const { canApprove, canRequest, canReject, reason, noteReason, approve, request } = answers
  return (
    <>
      <DecidingButton disabled={!canApprove} reason={reason} onClick={approve}>
        {approveText}
      </DecidingButton>
      <div className="mt-2 flex items-center gap-2">
        {offersChanges && (
          <Button className="grow" keys="r" disabled={!canRequest} onClick={request}>
            {requestText}
          </Button>
        )}
        {offersRejection && (
          <Button look="danger" disabled={!canReject} onClick={onReject}>
            {COMMON.reject}
          </Button>
        )}
      </div>
      {offersChanges && noteReason !== null && <p className="mt-1 text-12 text-ink-2">{noteReason}</p>}
    </>
  )
}
