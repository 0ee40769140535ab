import type { EachRun } from '../../../shared/views.ts'
import { counted } from '../../words/numbers.ts'

/** Pure. Those of the selection that are still there, in their order. */
export const pickedOf = <T extends { runId: string }>(rows: readonly T[], picked: ReadonlySet<string>): T[] =>
  rows.filter(({ runId }) => picked.has(runId))

/** Pure. What came of it, in a sentence each. `did`: "moved to the trash". */
export function outcomeText({ done, refused }: EachRun, did: string): string {
  const whys = [...new Set(refused.map(({ why }) => why))]
  const runs = done.length === 0 ? 'Nothing was' : counted(done.length, 'run was', 'runs were')
  const left = refused.length === 0 ? '' : ` ${counted(refused.length, 'was', 'were')} left alone: ${whys.join(' ')}`
  return `${runs} ${did}.${left}`
}
