import { useCommands } from '../../keys/commands.tsx'

/** J and K through the tasks. */
export function usePlanKeys(selected: number, count: number, select: (index: number) => void): void {
  const to = (index: number): void => {
    if (index >= 0 && index < count) select(index)
  }
  useCommands([
    { keys: 'j', label: 'next task', group: 'Plan', hint: true, run: () => to(selected + 1) },
    { keys: 'k', label: 'previous task', group: 'Plan', hint: true, run: () => to(selected - 1) },
  ])
}
