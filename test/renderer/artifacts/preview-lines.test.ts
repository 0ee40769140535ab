import { expect, test } from 'vitest'
import { previewLines } from '../../../renderer/views/artifacts/preview-lines.ts'

const shown = (text: string, kind: string): string[] =>
  previewLines(new TextEncoder().encode(text), kind).map(({ text: line, tone }) => `${tone}: ${line}`)

test('the first lines that say anything, without colours, cut where nobody could read on', () => {
  const log = '\u001b[32m\n\n$ npm test\u001b[0m\n FAIL  a.test.ts\nreached the very end of this long line'
  expect(shown(log, 'verification_log')).toEqual([
    'plain: $ npm test',
    'bad:  FAIL  a.test.ts',
    'plain: reached the very end of ',
  ])
  expect(shown(Array(20).fill('x').join('\n'), 'other')).toHaveLength(7)
  expect(shown('a\u202eb', 'other')).toEqual(['plain: a⟨U+202E⟩b'])
  expect(shown('\n \n', 'other')).toEqual([])
})

test('of a diff, what changed', () => {
  const diff = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n same\n--- list\n'
  expect(shown(diff, 'diff')).toEqual(['removed: -old', 'added: +new'])
})
