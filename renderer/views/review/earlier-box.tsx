import type { ReactElement } from 'react'
import type { EarlierComment } from '../../../shared/views.ts'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as TEXT from '../../words/texts/review.ts'
import { AgentText } from '../run/agent-text.tsx'
import { linesName } from './comment-box.tsx'
import { answeredBy, answerLook, answersCount } from './earlier-comments.ts'

/** A comment of an earlier round under its line, with the answer to it. */
export function EarlierBox({ earlier }: { earlier: EarlierComment }): ReactElement {
  return (
    <div className="max-w-2xl border border-line-strong bg-panel px-3 py-1.5">
      <Asked earlier={earlier} />
      <Answer earlier={earlier} />
    </div>
  )
}

function Asked({ earlier }: { earlier: EarlierComment }): ReactElement {
  const { comment } = earlier
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2">
        <span className="font-strong">{TEXT.you}</span>
        <span className="text-12 text-ink-2">{TEXT.ofRoundBefore(comment.id, linesName(comment))}</span>
        <span className="ml-auto">
          <Status look={answerLook(earlier)} />
        </span>
      </div>
      <p className="wrap-anywhere whitespace-pre-wrap" dir="auto">
        {comment.text}
      </p>
    </>
  )
}

function Answer({ earlier }: { earlier: EarlierComment }): ReactElement {
  const { answer } = earlier
  if (answer === null) {
    return <p className="mt-1 text-12 text-ink-2">{TEXT.noTaskThatWasCompleted}</p>
  }
  return (
    <p className="mt-1 text-12 text-ink-2">
      {TEXT.implementation(answeredBy(earlier))} <AgentText text={answer.text} quoted />
    </p>
  )
}

/** Every comment of the rounds before: what was asked, what was answered, and the line as it is now. */
export function EarlierSection({
  comments,
  onShowLine,
}: {
  comments: readonly EarlierComment[]
  onShowLine(path: string, line: number | null): void
}): ReactElement | null {
  if (comments.length === 0) return null
  return (
    <Section title={TEXT.whatYouAskedFor} aside={answersCount(comments)}>
      <ol aria-label={TEXT.yourCommentsOfRoundsBefore} className="flex flex-col gap-3">
        {comments.map((earlier) => (
          <li key={earlier.comment.id}>
            <Asked earlier={earlier} />
            <Answer earlier={earlier} />
            <LineNow earlier={earlier} onShowLine={onShowLine} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

function LineNow({
  earlier: { comment, now },
  onShowLine,
}: {
  earlier: EarlierComment
  onShowLine(path: string, line: number | null): void
}): ReactElement {
  if (now === null) return <p className="mt-1 text-12 text-ink-2">{TEXT.lineIsNotThereAnyMore}</p>
  const isSame = !now.changed && comment.side === 'new'
  return (
    <div className="mt-1 text-12 text-ink-2">
      <button
        type="button"
        className="min-h-6 max-w-full text-left hover:underline"
        title={TEXT.showThisLineInDiff}
        onClick={() => onShowLine(now.path, now.line)}
      >
        {isSame ? TEXT.lineAsItWas : TEXT.lineNow}
        <code className="text-lapis wrap-anywhere">
          {showHidden(now.path)}:{now.line}
        </code>
      </button>
      <pre className="bg-sunken px-2 py-0.5 text-12 text-ink wrap-anywhere whitespace-pre-wrap">
        {showHidden(now.text)}
      </pre>
    </div>
  )
}
