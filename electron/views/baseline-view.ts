import type { Baseline } from '../../shared/baseline.ts'
import type { PlanRecord } from '../../shared/evidence.ts'
import { plannedResults } from '../engine/plan-gate.ts'
import type { EngineStore } from '../engine/store-port.ts'

/** What the plan's steps did before any work; null for a plan that this run never tried: an earlier version's, or a fork's. */
export function readBaseline(
  store: Pick<EngineStore, 'listBaselineResults' | 'getInternals'>,
  plan: PlanRecord,
): Baseline | null {
  if (plan.baseCommit === null) return null
  const isPending = store.getInternals(plan.runId).untriedPlan === plan.revision
  const results = plannedResults(store, plan).map(({ logTail: _, ...row }) => row)
  return isPending || results.length > 0 ? { commit: plan.baseCommit, isPending, results } : null
}
