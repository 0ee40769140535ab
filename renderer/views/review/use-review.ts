import { type RefObject, useCallback, useRef } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { useDraft } from '../../data/draft.ts'
import { replaceRoute, runRoute } from '../../route.ts'
import type { DiffFile } from '../../viewers/diff.ts'
import type { DiffHandle } from '../../viewers/diff-viewer.tsx'
import { type Decision, useDecision } from '../gates/use-decision.ts'
import { nextUnseen, parseSeen, toggleSeen } from './seen-files.ts'
import { type Comments, useClosedComments, useComments } from './use-comments.ts'
import { type ReviewDiff, useReviewDiff } from './use-review-diff.ts'
import { useReviewKeys } from './use-review-keys.ts'

/** One gate with its diff, as it is reviewed in this window. */
export interface Review {
  decision: Decision
  diff: ReviewDiff
  /** None until they are read. */
  files: readonly DiffFile[]
  /** Of the file that is shown; null: there is none. */
  path: string | null
  select(path: string): void
  /** Paths that the person has marked. */
  seen: readonly string[]
  /** Marks the file that is shown, or takes the mark away. */
  markSeen(): void
  comments: Comments
  canComment: boolean
  /** Of the diff that is shown. */
  handle: RefObject<DiffHandle | null>
}

/** With the keys that move through the diff and mark it. `item`: the path in the address. */
export function useReview(
  run: RunView,
  { gateId, item }: { gateId: string; item: string | null },
  onTaken: () => void,
): Review {
  const { runId } = run
  const drafts = useComments(gateId)
  const [keptSeen, keepSeen, clearSeen] = useDraft(`seen.${gateId}`)
  const decision = useDecision(run, gateId, () => {
    drafts.clear()
    clearSeen()
    onTaken()
  })
  const diff = useReviewDiff(decision.view?.diff)
  const files = diff.files ?? []
  const path = files.find((file) => file.path === item)?.path ?? files[0]?.path ?? null
  const select = useCallback((next: string) => replaceRoute(runRoute(runId, 'review', next)), [runId])
  const seen = parseSeen(keptSeen)
  const markSeen = (): void => {
    if (path !== null) keepSeen(JSON.stringify(toggleSeen(seen, path)))
  }
  const toUnseen = (): void => {
    const unseen = nextUnseen(files, seen, path)
    if (unseen !== null) select(unseen)
  }
  const isOpen = decision.outcome === null
  const closed = useClosedComments(drafts, decision.gate?.approval?.payload)
  const canComment = isOpen && (decision.view?.verdicts.includes('changes_requested') ?? false)
  const handle = useRef<DiffHandle>(null)
  useReviewKeys({ handle, markSeen, toUnseen, canComment })
  return { decision, diff, files, path, select, seen, markSeen, comments: isOpen ? drafts : closed, canComment, handle }
}
