/** Draws from a seed: the same ones for the same seed, wherever they are drawn. */
import { randomFrom } from '../soak/scenario.ts'

export interface Draw {
  /** A whole number from 0, below `limit`. */
  below(limit: number): number
  pick<T>(list: readonly T[]): T
}

export function drawFrom(seed: number): Draw {
  const random = randomFrom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  return {
    below,
    pick: (list) => {
      const drawn = list[below(list.length)]
      if (drawn === undefined) throw new Error('Nothing can be drawn from an empty list')
      return drawn
    },
  }
}
