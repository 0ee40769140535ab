import { type ReactElement, type ReactNode, useMemo } from 'react'
import type { ScrollTarget } from './rows-window.ts'

export interface NumberedLineProps {
  number: number
  /** The line that is cited. */
  isMarked: boolean
  children: ReactNode
}

/** A row of 20 px: the line's number, which is not copied, and its text. */
export function NumberedLine({ number, isMarked, children }: NumberedLineProps): ReactElement {
  return (
    <div
      className={`flex h-(--row) whitespace-pre ${isMarked ? 'bg-selected' : 'bg-lit'}`}
      aria-current={isMarked ? 'true' : undefined}
    >
      <span
        className={`sticky left-0 min-w-14 flex-none bg-inherit pr-3 text-right text-11/[1.25rem] text-ink-3 tabular-nums select-none ${isMarked ? 'shadow-[inset_4px_0_0_var(--lapis)]' : ''}`}
      >
        {number}
      </span>
      <span className="pr-4">{children}</span>
    </div>
  )
}

/** What to scroll to for a line from 1; the same object as long as the line is the same. */
export const useLineTarget = (line: number | undefined): ScrollTarget | undefined =>
  useMemo(() => (line === undefined ? undefined : { row: line - 1, at: 'center' }), [line])
