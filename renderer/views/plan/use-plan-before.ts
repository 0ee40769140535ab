import { useMemo } from 'react'
import type { TaskDraft, TaskRecord } from '../../../shared/domain.ts'
import type { PlanRecord } from '../../../shared/evidence.ts'
import { useCall } from '../../data/app-data.tsx'
import { type PlanChanges, planChanges, stillPlanned } from './plan-changes.ts'

/** The version before a plan, and what the plan changes of it. */
export interface PlanBefore {
  plan: PlanRecord
  changes: PlanChanges
  /** Titles of tasks of the version before that are done: a new plan does not plan them again. */
  done: string[]
}

/** Null: it is the first version, or what was before is not known yet. `proposed`: the tasks of the version that is shown. */
export function usePlanBefore(
  { runId, tasks }: { runId: string; tasks: readonly TaskRecord[] },
  revision: number,
  proposed: readonly TaskDraft[],
): PlanBefore | null {
  const { value: plan } = useCall('plans.get', revision <= 1 ? null : { runId, revision: revision - 1 })
  return useMemo(() => {
    if (plan === null) return null
    const { open, done } = stillPlanned(plan.tasks, proposed, tasks)
    return { plan, changes: planChanges(open, proposed), done }
  }, [plan, proposed, tasks])
}
