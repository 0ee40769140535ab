import { expect, test } from 'vitest'
import { wantsWindow } from '../../../renderer/shell/wants-window.ts'

const CLICK = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false }

test.each([
  { name: 'a click', click: {}, wants: false },
  { name: 'with Ctrl', click: { ctrlKey: true }, wants: true },
  { name: 'with ⌘', click: { metaKey: true }, wants: true },
  { name: 'with Shift', click: { shiftKey: true }, wants: true },
  { name: 'with the middle button', click: { button: 1 }, wants: true },
  { name: 'with the other button', click: { button: 2, ctrlKey: true }, wants: false },
])('$name asks for another window: $wants', ({ click, wants }) => {
  expect(wantsWindow({ ...CLICK, ...click })).toBe(wants)
})
