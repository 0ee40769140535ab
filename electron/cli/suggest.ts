/** The known word that was most likely meant: at most a third of its letters differ, or it begins with what was typed. */
export function nearest(typed: string, known: readonly string[]): string | null {
  const started = typed.length >= 2 ? known.filter((word) => word.startsWith(typed)) : []
  if (started[0] !== undefined && started.length === 1) return started[0]
  const ranked = known
    .map((word) => ({ word, distance: editDistance(typed, word) }))
    .filter(({ word, distance }) => distance <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.word ?? null
}

/** Letters to insert, delete, replace or swap with their neighbour. */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const choices = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        ...(swapped ? [(beforeLast[column - 2] ?? 0) + 1] : []),
      ]
      current.push(Math.min(...choices))
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}
