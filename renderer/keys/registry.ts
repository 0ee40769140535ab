/** What the views that are there now have registered; of the view that appeared last, the last. */
export interface Registry<T> {
  /** A view's place in the order, which it keeps whatever it sets later. Returns its undo. */
  enter(view: object): () => void
  /** Replaces what a view that is there has registered. */
  set(view: object, entries: readonly T[]): void
  /** The same list until something changes. */
  list(): readonly T[]
  subscribe(listener: () => void): () => void
}

export function createRegistry<T>(): Registry<T> {
  const byView = new Map<object, readonly T[]>()
  let entries: readonly T[] = []
  const listeners = new Set<() => void>()
  const change = (): void => {
    entries = [...byView.values()].flat()
    for (const listener of listeners) listener()
  }
  return {
    enter: (view) => {
      byView.set(view, [])
      return () => {
        byView.delete(view)
        change()
      }
    },
    set: (view, next) => {
      if (!byView.has(view)) return
      byView.set(view, next)
      change()
    },
    list: () => entries,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
