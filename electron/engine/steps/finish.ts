import type { TaskRecord } from '../../../shared/domain.ts'
import type { FinalRunStatus } from '../../../shared/words.ts'
import type { StepContext } from '../context.ts'
import { endRun } from '../end-run.ts'

/** The run ends: live attempts are interrupted, open gates become void, and the summary says what came of it. */
export async function finish({ store, run }: StepContext, status: FinalRunStatus): Promise<void> {
  store.transaction(() => {
    const unverified = store.unverifiedTasks(run.id).length
    const summary = summaryOf(status, { tasks: store.listTasks(run.id), unverified, branch: run.branch })
    endRun(store, run.id, { status, summary, payload: { branch: run.branch, headCommit: run.headCommit } })
  })
}

/** One line for lists and terminals. Says "not verified" wherever it is so. */
function summaryOf(
  status: FinalRunStatus,
  { tasks, unverified, branch }: { tasks: readonly TaskRecord[]; unverified: number; branch: string | null },
): string {
  const completed = tasks.filter((task) => task.status === 'completed')
  const stuck = tasks.filter((task) => task.status === 'blocked')
  const parts = [
    `${completed.length} ${completed.length === 1 ? 'task' : 'tasks'} completed${unverified > 0 ? `, ${unverified} of them not verified` : ', each verified'}`,
    ...(stuck.length > 0
      ? [`${stuck.length} blocked (${stuck.map((task) => task.blockerSignature ?? 'by a person').join(', ')})`]
      : []),
  ]
  if (completed.length === 0) parts[0] = 'No task was completed'
  const where = status === 'completed' && branch !== null ? ` Branch ${branch}.` : ''
  return `${status === 'cancelled' ? 'Cancelled. ' : ''}${parts.join('; ')}.${where}`
}
