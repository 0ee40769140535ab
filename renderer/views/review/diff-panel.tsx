import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FileCounts, FilePath } from '../../viewers/diff-row.tsx'
import { DiffViewer } from '../../viewers/diff-viewer.tsx'
import { panelIds } from '../gates/three-panels.tsx'
import { CommentBox } from './comment-box.tsx'
import { REQUEST_TEXT, reviewKind } from './review-words.ts'
import type { Review } from './use-review.ts'

/** The changes, with comments under their lines. */
export function DiffPanel({ review }: { review: Review }): ReactElement {
  const { diff, decision } = review
  return (
    <Panel
      id={panelIds('review').centre}
      name="Changes"
      head={<Head review={review} />}
      light={decision.outcome === null ? 'gate' : 'none'}
    >
      {diff.error && <Failure error={diff.error} retry={diff.reload} />}
      {diff.note !== null && (
        <p role="status" className="flex-none border-line border-b px-4 py-1.5 text-12 text-ink-2">
          {diff.note}
        </p>
      )}
      <Changes review={review} />
    </Panel>
  )
}

/** The file that is shown, and whether it was seen. */
function Head({ review: { files, path, seen, markSeen } }: { review: Review }): ReactElement {
  const file = files.find((each) => each.path === path)
  if (!file) return <h2 className="font-strong">Changes</h2>
  const isSeen = seen.includes(file.path)
  return (
    <>
      <h2 className="min-w-0 font-medium">
        <FilePath path={file.path} />
      </h2>
      <FileCounts file={file} />
      <span className="ml-auto flex-none">
        <Button keys="v" pressed={isSeen} icon={isSeen ? 'check' : 'eye'} onClick={markSeen}>
          Seen
        </Button>
      </span>
    </>
  )
}

function Changes({ review }: { review: Review }): ReactElement | null {
  const { diff, decision, path, select, comments, canComment, handle } = review
  if (diff.files === null) {
    if (diff.error || decision.readError) return null
    if (decision.view && decision.view.diff === null) {
      return <p className="p-4 text-ink-2">The diff of this question is not there any more.</p>
    }
    return <Loading what="the diff" />
  }
  if (diff.files.length === 0) return <p className="p-4 text-ink-2">Nothing was changed.</p>
  const note = REQUEST_TEXT[reviewKind(decision.gate?.kind)]
  return (
    <div className="min-h-0 flex-1">
      <DiffViewer
        files={diff.files}
        selectedPath={path}
        onSelectPath={select}
        comments={comments.places}
        draftAt={comments.editedAt}
        handle={handle}
        {...(canComment ? { onComment: comments.edit } : {})}
        renderComment={(place) => <CommentBox place={place} comments={comments} note={note} />}
      />
    </div>
  )
}
