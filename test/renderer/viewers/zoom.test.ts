import { expect, test } from 'vitest'
import { fitting, percentText, stepZoom } from '../../../renderer/viewers/zoom.ts'

test.each([
  [1, 1, 1.5],
  [1, -1, 0.75],
  [0.33, 1, 0.5],
  [0.33, -1, 0.25],
  [16, 1, 16],
  [0.05, -1, 0.1],
] as const)('from %d by %d to %d', (shown, step, next) => expect(stepZoom(shown, step)).toBe(next))

test('an image fits into its view by the side that lacks room, and is not made larger than it is', () => {
  expect(fitting({ width: 400, height: 100 }, { width: 200, height: 200 })).toBe(0.5)
  expect(fitting({ width: 100, height: 400 }, { width: 200, height: 200 })).toBe(0.5)
  expect(fitting({ width: 10, height: 10 }, { width: 200, height: 200 })).toBe(1)
  expect(fitting({ width: 0, height: 0 }, { width: 200, height: 200 })).toBe(1)
  expect(fitting({ width: 10, height: 10 }, { width: 0, height: 0 })).toBe(0.001)
})

test.each([
  [1, '100 %'],
  [0.333, '33 %'],
  [0.0123, '1.2 %'],
])('%d is told as %s', (factor, told) => expect(percentText(factor)).toBe(told))
