import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DecidingButton } from '../gates/decision-panel.tsx'
import { requestText } from './review-words.ts'
import type { ReviewAnswer } from './use-review-answer.ts'

/** One line that names branch and ids, and the buttons that decide, each disabled one with its reason. */
export function ReviewDock({
  line,
  approveText,
  answer,
  offersChanges,
  onReject,
}: {
  line: { name: string; ids: string }
  approveText: string
  answer: ReviewAnswer
  offersChanges: boolean
  onReject: () => void
}): ReactElement {
  return (
    <>
      <p className="mb-2 flex min-w-0 items-center gap-2 text-12">
        <Icon name="branch" className="size-4 text-ink-2" />
        <code className="truncate" title={line.name}>
          {line.name}
        </code>
        <code className="flex-none text-ink-2">{line.ids}</code>
      </p>
      <DecidingButton keys="mod+enter" disabled={!answer.canApprove} reason={answer.reason} onClick={answer.approve}>
        {approveText}
      </DecidingButton>
      <div className="mt-2 flex items-center gap-2">
        {offersChanges && (
          <Button className="grow" keys="r" disabled={!answer.canRequest} onClick={answer.request}>
            {requestText(answer.commentCount)}
          </Button>
        )}
        <Button look="danger" disabled={!answer.canReject} onClick={onReject}>
          Reject
        </Button>
      </div>
      {offersChanges && answer.noteReason !== null && <p className="mt-1 text-12 text-ink-2">{answer.noteReason}</p>}
    </>
  )
}
