import { memo, type ReactElement } from 'react'
import type { DiffLine } from './diff.ts'
import {
  CommentButton,
  currentLook,
  LOOKS,
  NUMBER,
  ROW,
  RowTag,
  shownPieces,
  usePointerOver,
} from './diff-line-parts.tsx'
import type { LineRowProps } from './diff-row.tsx'
import type { Piece } from './pieces.ts'
import { LineOfPieces } from './pieces-view.tsx'

export interface PairRowProps extends Omit<LineRowProps, 'line' | 'pieces'> {
  old: DiffLine | null
  oldPieces: readonly Piece[]
  now: DiffLine | null
  nowPieces: readonly Piece[]
  /** Lines that only the old file has can be commented, too. */
  canCommentOld: boolean
}

/** The old file on the left, the new one on the right; both are scrolled sideways together, by `--scroll-x`. */
export const PairRow = memo(function PairRow(props: PairRowProps): ReactElement {
  const { old, now, tag } = props
  return (
    <div className={`sticky left-0 w-(--view-width) ${ROW}`}>
      <Half {...props} side="old" line={old} pieces={props.oldPieces} />
      <Half {...props} side="now" line={now} pieces={props.nowPieces} />
      {tag !== null && <RowTag>{tag}</RowTag>}
    </div>
  )
})

interface HalfProps extends PairRowProps {
  side: 'old' | 'now'
  line: DiffLine | null
  pieces: readonly Piece[]
}

function Half(props: HalfProps): ReactElement {
  const { side, line, pieces, index, acts } = props
  const edge = side === 'old' ? 'border-line border-r' : ''
  const { isOver, over } = usePointerOver()
  if (line === null) return <div className={`w-1/2 flex-none bg-sunken ${edge}`} />
  const look = LOOKS[line.sign]
  const isActedOn = side === 'now' || props.now === null
  const current = isActedOn ? currentLook(props.isCurrent, props.isMarked) : ''
  const isOffered = line.newLine === null ? props.canCommentOld : props.canComment && side === 'now'
  return (
    <div
      className={`flex w-1/2 flex-none overflow-hidden ${look.row} ${edge}`}
      onPointerDown={(event) => acts.pick(line, event.shiftKey)}
      {...over}
    >
      <span className={`relative z-1 grid w-16 flex-none grid-cols-[2.75rem_1.25rem] bg-inherit ${current}`}>
        <span className={NUMBER}>{side === 'old' ? line.oldLine : line.newLine}</span>
        <span className={`select-none text-center font-strong ${look.sign}`}>{look.shown}</span>
        {isOffered && (isOver || (props.isCurrent && isActedOn)) && (
          <CommentButton line={line} onComment={() => acts.comment(index, line)} />
        )}
      </span>
      <span className="min-w-0 [transform:translateX(calc(-1*var(--scroll-x,0px)))] pr-4">
        <LineOfPieces pieces={shownPieces(line, pieces)} markClass={look.mark} />
      </span>
    </div>
  )
}
