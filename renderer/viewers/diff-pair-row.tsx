import type { ReactElement } from 'react'
import type { DiffLine } from './diff.ts'
import { CommentButton, currentLook, LOOKS, NUMBER, ROW, RowTag, shownPieces } from './diff-line-parts.tsx'
import type { LineRowProps } from './diff-row.tsx'
import type { Piece } from './pieces.ts'
import { LineOfPieces } from './pieces-view.tsx'

export interface PairRowProps extends Omit<LineRowProps, 'line' | 'pieces' | 'onPick' | 'onComment'> {
  old: { line: DiffLine; pieces: readonly Piece[] } | null
  now: { line: DiffLine; pieces: readonly Piece[] } | null
  onPick: (line: DiffLine, extend: boolean) => void
  /** Null: nothing can be commented. */
  onComment: ((line: DiffLine) => void) | null
}

/** The old file on the left, the new one on the right; both are scrolled sideways together, by `--scroll-x`. */
export function PairRow(props: PairRowProps): ReactElement {
  const { old, now, tag = null } = props
  return (
    <div className={`sticky left-0 w-[100cqi] ${ROW}`}>
      <Half {...props} side="old" shown={old} />
      <Half {...props} side="now" shown={now} />
      {tag !== null && <RowTag>{tag}</RowTag>}
    </div>
  )
}

function Half(props: PairRowProps & { side: 'old' | 'now'; shown: PairRowProps['old'] }): ReactElement {
  const { side, shown, onPick, onComment } = props
  const edge = side === 'old' ? 'border-line border-r' : ''
  if (shown === null) return <div className={`w-1/2 flex-none bg-sunken ${edge}`} />
  const { line, pieces } = shown
  const look = LOOKS[line.sign]
  const isActedOn = side === 'now' || props.now === null
  const current = isActedOn ? currentLook(props.isCurrent, props.isMarked) : ''
  return (
    <div
      className={`group flex w-1/2 flex-none overflow-hidden ${look.row} ${edge}`}
      onPointerDown={(event) => onPick(line, event.shiftKey)}
    >
      <span className={`relative z-1 grid w-16 flex-none grid-cols-[2.75rem_1.25rem] bg-inherit ${current}`}>
        <span className={NUMBER}>{side === 'old' ? line.oldLine : line.newLine}</span>
        <span className={`select-none text-center font-strong ${look.sign}`}>{look.shown}</span>
        {onComment && (line.sign !== ' ' || side === 'now') && (
          <CommentButton line={line} isCurrent={props.isCurrent && isActedOn} onComment={() => onComment(line)} />
        )}
      </span>
      <span className="min-w-0 [transform:translateX(calc(-1*var(--scroll-x,0px)))] pr-4">
        <LineOfPieces pieces={shownPieces(line, pieces)} markClass={look.mark} />
      </span>
    </div>
  )
}
