import type { EventIndexStore } from './event-index.ts'

interface Listed {
  count: number
  index: Pick<EventIndexStore, 'has' | 'rowOf' | 'idAt'>
}

/** The id of the event that so many steps lead to from the selected one, or from the end where none is. */
export function steppedTo({ index, count }: Listed, selectedId: number | null, by: number): number | undefined {
  if (count === 0) return undefined
  const isListed = selectedId !== null && index.has(selectedId)
  // Between two events of the list, the one before is a step back, the one after a step on.
  const from = selectedId === null ? count - (by < 0 ? 0 : 1) : index.rowOf(selectedId) + (!isListed && by < 0 ? 1 : 0)
  return index.idAt(Math.max(0, Math.min(count - 1, from + by)))
}
