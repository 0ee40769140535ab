import { type Ref, useCallback, useImperativeHandle } from 'react'
import type { CommentPlace, DiffFile, DiffHunk } from './diff.ts'
import type { DiffRow } from './diff-rows.ts'
import type { DiffRows } from './row-list.ts'
import type { DiffCursor } from './use-diff-cursor.ts'

/** What the keys of the surrounding view do. Each moves the focus to the diff. */
export interface DiffHandle {
  /** To the next or previous file. */
  moveFile(step: 1 | -1): void
  /** To the next or previous run of changed lines. */
  moveChange(step: 1 | -1): void
  /** To the next or previous line with comments. */
  moveComment(step: 1 | -1): void
  /** Asks `onComment` for the marked lines, else for the current line. */
  comment(): void
  /** Asks `onMore` for the gap that is nearest to the current line. */
  more(): void
  /** The hunk that holds the current line, or the top of the view; null: none does. */
  hunk(): { file: DiffFile; hunk: DiffHunk } | null
  /** To a line; to its file's header where the diff doesn't show that line. */
  show(path: string, newLine: number | null): void
  focus(): void
}

interface Shown {
  files: readonly DiffFile[]
  rows: DiffRows
  cursor: DiffCursor
  region: { readonly current: HTMLElement | null }
}

interface Wishes {
  onComment: ((place: CommentPlace) => void) | undefined
  onlyNewSide: boolean
  onMore: ((file: DiffFile, gap: number, end: 'top' | 'bottom', skipped: number | null) => void) | undefined
}

/** Gives the surrounding view what its keys do. */
export function useDiffHandle(
  handle: Ref<DiffHandle> | undefined,
  { files, rows, cursor, region }: Shown,
  { onComment, onlyNewSide, onMore }: Wishes,
): void {
  const focus = useCallback(() => region.current?.querySelector('section')?.focus({ preventScroll: true }), [region])
  useImperativeHandle(handle, () => {
    const focused =
      (move: (step: 1 | -1) => void) =>
      (step: 1 | -1): void => {
        focus()
        move(step)
      }
    return {
      moveFile: focused(cursor.moveFile),
      moveChange: focused(cursor.moveChange),
      moveComment: focused(cursor.moveComment),
      comment() {
        const place = onComment ? cursor.placeToComment() : null
        if (place && !(onlyNewSide && place.side === 'old')) onComment?.(place)
      },
      more() {
        const gap = nearestGap(rows, cursor.row())
        const file = gap && files[gap.row.file]
        if (file) onMore?.(file, gap.row.gap, gap.end, gap.row.skipped)
      },
      hunk() {
        const at = cursor.row()
        const file = files[rows.at(at)?.file ?? -1]
        const found = hunkFrom(rows, at)
        return file && found ? { file, hunk: found } : null
      },
      show: cursor.show,
      focus: () => void focus(),
    }
  }, [focus, cursor, files, rows, onComment, onMore, onlyNewSide])
}

type GapRowOf = Extract<DiffRow, { kind: 'gap' }>

/** The gap of the same file that is fewest rows away, and the end of it that is nearer. */
function nearestGap(rows: DiffRows, at: number): { row: GapRowOf; end: 'top' | 'bottom' } | null {
  const from = rows.at(at)
  for (let distance = 0; distance < rows.length; distance++) {
    const [before, after] = [rows.at(at - distance), rows.at(at + distance)]
    if (before?.kind === 'gap' && before.file === from?.file) return { row: before, end: 'bottom' }
    if (after?.kind === 'gap' && after.file === from?.file) return { row: after, end: 'top' }
    if (before?.file !== from?.file && after?.file !== from?.file) return null
  }
  return null
}

/** That of the row, else of the first line after it in the same file. */
function hunkFrom(rows: DiffRows, from: number): DiffHunk | null {
  for (let at = from; rows.at(at)?.file === rows.at(from)?.file; at++) {
    const row = rows.at(at)
    if (row === undefined) return null
    if (row.kind === 'line' || row.kind === 'pair') return row.hunk
  }
  return null
}
