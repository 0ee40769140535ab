import type { ReactElement } from 'react'
import { SHAPES } from './icon-shapes.tsx'

export type IconName = keyof typeof SHAPES

/** A line icon. It never stands alone: the word beside it, or the control's accessible name, says what it means. */
export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }): ReactElement {
  return (
    <svg
      className={`flex-none ${className}`}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {SHAPES[name]}
    </svg>
  )
}
