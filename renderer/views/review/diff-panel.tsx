import { type ReactElement, type ReactNode, useMemo } from 'react'
import { Button } from '../../ui/button.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type CommentPlace, placeKey } from '../../viewers/diff.ts'
import { FileCounts, FilePath } from '../../viewers/diff-row.tsx'
import { DiffViewer } from '../../viewers/diff-viewer.tsx'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'
import { panelIds } from '../gates/three-panels.tsx'
import { CommentBox } from './comment-box.tsx'
import { DiffSwitches } from './diff-options.tsx'
import { EarlierBox } from './earlier-box.tsx'
import { earlierPlaces, isEarlier } from './earlier-comments.ts'
import { REQUEST_TEXT, reviewKind } from './review-words.ts'
import type { Review } from './use-review.ts'

/** The changes, with comments under their lines. */
export function DiffPanel({ review }: { review: Review }): ReactElement {
  const { diff, decision } = review
  return (
    <Panel
      id={panelIds('review').centre}
      name={COMMON.changes}
      head={<Head review={review} />}
      light={decision.outcome === null ? 'gate' : 'none'}
    >
      {diff.error && <Failure error={diff.error} retry={diff.reload} />}
      {review.shown.problem && <Failure error={review.shown.problem} />}
      {diff.note !== null && <Remark>{diff.note}</Remark>}
      {review.shown.hiddenLines > 0 && (
        <Remark>
          {TEXT.leftOutOnlyWhiteSpaceDiffers(
            counted(review.shown.hiddenLines, 'changed line'),
            review.shown.hiddenLines === 1 ? TEXT.it : TEXT.them,
          )}
        </Remark>
      )}
      <Changes review={review} />
    </Panel>
  )
}

function Remark({ children }: { children: ReactNode }): ReactElement {
  return (
    <p role="status" className="flex-none border-line border-b px-4 py-1.5 text-12 text-ink-2">
      {children}
    </p>
  )
}

/** The file that is shown, how, and whether it was seen. */
function Head({ review: { files, path, seen, markSeen, options } }: { review: Review }): ReactElement {
  const file = files.find((each) => each.path === path)
  if (!file) return <h2 className="font-strong">{COMMON.changes}</h2>
  const isSeen = seen.includes(file.path)
  return (
    <>
      <h2 className="min-w-0 font-medium">
        <FilePath path={file.path} />
      </h2>
      <FileCounts file={file} />
      <span className="ml-auto flex flex-none items-center gap-1">
        <DiffSwitches options={options} />
        <Button keys="v" pressed={isSeen} icon={isSeen ? 'check' : 'eye'} onClick={markSeen}>
          {TEXT.seen}
        </Button>
      </span>
    </>
  )
}

function Changes({ review }: { review: Review }): ReactElement | null {
  const { diff, decision, path, select, comments, canComment, handle, shown, earlier, options } = review
  const places = useMemo(() => [...earlierPlaces(earlier), ...comments.places], [earlier, comments.places])
  if (diff.files === null) {
    if (diff.error || decision.readError) return null
    if (decision.view && decision.view.diff === null) {
      return <p className="p-4 text-ink-2">{TEXT.diffOfThisQuestion}</p>
    }
    return <Loading what={COMMON.theDiff} />
  }
  if (shown.files.length === 0) return <p className="p-4 text-ink-2">{COMMON.nothingWasChanged}</p>
  const note = REQUEST_TEXT[reviewKind(decision.gate?.kind)]
  return (
    <div className="min-h-0 flex-1">
      <DiffViewer
        files={shown.files}
        layout={options.layout}
        selectedPath={path}
        onSelectPath={select}
        comments={places}
        draftAt={comments.editedAt}
        handle={handle}
        isNamedAbove
        onlyNewSide={review.since.isShown}
        onMore={shown.more}
        tagOf={review.tagOf}
        {...(canComment ? { onComment: comments.edit } : {})}
        renderComment={(place, there) => (
          <div className="flex flex-col gap-1">
            {there.filter(isEarlier).map(({ earlier: asked }) => (
              <EarlierBox key={asked.comment.id} earlier={asked} />
            ))}
            {isWritten(comments, place) && <CommentBox place={place} comments={comments} note={note} />}
          </div>
        )}
      />
    </div>
  )
}

/** Beside the comments of earlier rounds a line has one of this round only once it is written. */
const isWritten = ({ at, editedAt }: Review['comments'], place: CommentPlace): boolean =>
  at(place) !== null || (editedAt !== null && placeKey(editedAt) === placeKey(place))
