import type { RunRow } from '../../shared/views.ts'
import { groupRuns } from '../words/run-words.ts'

const MAX_RUNS = 9

/** Unfinished runs for the rail and the keys mod+1 to mod+9: what needs the person first, then what works, then what is paused. */
export function railRuns(rows: readonly RunRow[]): RunRow[] {
  return groupRuns(rows)
    .filter(({ title }) => title !== 'Done')
    .flatMap((group) => group.rows)
    .filter(({ imported }) => !imported)
    .slice(0, MAX_RUNS)
}
