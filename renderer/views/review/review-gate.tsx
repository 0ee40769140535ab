import { type ReactElement, useCallback, useRef } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { useDraft } from '../../data/draft.ts'
import { type Route, replaceRoute, runRoute } from '../../route.ts'
import type { DiffHandle } from '../../viewers/diff-viewer.tsx'
import { counted } from '../../words/numbers.ts'
import { ThreePanels } from '../gates/three-panels.tsx'
import { useDecision } from '../gates/use-decision.ts'
import { DiffPanel } from './diff-panel.tsx'
import { FilesPanel } from './files-panel.tsx'
import { ReviewDecision } from './review-decision.tsx'
import { nextUnseen, parseSeen, toggleSeen } from './seen-files.ts'
import { useClosedComments, useComments } from './use-comments.ts'
import { useReviewDiff } from './use-review-diff.ts'
import { useReviewKeys } from './use-review-keys.ts'

/** One gate with its diff: files, changes, evidence and decision. */
export function ReviewGate({
  view,
  route,
  gateId,
  next,
  onTaken,
}: {
  view: RunView
  route: Extract<Route, { name: 'run' }>
  gateId: string
  next: { label: string; show: () => void } | null
  onTaken: () => void
}): ReactElement {
  const drafts = useComments(gateId)
  const [keptSeen, keepSeen, clearSeen] = useDraft(`seen.${gateId}`)
  const decision = useDecision(view, gateId, () => {
    drafts.clear()
    clearSeen()
    onTaken()
  })
  const diff = useReviewDiff(decision.view?.diff)
  const files = diff.files ?? []
  const seen = parseSeen(keptSeen)
  const path = files.find((file) => file.path === route.item)?.path ?? files[0]?.path ?? null
  const { runId } = view
  const select = useCallback((next: string) => replaceRoute(runRoute(runId, 'review', next)), [runId])
  const handle = useRef<DiffHandle>(null)
  const isOpen = decision.outcome === null
  const closed = useClosedComments(drafts, decision.gate?.approval?.payload)
  const comments = isOpen ? drafts : closed
  const markSeen = (): void => {
    if (path !== null) keepSeen(JSON.stringify(toggleSeen(seen, path)))
  }
  const toUnseen = (): void => {
    const unseen = nextUnseen(files, seen, path)
    if (unseen !== null) select(unseen)
  }
  const canComment = isOpen && (decision.view?.verdicts.includes('changes_requested') ?? false)
  useReviewKeys({ handle, markSeen, toUnseen, canComment })
  return (
    <ThreePanels
      view="review"
      columns="272px minmax(380px,1fr) 372px"
      wing={{ name: counted(files.length, 'file'), icon: 'file', note: `${seen.length}/${files.length}` }}
      left={
        <FilesPanel
          files={files}
          decision={decision}
          seen={seen}
          selectedPath={path}
          comments={comments}
          onSelect={select}
        />
      }
      centre={
        <DiffPanel
          diff={diff}
          decision={decision}
          selectedPath={path}
          onSelect={select}
          comments={comments}
          canComment={canComment}
          isSeen={path !== null && seen.includes(path)}
          onSeen={markSeen}
          handle={handle}
        />
      }
      right={
        <ReviewDecision
          run={view}
          decision={decision}
          diff={diff}
          comments={comments}
          next={next}
          onShowLine={(shownPath, line) => handle.current?.show(shownPath, line)}
        />
      }
    />
  )
}
