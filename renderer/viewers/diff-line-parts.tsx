import { type ReactElement, useMemo, useState } from 'react'
import * as TEXT from '../words/texts/viewers.ts'
import type { DiffLine } from './diff.ts'
import { lineName } from './diff-rows.ts'
import type { Piece } from './pieces.ts'

/** What the rows of lines have in common, in one column and side by side. */

/** The gutter, and the text. */
export const ROW =
  'flex h-(--row) font-mono text-12/[1.25rem] whitespace-pre [font-variant-ligatures:none] [tab-size:4]'
export const NUMBER = 'select-none px-1.5 text-right text-11/[1.25rem] text-ink-3 tabular-nums'

export const LOOKS = {
  '+': { row: 'bg-add', sign: 'text-pass', mark: 'rounded-[2px] bg-add-word', shown: '+' },
  '-': { row: 'bg-del', sign: 'text-fail', mark: 'rounded-[2px] bg-del-word', shown: '−' },
  ' ': { row: 'bg-lit', sign: '', mark: '', shown: ' ' },
} as const

export const currentLook = (isCurrent: boolean, isMarked: boolean): string =>
  isCurrent ? 'shadow-[inset_4px_0_0_var(--lapis)]' : isMarked ? 'shadow-[inset_2px_0_0_var(--lapis)]' : ''

/** At the right end of the view, wherever the line is scrolled to. */
export function RowTag({ children }: { children: string }): ReactElement {
  return (
    <span className="sticky right-2 ml-auto flex-none self-center rounded-chip border border-line bg-panel px-1.5 font-ui text-11/[0.875rem] text-ink-2 select-none">
      {children}
    </span>
  )
}

/** Drawn on the current line and under the pointer only: a list that is scrolled quickly has hundreds of lines a second. */
export function CommentButton({ line, onComment }: { line: DiffLine; onComment: () => void }): ReactElement {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="absolute top-0 left-1 grid size-5 place-items-center rounded-control border border-line-strong bg-lit text-ink"
      aria-label={TEXT.commentOn(lineName(line))}
      title={TEXT.comment}
      // What is marked stays marked.
      onPointerDown={(event) => event.stopPropagation()}
      onClick={onComment}
    >
      +
    </button>
  )
}

/** Whether the pointer is over an element, and what the element needs for that. */
export function usePointerOver(): { isOver: boolean; over: { onPointerEnter(): void; onPointerLeave(): void } } {
  const [isOver, setOver] = useState(false)
  const over = useMemo(() => ({ onPointerEnter: () => setOver(true), onPointerLeave: () => setOver(false) }), [])
  return { isOver, over }
}

/** The `\r` of a Windows end of line is shown only where it may be what changed. */
export function shownPieces(line: DiffLine, pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.at(-1)
  if (line.sign !== ' ' || !last?.text.endsWith('\r')) return pieces
  return [...pieces.slice(0, -1), { ...last, text: last.text.slice(0, -1) }]
}
