import { memo, type ReactElement, type ReactNode } from 'react'
import { countedLong } from '../words/counted.ts'
import * as TEXT from '../words/texts/viewers.ts'
import type { CommentPlace, DiffComment, DiffFile, DiffLine } from './diff.ts'
import { MORE_LINES } from './diff-expand.ts'
import { CommentButton, currentLook, LOOKS, ROW, RowTag, shownPieces, usePointerOver } from './diff-line-parts.tsx'
import type { Piece } from './pieces.ts'
import { LineOfPieces } from './pieces-view.tsx'

/** Old number, new number, sign: they stay in view when long lines are scrolled. One text, for there are dozens of rows a frame. */
const GUTTER = 'sticky left-0 z-1 w-[6.75rem] flex-none bg-inherit pl-1.5 text-11/[1.25rem] text-ink-3 select-none'
const SIGN = 'absolute top-0 right-0 w-5 text-center text-12/[1.25rem] font-strong'
/** Figures that a number has room for. */
const FIGURES = 5
const numbers = ({ oldLine, newLine }: DiffLine): string =>
  `${String(oldLine ?? '').padStart(FIGURES)} ${String(newLine ?? '').padStart(FIGURES)}`

const BESIDE_GUTTER = 'sticky left-[6.75rem] pr-4'

/** What is done with a line; always the same object. `index`: of the row. */
export interface LineActs {
  /** `extend`: with all lines between. */
  pick(line: DiffLine, extend: boolean): void
  comment(index: number, line: DiffLine): void
}

export interface LineRowProps {
  index: number
  line: DiffLine
  pieces: readonly Piece[]
  /** The line that the keys act on. */
  isCurrent: boolean
  /** One of several that were marked together. */
  isMarked: boolean
  /** Offered on the current line and under the pointer. */
  canComment: boolean
  acts: LineActs
  /** A word about the hunk that begins here. */
  tag: string | null
}

/** Drawn anew only when it shows something else: most rows stay as they are while the list is scrolled. */
export const LineRow = memo(function LineRow(props: LineRowProps): ReactElement {
  const { index, line, pieces, isCurrent, acts, tag } = props
  const look = LOOKS[line.sign]
  const current = currentLook(isCurrent, props.isMarked)
  const { isOver, over } = usePointerOver()
  return (
    // The keyboard picks lines by the keys of the view; a click is the pointer's way of doing it.
    <div className={`${ROW} ${look.row}`} onPointerDown={(event) => acts.pick(line, event.shiftKey)} {...over}>
      <span className={`${GUTTER} ${current}`}>
        {numbers(line)}
        {line.sign !== ' ' && <span className={`${SIGN} ${look.sign}`}>{look.shown}</span>}
        {props.canComment && (isOver || isCurrent) && (
          <CommentButton line={line} onComment={() => acts.comment(index, line)} />
        )}
      </span>
      <span className="pr-4">
        <LineOfPieces pieces={shownPieces(line, pieces)} markClass={look.mark} />
      </span>
      {tag !== null && <RowTag>{tag}</RowTag>}
    </div>
  )
})

/** `onMore` null: nobody can show them. `step`: so many lines are shown at once. */
export function GapRow({
  skipped,
  ends,
  onMore,
}: {
  /** Null: it is not known how many. */
  skipped: number | null
  /** Where lines can be shown: after the hunk above, before the one below. */
  ends: readonly ('top' | 'bottom')[]
  onMore: ((end: 'top' | 'bottom' | 'all') => void) | null
}): ReactElement {
  return (
    <div className={`${ROW} border-line border-y bg-sunken pl-[6.75rem] text-ink-3`}>
      <span className={`${BESIDE_GUTTER} flex items-center gap-4 leading-[1.125rem]`}>
        {skipped === null ? TEXT.moreOfFile : countedLong(skipped, 'unchanged line')}
        {onMore && (
          <span className="flex gap-4 font-ui text-12">
            {ends.map((end) => (
              <MoreButton key={end} onClick={() => onMore(end)}>
                {end === 'top' ? TEXT.moreBelow(MORE_LINES) : TEXT.moreAbove(MORE_LINES)}
              </MoreButton>
            ))}
            <MoreButton onClick={() => onMore('all')}>{TEXT.all}</MoreButton>
          </span>
        )}
      </span>
    </div>
  )
}

/** The keyboard has a key for it, so it takes no Tab stop. */
function MoreButton({ children, onClick }: { children: ReactNode; onClick: () => void }): ReactElement {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="min-w-8 text-lapis hover:underline"
      title={TEXT.showMore}
      onClick={onClick}
    >
      {children}
    </button>
  )
}

export function NoteRow({ children }: { children: ReactNode }): ReactElement {
  return (
    <div className={`${ROW} pl-[6.75rem] text-ink-3`}>
      <span className={`${BESIDE_GUTTER} italic`}>{children}</span>
    </div>
  )
}

export function FileRow({ file, isFirst }: { file: DiffFile; isFirst: boolean }): ReactElement {
  return (
    <div className={`flex h-full items-end ${isFirst ? '' : 'border-line-strong border-t bg-frame'}`}>
      <div className="sticky left-0 flex h-9 w-(--view-width) min-w-0 items-center gap-2 border-line border-y bg-panel px-4">
        <h3 className="min-w-0">
          <FilePath path={file.path} />
        </h3>
        <FileCounts file={file} />
      </div>
    </div>
  )
}

/** The folder quieter than the name. A name's hidden characters are shown. */
export function FilePath({ path }: { path: string }): ReactElement {
  const cut = path.lastIndexOf('/') + 1
  return (
    <span className="block truncate" title={path} dir="ltr">
      <span className="text-ink-3">{path.slice(0, cut)}</span>
      {path.slice(cut)}
    </span>
  )
}

const CHANGES: Readonly<Record<DiffFile['change'], string>> = {
  added: 'new',
  deleted: 'deleted',
  renamed: 'renamed',
  modified: 'modified',
}

export interface CommentsRowProps {
  place: CommentPlace
  comments: readonly DiffComment[]
  render: ((place: CommentPlace, comments: readonly DiffComment[]) => ReactNode) | undefined
}

/** Under the line, in the view's own font, as wide as the view. */
export function CommentsRow({ place, comments, render }: CommentsRowProps): ReactElement {
  return (
    <div className="sticky left-0 w-(--view-width) py-1 pr-4 pl-[6.75rem] font-ui text-13 whitespace-normal">
      {render ? render(place, comments) : comments.map(({ text }) => <Comment key={text} text={text} />)}
    </div>
  )
}

function Comment({ text }: { text: string }): ReactElement {
  return (
    <p className="border border-line-strong bg-lit px-3 py-2 break-words whitespace-pre-wrap" dir="auto">
      {text}
    </p>
  )
}

/** What happened to the file, and how many lines: "new +12", "+49 −22". */
export function FileCounts({ file }: { file: DiffFile }): ReactElement {
  const isModeOnly = file.change === 'modified' && file.oldMode !== null && file.hunks.length === 0 && !file.binary
  const word = isModeOnly ? 'mode' : CHANGES[file.change]
  return (
    <span className="flex flex-none items-center gap-1.5 font-ui text-11 tabular-nums">
      <span className={word === 'modified' ? 'sr-only' : 'text-ink-3'}>{word}</span>
      {file.binary && <span className="text-ink-3">{TEXT.binary}</span>}
      {file.additions > 0 && <span className="text-pass">+{file.additions}</span>}
      {file.deletions > 0 && <span className="text-fail">−{file.deletions}</span>}
    </span>
  )
}
