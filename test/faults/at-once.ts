import os from 'node:os'

/** How many processes that work are started at the same time. */
export const AT_ONCE = Math.min(2, os.availableParallelism())

/** Calls `work` with each item, in order, so many of them at a time; their results in the same order. */
export async function eachAtOnce<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  atOnce = AT_ONCE,
): Promise<R[]> {
  const results: R[] = []
  const waiting = items.map((item, index) => ({ item, index }))
  const workOn = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next.index] = await work(next.item, next.index)
  }
  await Promise.all(Array.from({ length: atOnce }, workOn))
  return results
}
