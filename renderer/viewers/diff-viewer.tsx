import { type ReactElement, type ReactNode, type Ref, useCallback, useImperativeHandle, useMemo, useRef } from 'react'
import { type CommentPlace, type DiffComment, type DiffFile, placeKey, placeOf } from './diff.ts'
import { diffPainter } from './diff-paint.ts'
import { CommentsRow, FileRow, GapRow, LineRow, NoteRow } from './diff-row.tsx'
import { type DiffRow, diffRows, lineName, longestLine } from './diff-rows.ts'
import { languageOf } from './language.ts'
import { FixedRows, type OwnHeightRow } from './rows.tsx'
import { MAX_LINE, showHidden } from './text.ts'
import { useDiffCursor } from './use-diff-cursor.ts'
import { useHighlighter } from './use-highlighter.ts'

/** What the keys of the surrounding view do. Each moves the focus to the diff. */
export interface DiffHandle {
  /** To the next or previous file. */
  moveFile(step: 1 | -1): void
  /** To the next or previous run of changed lines. */
  moveChange(step: 1 | -1): void
  /** Asks `onComment` for the current line. */
  comment(): void
  /** To a line; to its file's header where the diff doesn't show that line. */
  show(path: string, newLine: number | null): void
  focus(): void
}

export interface DiffViewerProps {
  files: readonly DiffFile[]
  /** The file in view. Another one than was reported last is scrolled to. */
  selectedPath: string | null
  /** Called as another file comes into view, too. */
  onSelectPath: (path: string) => void
  comments: readonly DiffComment[]
  /** The line being commented; `renderComment` is called for it with what is there already. */
  draftAt?: CommentPlace | null
  onComment?: (place: CommentPlace) => void
  /** The threads and editors under a line. Without it, comments are shown as plain text. */
  renderComment?: (place: CommentPlace, comments: readonly DiffComment[]) => ReactNode
  handle?: Ref<DiffHandle>
  label?: string
}

const ROW = 20
const FIRST_HEADER = 36
/** Set off from the file above it. */
const HEADER = 44

/** All files of a diff in one list; only what is in view is drawn, compared word by word and highlighted. */
export function DiffViewer(props: DiffViewerProps): ReactElement {
  const { files, selectedPath, onSelectPath, comments, draftAt = null, onComment, label = 'Changes' } = props
  const rows = useMemo(() => diffRows(files, comments, draftAt), [files, comments, draftAt])
  const highlighter = useHighlighter(files.some((file) => languageOf(file.path) !== null))
  const painter = useMemo(() => diffPainter(highlighter), [highlighter])
  const ownHeights = useMemo(() => rows.flatMap((row, index) => ownHeight(row, index)), [rows])
  const width = useMemo(() => `calc(${Math.min(longestLine(files), MAX_LINE)}ch + 9rem)`, [files])
  const region = useRef<HTMLDivElement>(null)
  const focus = useCallback(() => region.current?.querySelector('section')?.focus({ preventScroll: true }), [])
  const cursor = useDiffCursor(files, rows, selectedPath, onSelectPath)
  const { current } = cursor
  const comment = useCallback(
    (row: DiffRow | undefined) => {
      const file = row && files[row.file]
      if (row?.kind === 'line' && file) onComment?.(placeOf(file, row.line))
    },
    [files, onComment],
  )
  useImperativeHandle(
    props.handle,
    () => ({
      moveFile(step) {
        focus()
        cursor.moveFile(step)
      },
      moveChange(step) {
        focus()
        cursor.moveChange(step)
      },
      comment: () => comment(cursor.rowToComment()),
      show: cursor.show,
      focus,
    }),
    [focus, cursor, comment],
  )
  const renderRow = (index: number): ReactNode => {
    const row = rows[index]
    const file = row && files[row.file]
    if (!file) return null
    switch (row.kind) {
      case 'file':
        return <FileRow file={file} isFirst={index === 0} />
      case 'gap':
        return <GapRow skipped={row.skipped} />
      case 'note':
        return <NoteRow>{showHidden(row.text)}</NoteRow>
      case 'comments':
        return <CommentsRow place={row.place} comments={row.comments} render={props.renderComment} />
      case 'line':
        return (
          <LineRow
            line={row.line}
            pieces={painter.piecesOf(file, row.hunk, row.line)}
            isCurrent={row.line === current}
            onPick={() => cursor.pick(row.line)}
            onComment={onComment ? () => comment(row) : null}
          />
        )
    }
  }
  return (
    <div ref={region} className="relative flex h-full min-h-0 flex-col bg-lit">
      <FixedRows
        className="flex-1 font-mono text-12/[1.25rem] [font-variant-ligatures:none] [tab-size:4]"
        count={rows.length}
        rowHeight={ROW}
        renderRow={renderRow}
        label={label}
        ownHeights={ownHeights}
        contentWidth={width}
        scrollToRow={cursor.target}
        onTopRow={cursor.onTopRow}
        onKeyDown={cursor.onKeyDown}
      />
      <p className="sr-only" aria-live="polite">
        {current && `${lineName(current)}: ${current.text.slice(0, 200)}`}
      </p>
    </div>
  )
}

function ownHeight(row: DiffRow, index: number): OwnHeightRow[] {
  if (row.kind === 'file') return [{ index, key: `file ${row.file}`, height: index === 0 ? FIRST_HEADER : HEADER }]
  if (row.kind === 'comments') return [{ index, key: placeKey(row.place), height: 'measured' }]
  return []
}
