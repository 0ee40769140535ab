import type { Baseline } from '../../shared/baseline.ts'
import type { PlanRecord } from '../../shared/evidence.ts'
import { plannedResults } from '../engine/plan-gate.ts'
import type { EngineStore } from '../engine/store-port.ts'

/** What the plan's steps did before any work; null for a plan of before they were tried. */
export function readBaseline(
  store: Pick<EngineStore, 'listBaselineResults' | 'getInternals'>,
  plan: PlanRecord,
): Baseline | null {
  if (plan.baseCommit === null) return null
  return {
    commit: plan.baseCommit,
    isPending: store.getInternals(plan.runId).untriedPlan === plan.revision,
    results: plannedResults(store, plan).map(({ logTail: _, ...row }) => row),
  }
}
