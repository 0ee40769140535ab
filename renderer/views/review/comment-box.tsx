import { type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type CommentPlace, placeKey } from '../../viewers/diff.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'
import { MAX_COMMENT } from './comment-drafts.ts'
import type { Comments } from './use-comments.ts'

const STATES = { draft: TEXT.notSentYet, sent: TEXT.sentWithAnswer, unsent: TEXT.wasNotSent } as const

/** A comment under its line: being written, or kept until it is sent. */
export function CommentBox({
  place,
  comments,
  note,
}: {
  place: CommentPlace
  comments: Comments
  /** What becomes of a draft. */
  note: string
}): ReactElement {
  const { editedAt, state } = comments
  const isClosed = state !== 'draft'
  const isEdited = !isClosed && editedAt !== null && placeKey(editedAt) === placeKey(place)
  const comment = comments.at(place)
  const text = comment?.text ?? ''
  // What is being commented anew tells its own lines.
  const lines = linesName(comment ?? (isEdited ? editedAt : place))
  return (
    <div className="max-w-2xl border border-line-strong bg-lit">
      <div className="flex items-center gap-2 px-3 pt-1.5">
        <span className="font-strong">{TEXT.you}</span>
        <span className="text-12 text-ink-2">
          {comment?.id === undefined ? '' : `${comment.id} · `}
          {lines} · {STATES[state]}
        </span>
        {!isEdited && !isClosed && (
          <span className="ml-auto flex gap-1">
            <Button look="quiet" onClick={() => comments.edit(place)}>
              {COMMON.edit}
            </Button>
            <Button look="quiet" onClick={() => comments.write(place, '')}>
              {TEXT.remove}
            </Button>
          </span>
        )}
      </div>
      {isEdited ? (
        <Editor
          text={text}
          label={TEXT.commentOnOf(lines, place.path)}
          onChange={(next) => comments.write(place, next)}
          onDone={() => comments.edit(null)}
        />
      ) : (
        <p className="px-3 pt-0.5 pb-2 wrap-anywhere whitespace-pre-wrap" dir="auto">
          {text}
        </p>
      )}
      {!isClosed && (
        <p className="flex items-center gap-2 border-line border-t px-3 py-1.5 text-12 text-ink-2">
          <Icon name="reply" className="size-3.5" />
          {note}
        </p>
      )}
    </div>
  )
}

/** "line 12", "old lines 3 to 5". */
export function linesName({ side, line, fromLine = line }: CommentPlace): string {
  const numbers = fromLine === line ? COMMON.line(line) : TEXT.linesTo(fromLine, line)
  return side === 'old' ? TEXT.old(numbers) : numbers
}

function Editor({
  text,
  label,
  onChange,
  onDone,
}: {
  text: string
  label: string
  onChange(text: string): void
  onDone(): void
}): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus({ preventScroll: true }), [])
  const onKeyDown = (event: KeyboardEvent): void => {
    const isDone = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    if (!isDone || event.nativeEvent.isComposing) return
    // Here it ends the comment; it must not approve anything.
    event.preventDefault()
    onDone()
  }
  return (
    <div className="px-3 pt-1 pb-2">
      <textarea
        ref={area}
        aria-label={label}
        aria-invalid={text.length > MAX_COMMENT ? true : undefined}
        value={text}
        rows={2}
        dir="auto"
        placeholder={TEXT.whatShouldBeDifferentHere}
        className="field-sizing-content max-h-60 w-full resize-none rounded-control border border-line-control bg-lit px-2 py-1"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="mt-1 flex items-center gap-2">
        <Button keys="mod+enter" onClick={onDone}>
          {TEXT.keepComment}
        </Button>
        {text.length > MAX_COMMENT && (
          <span className="text-12 text-fail">{COMMON.charactersTooLong(text.length - MAX_COMMENT)}</span>
        )}
      </div>
    </div>
  )
}
