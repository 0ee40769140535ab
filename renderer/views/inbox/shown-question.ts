import { useState } from 'react'
import type { GateRow } from '../../../shared/views.ts'

/** The question that is shown: the selected one, one that is held though it is not open any more, else the oldest that was not answered here. */
export function shownQuestion(
  open: readonly GateRow[],
  selected: string | null,
  held: GateRow | null,
  answered: readonly string[],
): GateRow | null {
  const chosen = open.find(({ id }) => id === selected)
  if (chosen && !answered.includes(chosen.id)) return chosen
  if (held !== null && !answered.includes(held.id)) return open.find(({ id }) => id === held.id) ?? held
  return open.find(({ id }) => !answered.includes(id)) ?? null
}

/**
 * What others answer while a person looks at it stays in sight until they go on, so that they learn what became of it. After their own
 * answer there is nothing to learn.
 */
export function useShownQuestion(open: readonly GateRow[], selected: string | null) {
  const [held, setHeld] = useState<GateRow | null>(null)
  const [answered, setAnswered] = useState<readonly string[]>([])
  const shown = shownQuestion(open, selected, held, answered)
  if (shown?.id !== held?.id) setHeld(shown)
  return {
    shown,
    isOpen: shown !== null && open.some(({ id }) => id === shown.id),
    /** To the oldest of the others. */
    goOn: (): void => {
      if (shown !== null) setAnswered((before) => [...before, shown.id])
      setHeld(null)
    },
  }
}
