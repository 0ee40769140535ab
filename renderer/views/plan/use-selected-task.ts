import { useCommands } from '../../keys/commands.tsx'
import { replaceRoute, runRoute } from '../../route.ts'
import * as COMMON from '../../words/texts/common.ts'
import { selectedIndex } from './plan-covers.ts'

export interface SelectedTask {
  /** Its index. */
  selected: number
  select(index: number): void
}

/** The task of the plan that the address names, `item`: its number from 1. With J and K through the tasks. */
export function useSelectedTask(runId: string, item: string | null, count: number): SelectedTask {
  const selected = selectedIndex(item, count)
  const select = (index: number): void => replaceRoute(runRoute(runId, 'plan', String(index + 1)))
  const to = (index: number): void => {
    if (index >= 0 && index < count) select(index)
  }
  useCommands([
    { keys: 'j', label: COMMON.nextTask, group: COMMON.plan, hint: true, run: () => to(selected + 1) },
    { keys: 'k', label: COMMON.previousTask, group: COMMON.plan, hint: true, run: () => to(selected - 1) },
  ])
  return { selected, select }
}
