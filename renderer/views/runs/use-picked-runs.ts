import { useState } from 'react'
import type { RunRow } from '../../../shared/views.ts'
import { FINAL_RUN_STATUSES } from '../../../shared/words.ts'
import { useCommands } from '../../keys/commands.tsx'
import * as TEXT from '../../words/texts/runs.ts'
import { rangeOf, toggled } from './picked.ts'

export const hasEnded = ({ status }: RunRow): boolean => FINAL_RUN_STATUSES.some((final) => final === status)

/** Several runs at once, to be cleaned up: X picks the run at hand, Shift X all up to it. `ids` as they are shown. */
export function usePickedRuns(rows: readonly RunRow[], ids: readonly string[], current: string | null) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  const pickable = new Set(rows.filter(hasEnded).map(({ id }) => id))
  const toggle = (id: string): void => {
    if (!pickable.has(id)) return
    setPicked((before) => toggled(before, id))
    setLast(id)
  }
  const range = (to: string): void => {
    setPicked((before) => new Set([...before, ...rangeOf(ids, last, to).filter((id) => pickable.has(id))]))
    setLast(to)
  }
  const isHere = current !== null && pickable.has(current)
  useCommands(
    isHere
      ? [
          { keys: 'x', label: TEXT.select, group: TEXT.listOfRuns, hint: true, run: () => toggle(current) },
          { keys: 'shift+x', label: TEXT.selectUpToHere, group: TEXT.listOfRuns, run: () => range(current) },
        ]
      : [],
  )
  return {
    picked,
    /** Those that are still there. */
    rows: rows.filter((row) => picked.has(row.id) && hasEnded(row)),
    toggle,
    clear: () => setPicked(new Set()),
  }
}
