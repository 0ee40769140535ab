import * as TEXT from '../words/texts/keys.ts'
import { useCommands } from './commands.tsx'

/** The item that a step leads to: from nothing to the first or last, and never beyond the ends. Null: the list is empty. */
export function stepIn<T>(items: readonly T[], current: T | null, step: number): T | null {
  if (items.length === 0) return null
  const index = current === null ? -1 : items.indexOf(current)
  if (index < 0) return (step > 0 ? items[0] : items.at(-1)) ?? null
  return items[Math.min(items.length - 1, Math.max(0, index + step))] ?? null
}

/** J and K, arrows, Home and End move through a list of ids; `select` shows (and focuses) the one it is given. */
export function useListKeys({
  ids,
  selected,
  select,
  group,
  noun,
}: {
  ids: readonly string[]
  selected: string | null
  select(id: string): void
  /** Where the keys stand on the sheet of shortcuts. */
  group: string
  /** What is moved through: "run", "task". */
  noun: string
}): void {
  const move = (step: number): void => {
    const next = stepIn(ids, selected, step)
    if (next !== null) select(next)
  }
  const commands = [
    { keys: 'j', label: TEXT.next(noun), hint: true, step: 1 },
    { keys: 'k', label: TEXT.previous(noun), hint: true, step: -1 },
    { keys: 'down', label: TEXT.next(noun), step: 1 },
    { keys: 'up', label: TEXT.previous(noun), step: -1 },
    { keys: 'home', label: TEXT.first(noun), step: -ids.length },
    { keys: 'end', label: TEXT.last(noun), step: ids.length },
  ]
  useCommands(
    (ids.length === 0 ? [] : commands).map(({ step, ...command }) => ({ ...command, group, run: () => move(step) })),
  )
}
