import type { TaskRecord } from './domain.ts'

/** Whether a task that got stuck was replaced: a plan accepted since then brought others. */
export const isReplaced = (
  { status, updatedAt }: Pick<TaskRecord, 'status' | 'updatedAt'>,
  tasks: readonly Pick<TaskRecord, 'createdAt'>[],
): boolean => status === 'blocked' && tasks.some(({ createdAt }) => createdAt > updatedAt)
