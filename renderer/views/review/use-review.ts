import { type RefObject, useCallback, useMemo, useRef } from 'react'
import type { EarlierComment, RunView } from '../../../shared/views.ts'
import { replaceRoute, runRoute } from '../../route.ts'
import type { DiffFile, DiffHunk } from '../../viewers/diff.ts'
import type { DiffHandle } from '../../viewers/use-diff-handle.ts'
import { type Decision, useDecision } from '../gates/use-decision.ts'
import { type DiffOptions, useDiffOptions } from './diff-options.tsx'
import { nextUnseen } from './seen-files.ts'
import { type Comments, useClosedComments, useComments } from './use-comments.ts'
import { type ReviewDiff, useReviewDiff } from './use-review-diff.ts'
import { useReviewKeys } from './use-review-keys.ts'
import { useSeen } from './use-seen.ts'
import { type ShownFiles, useShownFiles } from './use-shown-files.ts'
import { type Since, useSince } from './use-since.ts'

/** One gate with its diff, as it is reviewed in this window. */
export interface Review {
  decision: Decision
  diff: ReviewDiff
  /** Those of the whole diff, or what was changed since the round before; none until they are read. */
  files: readonly DiffFile[]
  /** The same as they are drawn. */
  shown: ShownFiles
  since: Since
  options: DiffOptions
  /** Of the file that is shown; null: there is none. */
  path: string | null
  select(path: string): void
  /** Paths that the person has marked, and that are as they were then. */
  seen: readonly string[]
  /** A word at the beginning of a hunk that was marked; null: it was not. */
  tagOf(file: DiffFile, hunk: DiffHunk): string | null
  /** Marks the file that is shown, or takes the mark away. */
  markSeen(): void
  comments: Comments
  /** Of the rounds before, oldest first. */
  earlier: readonly EarlierComment[]
  canComment: boolean
  /** Of the diff that is shown. */
  handle: RefObject<DiffHandle | null>
}

const NO_FILES: readonly DiffFile[] = []
const NO_COMMENTS: readonly EarlierComment[] = []

/** With the keys that move through the diff and mark it. `item`: the path in the address. */
export function useReview(
  run: RunView,
  { gateId, item }: { gateId: string; item: string | null },
  onTaken: () => void,
): Review {
  const { runId } = run
  const drafts = useComments(gateId)
  const decision = useDecision(run, gateId, () => {
    drafts.clear()
    onTaken()
  })
  const diff = useReviewDiff(decision.view?.diff)
  const since = useSince(decision.view === null ? null : gateId)
  const options = useDiffOptions()
  const files = since.isShown ? since.files : (diff.files ?? NO_FILES)
  const shown = useShownFiles(gateId, files, options.hidesSpace)
  const path = files.find((file) => file.path === item)?.path ?? files[0]?.path ?? null
  const select = useCallback((next: string) => replaceRoute(runRoute(runId, 'review', next)), [runId])
  const isOpen = decision.outcome === null
  const closed = useClosedComments(drafts, decision.gate?.approval?.payload)
  const canComment = isOpen && (decision.view?.verdicts.includes('changes_requested') ?? false)
  const handle = useRef<DiffHandle>(null)
  const marks = useMarks(runId, { files, shown: shown.files, path, handle, select })
  useReviewKeys({ handle, canComment, options, since, ...marks })
  return {
    ...{ decision, diff, files, shown, since, options, path, select, canComment, handle },
    seen: marks.paths,
    tagOf: marks.tagOf,
    markSeen: marks.markSeen,
    comments: isOpen ? drafts : closed,
    earlier: decision.view?.comments ?? NO_COMMENTS,
  }
}

interface Marks {
  paths: readonly string[]
  tagOf: Review['tagOf']
  markSeen(): void
  markHunk(): void
  toUnseen(): void
}

/** What is drawn may have more lines, or fewer changes, than what was read: marks are of what was read. */
function useMarks(
  runId: string,
  {
    files,
    shown,
    path,
    handle,
    select,
  }: Pick<Review, 'files' | 'path' | 'handle' | 'select'> & { shown: readonly DiffFile[] },
): Marks {
  const seen = useSeen(runId, files)
  const byPath = useMemo(() => new Map(files.map((file) => [file.path, file])), [files])
  const { isHunkSeen } = seen
  const tagOf = useCallback(
    (file: DiffFile, hunk: DiffHunk) => {
      const read = byPath.get(file.path)
      return read && isHunkSeen(read, file.hunks.indexOf(hunk)) ? 'seen' : null
    },
    [byPath, isHunkSeen],
  )
  return {
    paths: seen.paths,
    tagOf,
    markSeen: () => {
      const file = path === null ? undefined : byPath.get(path)
      if (file) seen.toggleFile(file)
    },
    markHunk: () => {
      const at = handle.current?.hunk()
      const file = at && byPath.get(at.file.path)
      const drawn = at && shown.find((each) => each.path === at.file.path)
      if (at && file && drawn) seen.toggleHunk(file, drawn.hunks.indexOf(at.hunk))
    },
    toUnseen: () => {
      const unseen = nextUnseen(files, seen.paths, path)
      if (unseen !== null) select(unseen)
    },
  }
}
