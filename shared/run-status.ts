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

/** What lists of runs are grouped and filtered by: what needs the person first. Never stored. */
export const RUN_GROUPS = ['needs_you', 'working', 'paused', 'done'] as const
export type RunGroupName = (typeof RUN_GROUPS)[number]

export const GROUP_OF_STATUS: Readonly<Record<RunStatus, RunGroupName>> = {
  awaiting_approval: 'needs_you',
  planning: 'working',
  running: 'working',
  paused: 'paused',
  completed: 'done',
  failed: 'done',
  cancelled: 'done',
}
