import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { Icon } from '../../ui/icon.tsx'
import * as TEXT from '../../words/texts/review.ts'
import { AnswerButtons } from '../gates/answer-buttons.tsx'
import { CopyLine } from '../gates/copy-line.tsx'
import { resultSubject } from '../gates/gate-subject.ts'
import type { Decision } from '../gates/use-decision.ts'
import { approveLine, approveText, dockLine, type ReviewKind, requestText } from './review-words.ts'
import type { Review } from './use-review.ts'
import type { ReviewAnswers } from './use-review-answers.ts'

/** One line that names branch and ids, and the buttons that decide. */
export function ReviewDock({
  run,
  review: { decision, diff },
  kind,
  answers,
  onReject,
}: {
  run: RunView
  review: Review
  kind: ReviewKind
  answers: ReviewAnswers
  onReject: () => void
}): ReactElement {
  const { delivery } = answers
  const line = dockLine(kind, delivery, commitsOf(run, decision))
  return (
    <>
      <p className="mb-2 flex min-w-0 items-center gap-2 text-12">
        <Icon name="branch" className="size-4 text-ink-2" />
        <code className="truncate" title={line.name}>
          {line.name}
        </code>
        <code className="flex-none text-ink-2">{line.ids}</code>
      </p>
      {diff.isCut && decision.gate && (
        <div className="mb-2">
          <p className="mb-1 text-12 text-ink-2">{TEXT.thisDiffIsTooLongForWindow}</p>
          <CopyLine text={approveLine(decision.gate, delivery)} label={TEXT.approvesItInTerminal} />
        </div>
      )}
      <AnswerButtons
        answers={answers}
        approveText={approveText(kind, delivery)}
        requestText={requestText(answers.commentCount)}
        offersChanges={answers.offersChanges}
        onReject={onReject}
      />
    </>
  )
}

function commitsOf({ run }: RunView, { gate, view }: Decision): Parameters<typeof dockLine>[2] {
  const subject = resultSubject(gate?.subject)
  const attempt = view?.attempt?.attempt
  return {
    branch: run.branch,
    base: subject?.base ?? attempt?.baseCommit ?? null,
    head: subject?.head ?? attempt?.candidateCommit ?? null,
  }
}
