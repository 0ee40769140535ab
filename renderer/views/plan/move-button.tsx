import type { ReactElement } from 'react'
import { keyLabels } from '../../keys/key-labels.ts'
import * as TEXT from '../../words/texts/plan.ts'

/** Moves something one place up (`step` -1) or down (1). The keyboard has Alt+↑ and Alt+↓ for it. */
export function MoveButton({
  what,
  step,
  onMove,
  isDisabled = false,
  isTabStop = true,
}: {
  /** As in "Move … up". */
  what: string
  step: 1 | -1
  onMove: (step: 1 | -1) => void
  isDisabled?: boolean
  isTabStop?: boolean
}): ReactElement {
  const [direction, sign, keys] = step === -1 ? ['up', '↑', 'alt+up'] : ['down', '↓', 'alt+down']
  const name = TEXT.move(what, direction)
  return (
    <button
      type="button"
      tabIndex={isTabStop ? undefined : -1}
      title={`${name} (${keyLabels(keys).join(' ')})`}
      disabled={isDisabled}
      className="size-7 flex-none rounded-control text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink disabled:cursor-not-allowed disabled:text-ink-disabled"
      onClick={() => onMove(step)}
    >
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{name}</span>
    </button>
  )
}
