import { expect, test } from 'vitest'
import { inert, inertLine } from '../../electron/cli/inert-text.ts'
import { counted, good, renderLine, shortened } from '../../electron/cli/line.ts'

test.each([
  ['plain text, ümlauts, 漢字 and 👩‍👩‍👧 stay', 'plain text, ümlauts, 漢字 and 👩‍👩‍👧 stay'],
  ['tab\tand\nline feed', 'tab\tand\nline feed'],
  ['dos\r\nline', 'dos\nline'],
  ['erase\rme', 'erase␍me'],
  ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
  ['\u001b]0;title\u0007', '␛]0;title␇'],
  ['\u009b31m', '<U+009B>31m'],
  ['back\b\u007f', 'back␈␡'],
  ['\u202egnp.exe', '<U+202E>gnp.exe'],
  ['\u2066a\u2069', '<U+2066>a<U+2069>'],
  ['a\u200bb\ufeff', 'a<U+200B>b<U+FEFF>'],
  ['line\u2028separator', 'line<U+2028>separator'],
  ['tag \u{e0041}', 'tag <U+E0041>'],
  ['half \ud800 pair', 'half \ufffd pair'],
])('%j is shown as %j', (text, shown) => {
  expect(inert(text)).toBe(shown)
})

test('on one line a line feed is a sign too', () => {
  expect(inertLine('a\nb\tc')).toBe('a␊b c')
})

test('only the renderer writes colour; a text cannot', () => {
  expect(renderLine(['a ', good('ok\u001b[2J')], true)).toBe('a \u001b[32mok␛[2J\u001b[0m')
  expect(renderLine(['a ', good('ok')], false)).toBe('a ok')
})

test('further lines of a text are indented as its first one', () => {
  expect(renderLine(['    ', 'one\ntwo'], false)).toBe('    one\n    two')
})

test('what is cut off shows it, and by characters, not by halves of them', () => {
  expect(shortened('👍👍👍👍', 3)).toBe('👍👍…')
  expect(shortened('abc', 3)).toBe('abc')
  expect([counted(1, 'task'), counted(0, 'task')]).toEqual(['1 task', '0 tasks'])
})
