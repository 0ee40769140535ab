import { expect, test } from 'vitest'
import { logLines, paintLine } from '../../../renderer/viewers/ansi.ts'
import {
  failureLines,
  hitLines,
  hitRanges,
  logSearch,
  nextLine,
  readableLines,
} from '../../../renderer/viewers/log-search.ts'

const ESC = '\u001b'

test.each([
  'plain\ntext\n',
  `${ESC}[31mred${ESC}[0m and ${ESC}[38;5;208morange${ESC}[39m\n${ESC}[1mbold`,
  '10%\r50%\r100% done\nnext\r\n',
  `${ESC}[38:2::10:20:30mcolons${ESC}[m ${ESC}]8;;https://example.org${ESC}\\link${ESC}]8;;${ESC}\\`,
  `cut off ${ESC}[3`,
  '',
])('%j is searched as it is drawn', (text) => {
  const drawn = logLines(text).map((line) =>
    paintLine(line)
      .map((piece) => piece.text)
      .join(''),
  )
  expect(readableLines(text)).toEqual(drawn)
})

const lines = ['Expected 200', 'nothing', 'was expected, was EXPECTED', '']

test.each([
  { text: 'expected', hits: [1, 3] },
  { text: 'EXPECTED 2', hits: [1] },
  { text: '.', hits: [] },
  { text: '', hits: [] },
])('"$text" is on $hits', ({ text, hits }) => {
  expect(
    hitLines(
      lines.map((line) => line.toLowerCase()),
      text,
    ),
  ).toEqual(hits)
})

test.each([
  {
    line: lines[2] ?? '',
    text: 'expected',
    ranges: [
      [4, 12],
      [18, 26],
    ],
  },
  {
    line: 'aaaa',
    text: 'aa',
    ranges: [
      [0, 2],
      [2, 4],
    ],
  },
  { line: 'aaa', text: '', ranges: [] },
  { line: 'İ expected', text: 'expected', ranges: [] },
])('"$text" in "$line": $ranges', ({ line, text, ranges }) => expect(hitRanges(line, text)).toEqual(ranges))

test('of failing lines in a row the first one counts', () => {
  expect(failureLines(['ok', 'error: a', 'error: b', 'ok', 'failed'])).toEqual([2, 5])
})

test.each([
  { from: null, step: 1, next: 3 },
  { from: null, step: -1, next: 20 },
  { from: 3, step: 1, next: 9 },
  { from: 4, step: -1, next: 3 },
  { from: 20, step: 1, next: 3 },
  { from: 3, step: -1, next: 20 },
] as const)('from line $from by $step to $next', ({ from, step, next }) => {
  expect(nextLine([3, 9, 20], from, step)).toBe(next)
})

test('without lines there is no next one', () => expect(nextLine([], 4, 1)).toBeNull())

test('the log that was asked about last is asked again, and another one', () => {
  const { failures, hits } = logSearch()
  const text = `${ESC}[31mError${ESC}[39m: one\nnothing\n`
  expect([
    failures(text),
    hits(text, 'ERROR: O'),
    hits('an error\n', 'error'),
    hits(text, 'no'),
    failures('fine'),
  ]).toEqual([[1], [1], [1], [2], []])
})
