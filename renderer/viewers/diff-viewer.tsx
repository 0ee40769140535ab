import { type ReactElement, type ReactNode, type Ref, useCallback, useMemo, useRef } from 'react'
import {
  type CommentPlace,
  type DiffComment,
  type DiffFile,
  type DiffHunk,
  type DiffLine,
  placeKey,
  placeOf,
} from './diff.ts'
import type { DiffPainter } from './diff-paint.ts'
import { PairRow } from './diff-pair-row.tsx'
import { CommentsRow, FileRow, GapRow, type LineActs, LineRow, NoteRow } from './diff-row.tsx'
import { type DiffLayout, diffRows, lineName, linesAround, longestLine } from './diff-rows.ts'
import type { Piece } from './pieces.ts'
import type { DiffRows } from './row-list.ts'
import { FixedRows, type OwnHeightRow } from './rows.tsx'
import { MAX_LINE, showHidden } from './text.ts'
import { type DiffCursor, useDiffCursor } from './use-diff-cursor.ts'
import { type DiffHandle, useDiffHandle } from './use-diff-handle.ts'
import { useLatest } from './use-latest.ts'
import { useDiffPainter } from './use-painter.ts'

export interface DiffViewerProps {
  files: readonly DiffFile[]
  /** The file in view. Another one than was reported last is scrolled to. */
  selectedPath: string | null
  /** Called as another file comes into view, too. */
  onSelectPath: (path: string) => void
  comments: readonly DiffComment[]
  layout?: DiffLayout
  /** The line being commented; `renderComment` is called for it with what is there already. */
  draftAt?: CommentPlace | null
  onComment?: (place: CommentPlace) => void
  /** Lines that only the old file has can't be commented: it is not the one that comments are about. */
  onlyNewSide?: boolean
  /** The threads and editors under a line. Without it, comments are shown as plain text. */
  renderComment?: (place: CommentPlace, comments: readonly DiffComment[]) => ReactNode
  /** Shows more of a gap (`DiffRow`). Without it nothing more can be shown. */
  onMore?: (file: DiffFile, gap: number, end: 'top' | 'bottom' | 'all', skipped: number | null) => void
  /** What stands around it names the file in view: that file is shown from below its own header. */
  isNamedAbove?: boolean
  /** A word at the first line of a hunk. */
  tagOf?: (file: DiffFile, hunk: DiffHunk) => string | null
  handle?: Ref<DiffHandle>
  label?: string
}

const NO_PIECES: readonly Piece[] = []
const ROW = 20
const FIRST_HEADER = 36
/** Set off from the file above it. */
const HEADER = 44

/** All files of a diff in one list; only what is in view is drawn, and painted by the thread beside the page. */
export function DiffViewer(props: DiffViewerProps): ReactElement {
  const { files, selectedPath, onSelectPath, comments, draftAt = null, layout = 'unified', label = 'Changes' } = props
  const rows = useMemo(() => diffRows(files, comments, draftAt, layout), [files, comments, draftAt, layout])
  const painter = useDiffPainter()
  const { isNamedAbove = false } = props
  const ownHeights = useMemo(() => ownHeightsOf(rows, isNamedAbove ? 0 : FIRST_HEADER), [rows, isNamedAbove])
  const width = useMemo(() => widthOf(files, layout), [files, layout])
  const region = useRef<HTMLDivElement>(null)
  const cursor = useDiffCursor(files, rows, selectedPath, onSelectPath, isNamedAbove)
  const { onComment, onMore, onlyNewSide = false } = props
  useDiffHandle(props.handle, { files, rows, cursor, region }, { onComment, onMore, onlyNewSide })
  const acts = useActs({ files, rows, cursor, onComment })
  const onRows = useCallback(
    (first: number, last: number, isHurried: boolean) => {
      if (!isHurried) paintAround({ files, rows, painter }, first, last)
    },
    [files, rows, painter],
  )
  const { current } = cursor
  return (
    <div ref={region} className="relative flex h-full min-h-0 flex-col bg-lit">
      <FixedRows
        className="flex-1 font-mono text-12/[1.25rem] [font-variant-ligatures:none] [tab-size:4]"
        count={rows.length}
        rowHeight={ROW}
        renderRow={(index, isHurried) => renderRow(props, { rows, index, isHurried, painter, cursor, acts })}
        label={label}
        ownHeights={ownHeights}
        contentWidth={width}
        tellsScroll={layout === 'split'}
        scrollToRow={cursor.target}
        onRows={onRows}
        onTopRow={cursor.onTopRow}
        onKeyDown={cursor.onKeyDown}
      />
      <p className="sr-only" aria-live="polite">
        {current && `${lineName(current)}: ${current.text.slice(0, 200)}`}
      </p>
    </div>
  )
}

/** Rows on both sides of those that are drawn whose lines are painted, too. */
const PAINTED_AROUND = 80

/** Else a file that comes into view would be drawn twice: plain, and then all of it at once in its colours. */
function paintAround(
  { files, rows, painter }: Pick<DiffViewerProps, 'files'> & Pick<Drawn, 'rows' | 'painter'>,
  first: number,
  last: number,
): void {
  for (const { file: at, hunk, line } of linesAround(rows, first, last, PAINTED_AROUND)) {
    const file = files[at]
    if (file) painter.ahead(file, hunk, line)
  }
}

/** Side by side, each half shows a part of its line as wide as the half; the rest is scrolled to. */
function widthOf(files: readonly DiffFile[], layout: DiffLayout): string {
  const longest = `${Math.min(longestLine(files), MAX_LINE)}ch`
  return layout === 'split' ? `calc(var(--view-width) / 2 + ${longest} + 6rem)` : `calc(${longest} + 9rem)`
}

interface Drawn {
  rows: DiffRows
  index: number
  isHurried: boolean
  painter: DiffPainter
  cursor: DiffCursor
  acts: LineActs
}

/** What lines call, which is the same as long as the view is there. */
function useActs(
  now: Pick<DiffViewerProps, 'files'> & Pick<Drawn, 'rows' | 'cursor'> & { onComment: DiffViewerProps['onComment'] },
): LineActs {
  const latest = useLatest(now)
  return useMemo(
    () => ({
      pick: (line, extend) => latest.current.cursor.pick(line, extend),
      comment: (index, line) => {
        const { files, rows, cursor, onComment } = latest.current
        const file = files[rows.at(index)?.file ?? -1]
        const marked = cursor.isMarked(index) ? cursor.placeToComment() : null
        if (file) onComment?.(marked ?? placeOf(file, line))
      },
    }),
    [latest],
  )
}

function renderRow(props: DiffViewerProps, { rows, index, isHurried, painter, cursor, acts }: Drawn): ReactNode {
  const { files, onComment, onMore, onlyNewSide = false, tagOf } = props
  const row = rows.at(index)
  const file = row && files[row.file]
  if (!file) return null
  const tag = (hunk: DiffHunk, isFirst: boolean): string | null => (isFirst ? (tagOf?.(file, hunk) ?? null) : null)
  const piecesOf = (hunk: DiffHunk, line: DiffLine) => painter.piecesOf(file, hunk, line, isHurried)
  const canComment = onComment !== undefined
  const canCommentOld = canComment && !onlyNewSide
  switch (row.kind) {
    case 'file':
      return index === 0 && props.isNamedAbove ? null : <FileRow file={file} isFirst={index === 0} />
    case 'gap': {
      const isLast = row.gap === file.hunks.length
      const ends = row.gap === 0 ? (['bottom'] as const) : isLast ? (['top'] as const) : (['top', 'bottom'] as const)
      const more = file.tail === undefined || !onMore ? null : onMore
      return (
        <GapRow skipped={row.skipped} ends={ends} onMore={more && ((end) => more(file, row.gap, end, row.skipped))} />
      )
    }
    case 'note':
      return <NoteRow>{showHidden(row.text)}</NoteRow>
    case 'comments':
      return <CommentsRow place={row.place} comments={row.comments} render={props.renderComment} />
    case 'line': {
      const { line, hunk } = row
      return (
        <LineRow
          index={index}
          line={line}
          pieces={piecesOf(hunk, line)}
          isCurrent={line === cursor.current}
          isMarked={cursor.isMarked(index)}
          canComment={line.newLine === null ? canCommentOld : canComment}
          acts={acts}
          tag={tag(hunk, hunk.lines.at(0) === line)}
        />
      )
    }
    case 'pair': {
      const { old, now, hunk } = row
      return (
        <PairRow
          index={index}
          old={old}
          oldPieces={old ? piecesOf(hunk, old) : NO_PIECES}
          now={now}
          nowPieces={now ? piecesOf(hunk, now) : NO_PIECES}
          isCurrent={cursor.current !== null && (cursor.current === now || cursor.current === old)}
          isMarked={cursor.isMarked(index)}
          canComment={canComment}
          canCommentOld={canCommentOld}
          acts={acts}
          tag={tag(hunk, hunk.lines.at(0) === old || hunk.lines.at(0) === now)}
        />
      )
    }
  }
}

/** `first`: the height of the first file's header. */
function ownHeightsOf(rows: DiffRows, first: number): OwnHeightRow[] {
  const own: OwnHeightRow[] = []
  for (const { index, row } of rows.besides()) {
    if (row.kind === 'file') own.push({ index, key: `file ${row.file}`, height: index === 0 ? first : HEADER })
    else if (row.kind === 'comments') own.push({ index, key: placeKey(row.place), height: 'measured' })
  }
  return own
}
