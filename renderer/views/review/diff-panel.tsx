import type { ReactElement, Ref } from 'react'
import { Button } from '../../ui/button.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FileCounts, FilePath } from '../../viewers/diff-row.tsx'
import { type DiffHandle, DiffViewer } from '../../viewers/diff-viewer.tsx'
import { panelIds } from '../gates/three-panels.tsx'
import type { Decision } from '../gates/use-decision.ts'
import { CommentBox } from './comment-box.tsx'
import { REQUEST_TEXT, reviewKind } from './review-words.ts'
import type { Comments } from './use-comments.ts'
import type { ReviewDiff } from './use-review-diff.ts'

/** The changes, with comments under their lines. */
export function DiffPanel(props: {
  diff: ReviewDiff
  decision: Decision
  selectedPath: string | null
  onSelect: (path: string) => void
  comments: Comments
  canComment: boolean
  isSeen: boolean
  onSeen: () => void
  handle: Ref<DiffHandle>
}): ReactElement {
  const { diff, decision, selectedPath, isSeen, onSeen } = props
  const file = diff.files?.find(({ path }) => path === selectedPath)
  const isOpen = decision.outcome === null
  const head = file ? (
    <>
      <h2 className="min-w-0 font-medium">
        <FilePath path={file.path} />
      </h2>
      <FileCounts file={file} />
      <span className="ml-auto flex-none">
        <Button keys="v" pressed={isSeen} icon={isSeen ? 'check' : 'eye'} onClick={onSeen}>
          Seen
        </Button>
      </span>
    </>
  ) : (
    <h2 className="font-strong">Changes</h2>
  )
  return (
    <Panel id={panelIds('review').centre} name="Changes" head={head} light={isOpen ? 'gate' : 'none'}>
      {diff.error && <Failure error={diff.error} retry={diff.reload} />}
      {diff.note !== null && (
        <p role="status" className="flex-none border-line border-b px-4 py-1.5 text-12 text-ink-2">
          {diff.note}
        </p>
      )}
      <Changes {...props} />
    </Panel>
  )
}

function Changes({
  diff,
  decision,
  selectedPath,
  onSelect,
  comments,
  canComment,
  handle,
}: Parameters<typeof DiffPanel>[0]): ReactElement | null {
  if (diff.files === null) {
    if (diff.error || decision.readError) return null
    if (decision.view && decision.view.diff === null) {
      return <p className="p-4 text-ink-2">The diff of this question is not there any more.</p>
    }
    return <Loading what="the diff" />
  }
  if (diff.files.length === 0) return <p className="p-4 text-ink-2">Nothing was changed.</p>
  const kind = reviewKind(decision.gate?.kind)
  return (
    <div className="min-h-0 flex-1">
      <DiffViewer
        files={diff.files}
        selectedPath={selectedPath}
        onSelectPath={onSelect}
        comments={comments.places}
        draftAt={comments.editedAt}
        handle={handle}
        {...(canComment ? { onComment: comments.edit } : {})}
        renderComment={(place) => <CommentBox place={place} comments={comments} note={REQUEST_TEXT[kind]} />}
      />
    </div>
  )
}
