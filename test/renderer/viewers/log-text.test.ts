import { expect, test } from 'vitest'
import { logLines } from '../../../renderer/viewers/ansi.ts'
import { logText } from '../../../renderer/viewers/log-text.ts'

const ESC = '\u001b'

/** Colours that stay on over many lines, more than are read together. */
const coloured = Array.from({ length: 3_000 }, (_, line) => {
  const before = line % 700 === 3 ? `${ESC}[3${line % 8}m` : line % 900 === 5 ? `${ESC}[1;4${line % 8}m` : ''
  return `${before}line ${line}${line % 1_300 === 7 ? `${ESC}[0m` : ''}`
}).join('\n')

test.each([
  ['coloured', coloured],
  ['with an end at its end', `${coloured}\n`],
  ['with empty lines at its end', `${coloured}\n\n\n`],
  ['of one line', 'one'],
  ['of one empty line', '\n'],
])('a log %s has the same lines as one that is read whole, in whatever order they are looked at', (_what, text) => {
  const [log, whole] = [logText(text), logLines(text)]
  expect(log.count).toBe(whole.length)
  const last = whole.length - 1
  for (const line of [last, 0, Math.floor(last / 2), 1, last - 1]) expect(log.line(line)).toEqual(whole[line])
  expect(whole.map((_, line) => log.line(line))).toEqual(whole)
  expect([log.line(-1), log.line(whole.length)]).toEqual([undefined, undefined])
})

test('an empty log has no lines', () => expect([logText('').count, logText('').width(9)]).toEqual([0, 0]))

test('the width is that of what is seen', () => {
  const width = (text: string): number => logText(text).width(100)
  expect(width(`${ESC}[31mabc${ESC}[39m\n1\n`)).toBe(3)
  expect(width('1\r12\n')).toBe('⟨CR⟩ 12'.length)
  expect(width('\tx\n')).toBe(9)
  expect(width('xxx\n\tx\nyyyyyyyyyyyy')).toBe(12)
  expect(width('y'.repeat(500))).toBe(100)
})
