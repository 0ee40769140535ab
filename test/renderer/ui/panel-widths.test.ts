import { expect, test } from 'vitest'
import { clampSide, columnsWith, NO_SIDES, sidesIn } from '../../../renderer/ui/panel-widths.ts'

const COLUMNS = 'minmax(280px, 3fr) minmax(380px, 5fr) 300px'

test('the columns are the usual ones but for what a person gave', () => {
  expect(columnsWith(COLUMNS, NO_SIDES)).toBe(COLUMNS)
  expect(columnsWith(COLUMNS, { left: 400, right: null })).toBe('minmax(220px, 400px) minmax(380px, 5fr) 300px')
  expect(columnsWith(COLUMNS, { left: null, right: 260 })).toBe(
    'minmax(280px, 3fr) minmax(380px, 5fr) minmax(220px, 260px)',
  )
})

test('a side grows until the centre has its least, and shrinks to its own', () => {
  const row = { left: 300, right: 300, all: 1_200 }
  expect([clampSide(350.4, 'left', row), clampSide(9_999, 'left', row), clampSide(1, 'right', row)]).toEqual([
    350, 520, 220,
  ])
})

test.each([null, '', 'nonsense', '[]', '{"left":"300"}', '{"left":10,"right":-5}', '{"left":1e9}'])(
  'what was kept as %j is no width',
  (text) => expect(sidesIn(text)).toEqual(NO_SIDES),
)

test('what was kept is found again', () => {
  expect(sidesIn(JSON.stringify({ left: 320, right: null }))).toEqual({ left: 320, right: null })
})
