import type { EachRun } from '../../../shared/views.ts'
import { counted } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/settings.ts'

/** Pure. Those of the selection that are still there, in their order. */
export const pickedOf = <T extends { runId: string }>(rows: readonly T[], picked: ReadonlySet<string>): T[] =>
  rows.filter(({ runId }) => picked.has(runId))

/** Pure. What came of it, in a sentence each. `did`: "moved to the trash". */
export function outcomeText({ done, refused }: EachRun, did: string): string {
  const whys = [...new Set(refused.map(({ why }) => why))]
  const runs = done.length === 0 ? TEXT.nothingWas : counted(done.length, 'run was')
  const left = refused.length === 0 ? '' : TEXT.leftAlone(counted(refused.length, 'was'), whys.join(' '))
  return `${runs} ${did}.${left}`
}
