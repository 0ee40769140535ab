import type { TaskRecord } from '../../../shared/domain.ts'
import { isReplaced } from '../../../shared/replaced-task.ts'
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
export function summaryOf(
  status: FinalRunStatus,
  { tasks, unverified, branch }: { tasks: readonly TaskRecord[]; unverified: number; branch: string | null },
): string {
  const completed = tasks.filter((task) => task.status === 'completed')
  const blocked = tasks.filter((task) => task.status === 'blocked')
  const replaced = blocked.filter((task) => isReplaced(task, tasks))
  const stuck = blocked.filter((task) => !replaced.includes(task))
  const parts = [
    `${completed.length} ${completed.length === 1 ? 'task' : 'tasks'} completed${unverified > 0 ? `, ${unverified} of them not verified` : ', each verified'}`,
    ...(stuck.length > 0 ? [`${stuck.length} blocked (${whyOf(stuck)})`] : []),
    ...(replaced.length > 0 ? [`${replaced.length} blocked and replaced (${whyOf(replaced)})`] : []),
  ]
  if (completed.length === 0) parts[0] = 'No task was completed'
  const where = status === 'completed' && branch !== null ? ` Branch ${branch}.` : ''
  return `${status === 'cancelled' ? 'Cancelled. ' : ''}${parts.join('; ')}.${where}`
}

const whyOf = (blocked: readonly TaskRecord[]): string =>
  blocked.map(({ blockerSignature }) => blockerSignature ?? 'by a person').join(', ')
