import { describe, expect, test } from 'vitest'
import { diffStat, diffStatLines } from '../../electron/cli/diff-stat.ts'
import { textOf } from '../../electron/cli/line.ts'

describe('differences', () => {
  const diff = [
    'diff --git a/src/a.ts b/src/a.ts',
    '--- a/src/a.ts',
    '+++ b/src/a.ts',
    '@@ -1,3 +1,3 @@',
    ' one',
    '--- a sum, removed',
    '+++ a sum, added',
    ' three',
    '\\ No newline at end of file',
    '@@ -10 +10,2 @@',
    '-x',
    '+y',
    '+z',
    'diff --git a/logo.png b/logo.png',
    'Binary files a/logo.png and b/logo.png differ',
    '',
  ].join('\n')
  test('lines of content are not taken for headers', () => {
    expect(diffStat(diff)).toEqual([
      { path: 'src/a.ts', added: 3, removed: 2, binary: false },
      { path: 'logo.png', added: 0, removed: 0, binary: true },
    ])
  })
  test('are told as git does', () => {
    expect(diffStatLines(diffStat(diff), '').map(textOf)).toEqual([
      'src/a.ts │     5 +++--',
      'logo.png │ binary',
      '2 files changed, 3 added, 2 removed',
    ])
    expect(diffStatLines([], '').map(textOf)).toEqual(['No file differs.'])
  })
})
