import type { PlanReason, RunControl, RunStatus } from './words.ts'

export interface StatusFacts {
  control: RunControl
  waitUntil: string | null
  openGates: number
  needsPlan: PlanReason | null
  /** Revision of a plan whose steps are still to be tried. */
  untriedPlan: number | null
}

/** The status of a run that has not ended. Written in the transaction that changes any of these facts, so that lists need no snapshot. */
export function openRunStatus(facts: StatusFacts): RunStatus {
  if (facts.control === 'pause' || facts.waitUntil !== null) return 'paused'
  if (facts.openGates > 0) return 'awaiting_approval'
  return facts.needsPlan === null && facts.untriedPlan === null ? 'running' : 'planning'
}
