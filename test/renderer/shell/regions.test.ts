import { expect, test } from 'vitest'
import { nextRegion } from '../../../renderer/shell/regions.ts'

test.each([
  [4, -1, 1, 0],
  [4, -1, -1, 3],
  [4, 0, 1, 1],
  [4, 3, 1, 0],
  [4, 0, -1, 3],
  [1, 0, 1, 0],
] as const)('of %i regions, from %i by %i: %i', (count, current, step, next) => {
  expect(nextRegion(count, current, step)).toBe(next)
})
