import { z } from 'zod'
import { MAX_LIMIT } from '../../shared/config.ts'

/** A count as an agent tells it, made a whole number that the store and its sums can hold. */
export const toldCount = z.number().nonnegative().max(MAX_LIMIT).transform(Math.round)

/** Dollars, as millionths. */
export const toldCost = z
  .number()
  .nonnegative()
  .max(MAX_LIMIT / 1_000_000)
  .transform((dollars) => Math.round(dollars * 1_000_000))
