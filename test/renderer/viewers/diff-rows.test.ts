import { expect, test } from 'vitest'
import { type DiffComment, type DiffLine, parseDiff } from '../../../renderer/viewers/diff.ts'
import { diffPainter } from '../../../renderer/viewers/diff-paint.ts'
import {
  type DiffRow,
  diffRows,
  fileNotes,
  headerRow,
  lineName,
  nextChange,
  nextFile,
  nextLine,
} from '../../../renderer/viewers/diff-rows.ts'
import { wordDifferences } from '../../../renderer/viewers/diff-words.ts'
import { highlightLines } from '../../../renderer/viewers/highlight.ts'

const DIFF = `diff --git a/a.ts b/a.ts
index 1..2 100644
--- a/a.ts
+++ b/a.ts
@@ -3,4 +3,4 @@
 const a = 1
-const b = old(500)
+const b = fresh(200)
 const c = 3
-gone
+const d = 4
diff --git a/tool.sh b/tool.sh
old mode 100644
new mode 100755
diff --git a/p.png b/p.png
index 1..2 100644
Binary files a/p.png and b/p.png differ
diff --git a/empty b/empty
new file mode 100644
index 0..e
`
const files = parseDiff(DIFF)
const kinds = (rows: readonly DiffRow[]): string[] =>
  rows.map((row) => {
    if (row.kind === 'line') return `${row.line.sign}${row.line.text}`
    if (row.kind === 'gap') return `gap ${row.skipped}`
    if (row.kind === 'note') return `note ${row.text}`
    return row.kind === 'file' ? `file ${row.file}` : `comments ${row.comments.map(({ text }) => text).join()}`
  })

test('all files in one list: header, notes, what is left out, lines', () => {
  expect(kinds(diffRows(files))).toEqual([
    ...[
      'file 0',
      'gap 2',
      ' const a = 1',
      '-const b = old(500)',
      '+const b = fresh(200)',
      ' const c = 3',
      '-gone',
      '+const d = 4',
    ],
    ...['file 1', 'note Made executable'],
    ...['file 2', 'note Binary file: no lines to show'],
    ...['file 3', 'note Empty file'],
  ])
})

test('comments stand under their line, drafts too, and those without a line in the diff under the header', () => {
  const comments: DiffComment[] = [
    { path: 'a.ts', side: 'old', line: 4, text: 'first' },
    { path: 'a.ts', side: 'old', line: 4, text: 'second' },
    { path: 'a.ts', side: 'new', line: 900, text: 'far away' },
  ]
  const rows = kinds(diffRows(files, comments, { path: 'a.ts', side: 'new', line: 4 }))
  expect(rows.slice(0, 8)).toEqual([
    ...['file 0', 'comments far away', 'gap 2', ' const a = 1', '-const b = old(500)', 'comments first,second'],
    ...['+const b = fresh(200)', 'comments '],
  ])
})

test('keys move by runs of changes, by lines and by files', () => {
  const rows = diffRows(files)
  expect([nextChange(rows, 0, 1), nextChange(rows, 3, 1), nextChange(rows, 6, 1)]).toEqual([3, 6, null])
  expect([nextChange(rows, 7, -1), nextChange(rows, 6, -1), nextChange(rows, 3, -1)]).toEqual([6, 3, null])
  expect([nextLine(rows, 0, 1), nextLine(rows, 7, 1), nextLine(rows, 8, -1)]).toEqual([2, null, 7])
  expect([nextFile(files, null, 1), nextFile(files, 'a.ts', 1), nextFile(files, 'empty', 1)]).toEqual([
    'a.ts',
    'tool.sh',
    null,
  ])
  expect([nextFile(files, null, -1), nextFile(files, 'a.ts', -1), nextFile(files, 'empty', -1)]).toEqual([
    'empty',
    null,
    'p.png',
  ])
  expect([headerRow(files, rows, 'p.png'), headerRow(files, rows, 'none'), headerRow(files, rows, null)]).toEqual([
    10, -1, -1,
  ])
})

test.each([
  ['copy', 'similarity index 100%\ncopy from x.ts\ncopy to y.ts\n', ['Copied from x.ts']],
  [
    'rename and mode',
    'old mode 100755\nnew mode 100644\nsimilarity index 100%\nrename from x.ts\nrename to y.ts\n',
    ['Renamed from x.ts', 'No longer executable'],
  ],
  ['other mode', 'old mode 100644\nnew mode 120000\n', ['Mode 100644 → 120000']],
])('notes: %s', (_what, header, notes) => {
  const [file] = parseDiff(`diff --git a/${header.includes('from') ? 'x' : 'y'}.ts b/y.ts\n${header}`)
  expect(file && fileNotes(file)).toEqual(notes)
})

const lines = files[0]?.hunks[0]?.lines ?? []

test('a line is named for those who hear it', () => {
  expect(lines.slice(0, 3).map(lineName)).toEqual(['Line 3, unchanged', 'Old line 4, removed', 'Line 4, added'])
})

const marked = (all: readonly DiffLine[]): string[] => {
  const ranges = wordDifferences(all)
  return all.map((line) =>
    ranges(line)
      .map(([from, to]) => line.text.slice(from, to))
      .join(','),
  )
}
const made = (...texts: string[]): DiffLine[] =>
  texts.map((text) => ({
    sign: text.startsWith('+') ? '+' : text.startsWith('-') ? '-' : ' ',
    text: text.slice(1),
    oldLine: 1,
    newLine: 1,
  }))

test.each<[string, DiffLine[], string[]]>([
  ['words of a pair', [...lines], ['', 'old,500', 'fresh,200', '', '', '']],
  ['nothing in common', made('-alpha beta', '+gamma delta'), ['', '']],
  [
    'the line most alike, in order',
    made('-x', '-order by created', '+select all', '+order by id'),
    ['', 'created', '', 'id'],
  ],
  ['a changed end of line', made('-a b\r', '+a b'), ['\r', '']],
  ['only white space', made('-\t\t', '+\t'), ['\t\t', '\t']],
  ['only removed, only added', made('-a b', ' c', '+a c'), ['', '', '']],
  ['very long lines', made(`-${'a '.repeat(300)}x`, `+${'a '.repeat(300)}y`), ['', '']],
  [
    'very long runs',
    made(...Array.from({ length: 70 }, (_, at) => `-a b ${at}`), '+a b c'),
    Array.from({ length: 71 }, () => ''),
  ],
])('compares words: %s', (_what, all, expected) => expect(marked(all)).toEqual(expected))

test('lines are painted in tones of both sides, with what differs marked', () => {
  const [file] = files
  const hunk = file?.hunks[0]
  const paint = (painter: ReturnType<typeof diffPainter>, at: number) => {
    const line = hunk?.lines[at]
    return file && hunk && line ? painter.piecesOf(file, hunk, line) : []
  }
  const painter = diffPainter(highlightLines)
  expect(paint(painter, 0)).toEqual([
    { text: 'const', tone: 'key' },
    { text: ' a = ', tone: null },
    { text: '1', tone: 'str' },
  ])
  expect(paint(painter, 1).filter((piece) => piece.marked)).toEqual([
    { text: 'old', tone: 'fn', marked: true },
    { text: '500', tone: 'str', marked: true },
  ])
  expect(paint(diffPainter(null), 0)).toEqual([{ text: 'const a = 1', tone: null }])
})
