import { markOf } from '../../shared/baseline.ts'
import type { BaselineMark } from '../../shared/words.ts'
import type { EngineStore } from './store-port.ts'

/** What a task's verification steps did before any work of its plan. Null for all of them where this run never tried the plan. */
export function baselineMarks(
  store: Pick<EngineStore, 'listBaselineResults' | 'planCommitOf'>,
  { id, runId }: { id: string; runId: string },
): (command: string) => BaselineMark | null {
  const commit = store.planCommitOf(id)
  if (commit === null) return () => null
  const results = new Map(store.listBaselineResults(runId, commit).map((result) => [result.command, markOf(result)]))
  if (results.size === 0) return () => null
  return (command) => results.get(command) ?? 'not_tried'
}
