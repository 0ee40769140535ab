import type { ReactElement, ReactNode } from 'react'
import type { CommentPlace, DiffComment, DiffFile, DiffLine } from './diff.ts'
import { lineName } from './diff-rows.ts'
import type { Piece } from './pieces.ts'
import { LineOfPieces } from './pieces-view.tsx'
import { counted } from './text.ts'

/** The gutter, and the text. */
const ROW = 'flex h-full font-mono text-12/[1.25rem] whitespace-pre [font-variant-ligatures:none] [tab-size:4]'
/** Old number, new number, sign: they stay in view when long lines are scrolled. */
const GUTTER = 'sticky left-0 z-1 grid w-[6.75rem] flex-none grid-cols-[2.75rem_2.75rem_1.25rem] bg-inherit'
const BESIDE_GUTTER = 'sticky left-[6.75rem] pr-4'
const NUMBER = 'select-none px-1.5 text-right text-11/[1.25rem] text-ink-3 tabular-nums'

const LOOKS = {
  '+': { row: 'bg-add', sign: 'text-pass', mark: 'rounded-[2px] bg-add-word', shown: '+' },
  '-': { row: 'bg-del', sign: 'text-fail', mark: 'rounded-[2px] bg-del-word', shown: '−' },
  ' ': { row: 'bg-lit', sign: '', mark: '', shown: ' ' },
} as const

export interface LineRowProps {
  line: DiffLine
  pieces: readonly Piece[]
  /** The line that the keys act on. */
  isCurrent: boolean
  onPick: () => void
  /** Offered on the current line and under the pointer. */
  onComment: (() => void) | null
}

export function LineRow({ line, pieces, isCurrent, onPick, onComment }: LineRowProps): ReactElement {
  const look = LOOKS[line.sign]
  const current = isCurrent ? 'shadow-[inset_4px_0_0_var(--lapis)]' : ''
  return (
    // The keyboard picks lines by the keys of the view; a click is the pointer's way of doing it.
    <div className={`group ${ROW} ${look.row}`} onPointerDown={onPick}>
      <span className={`${GUTTER} ${current}`}>
        <span className={NUMBER}>{line.oldLine}</span>
        <span className={NUMBER}>{line.newLine}</span>
        <span className={`select-none text-center font-strong ${look.sign}`}>{look.shown}</span>
        {onComment && <CommentButton line={line} isCurrent={isCurrent} onComment={onComment} />}
      </span>
      <span className="pr-4">
        <LineOfPieces pieces={shownPieces(line, pieces)} markClass={look.mark} />
      </span>
    </div>
  )
}

type CommentButtonProps = Pick<LineRowProps, 'line' | 'isCurrent'> & { onComment: () => void }

function CommentButton({ line, isCurrent, onComment }: CommentButtonProps): ReactElement {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`absolute top-0 left-1 hidden size-5 place-items-center rounded-control border border-line-strong bg-lit text-ink group-hover:grid ${isCurrent ? 'grid!' : ''}`}
      aria-label={`Comment on: ${lineName(line)}`}
      title="Comment (C)"
      onClick={onComment}
    >
      +
    </button>
  )
}

/** The `\r` of a Windows end of line is shown only where it may be what changed. */
function shownPieces(line: DiffLine, pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.at(-1)
  if (line.sign !== ' ' || !last?.text.endsWith('\r')) return pieces
  return [...pieces.slice(0, -1), { ...last, text: last.text.slice(0, -1) }]
}

export function GapRow({ skipped }: { skipped: number }): ReactElement {
  return (
    <div className={`${ROW} border-line border-y bg-sunken pl-[6.75rem] text-ink-3`}>
      <span className={`${BESIDE_GUTTER} leading-[1.125rem]`}>{counted(skipped, 'unchanged line')}</span>
    </div>
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
      <div className="sticky left-0 flex h-9 w-[100cqi] min-w-0 items-center gap-2 border-line border-y bg-panel px-4">
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
    <div className="sticky left-0 w-[100cqi] py-1 pr-4 pl-[6.75rem] font-ui text-13 whitespace-normal">
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
      {file.binary && <span className="text-ink-3">binary</span>}
      {file.additions > 0 && <span className="text-pass">+{file.additions}</span>}
      {file.deletions > 0 && <span className="text-fail">−{file.deletions}</span>}
    </span>
  )
}
