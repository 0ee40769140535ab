import { expect, test } from 'vitest'
import { type DiffComment, type DiffLine, parseDiff } from '../../../renderer/viewers/diff.ts'
import { linesOf } from '../../../renderer/viewers/diff-lines.ts'
import { blockOf, diffPainter, type PaintWork, paintLines } from '../../../renderer/viewers/diff-paint.ts'
import {
  type DiffRow,
  diffRows,
  excerptOf,
  fileNotes,
  headerRow,
  lineName,
  linesAround,
  nextChange,
  nextComments,
  nextFile,
  nextLine,
  placeOfRows,
} from '../../../renderer/viewers/diff-rows.ts'
import { wordDifferences } from '../../../renderer/viewers/diff-words.ts'
import { highlightLines } from '../../../renderer/viewers/highlight.ts'
import type { DiffRows } from '../../../renderer/viewers/row-list.ts'
import { fileTarget } from '../../../renderer/viewers/use-diff-cursor.ts'

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
const kinds = (rows: Iterable<DiffRow>): string[] =>
  [...rows].map((row) => {
    if (row.kind === 'line') return `${row.line.sign}${row.line.text}`
    if (row.kind === 'gap') return `gap ${row.skipped}`
    if (row.kind === 'note') return `note ${row.text}`
    if (row.kind === 'pair') return 'pair'
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

test('a file whose name stands above the diff is shown from below its own header, so that its name is read once', () => {
  const rows = diffRows(files)
  const at = headerRow(files, rows, 'p.png')
  expect(fileTarget(files, rows, 'p.png', false)).toEqual({ row: at, at: 'start' })
  expect(fileTarget(files, rows, 'p.png', true)).toEqual({ row: at + 1, at: 'start' })
  expect(rows.at(at + 1)).toMatchObject({ file: rows.at(at)?.file })
  expect(fileTarget(files, rows, 'none', true)).toBeUndefined()
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

const lines = [...(files[0]?.hunks[0]?.lines ?? [])]

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
  ['lines that have only brackets and commas in common', made('-f(a, b, c, d)', '+g(h, i, j, k)'), ['', '']],
  ['very long lines', made(`-${'a '.repeat(300)}x`, `+${'a '.repeat(300)}y`), ['', '']],
  [
    'very long runs',
    made(...Array.from({ length: 70 }, (_, at) => `-a b ${at}`), '+a b c'),
    Array.from({ length: 71 }, () => ''),
  ],
])('compares words: %s', (_what, all, expected) => expect(marked(all)).toEqual(expected))

test('lines are painted in tones of both sides, with what differs marked', () => {
  const painted = paintLines(lines, 'typescript', highlightLines)
  expect(painted[0]).toEqual([
    { text: 'const', tone: 'key' },
    { text: ' a = ', tone: null },
    { text: '1', tone: 'str' },
  ])
  expect(painted[1]?.filter((piece) => piece.marked)).toEqual([
    { text: 'old', tone: 'fn', marked: true },
    { text: '500', tone: 'str', marked: true },
  ])
  expect(paintLines(lines, null, highlightLines)[0]).toEqual([{ text: 'const a = 1', tone: null }])
})

test('a line is plain until its block was painted elsewhere, which is asked for once', async () => {
  const [file] = files
  const hunk = file?.hunks[0]
  const [first, second] = lines
  if (!file || !hunk || !first || !second) throw new Error('no lines')
  const asked: string[][] = []
  let painted = 0
  const paint: PaintWork = async (sent, language) => {
    asked.push(sent.map(({ sign, text }) => sign + text))
    return paintLines(sent, language, highlightLines)
  }
  const painter = diffPainter(paint, () => painted++)
  expect(painter.piecesOf(file, hunk, first)).toEqual([{ text: 'const a = 1', tone: null }])
  expect(painter.piecesOf(file, hunk, second)).toEqual([{ text: 'const b = old(500)', tone: null }])
  await expect.poll(() => painted).toBe(1)
  expect(asked).toEqual([lines.map(({ sign, text }) => sign + text)])
  expect(painter.piecesOf(file, hunk, first)[0]).toEqual({ text: 'const', tone: 'key' })
})

test('of a long hunk the blocks after the one that is seen are asked for, too; a line that is not painted stays the same object', () => {
  const body = Array.from({ length: 450 }, (_, line) => ` line ${line}\n`).join('')
  const [file] = parseDiff(`diff --git a/x.ts b/x.ts\n--- a/x.ts\n+++ b/x.ts\n@@ -1,450 +1,450 @@\n${body}`)
  const hunk = file?.hunks[0]
  const asked: number[] = []
  const painter = diffPainter(
    (sent) => {
      asked.push(Number(sent[0]?.text.slice('line '.length)))
      return new Promise(() => undefined)
    },
    () => undefined,
  )
  const piecesAt = (at: number) => {
    const line = hunk?.lines.at(at)
    if (!file || !hunk || !line) throw new Error('no line')
    return painter.piecesOf(file, hunk, line)
  }
  expect(piecesAt(0)).toBe(piecesAt(0))
  expect(asked).toEqual([0, 100, 200])
  expect(piecesAt(449)).toEqual([{ text: 'line 449', tone: null }])
  expect(piecesAt(320)).toEqual([{ text: 'line 320', tone: null }])
  expect(asked).toEqual([0, 100, 200, 400, 300])
})

test('what is painted before anybody sees it draws nothing anew, and is there once it is seen', async () => {
  const [file] = files
  const hunk = file?.hunks[0]
  const [first] = lines
  if (!file || !hunk || !first) throw new Error('no lines')
  let [asked, told] = [0, 0]
  const paint: PaintWork = async (sent, language) => {
    asked += 1
    return paintLines(sent, language, highlightLines)
  }
  const painter = diffPainter(paint, () => told++)
  painter.ahead(file, hunk, first)
  painter.ahead(file, hunk, first)
  await new Promise((resolve) => setImmediate(resolve))
  expect(painter.piecesOf(file, hunk, first)[0]).toEqual({ text: 'const', tone: 'key' })
  expect([asked, told]).toEqual([1, 0])
})

test('of a line that goes by nothing is painted; one that was seen painted stays so, one that was not is plain', async () => {
  const [file] = files
  const hunk = file?.hunks[0]
  const [first, second] = lines
  if (!file || !hunk || !first || !second) throw new Error('no lines')
  let asked = 0
  const paint: PaintWork = async (sent, language) => {
    asked += 1
    return paintLines(sent, language, highlightLines)
  }
  const painter = diffPainter(paint, () => undefined)
  expect(painter.piecesOf(file, hunk, first, true)).toEqual([{ text: 'const a = 1', tone: null }])
  expect(asked).toBe(0)
  painter.ahead(file, hunk, first)
  await new Promise((resolve) => setImmediate(resolve))
  expect(painter.piecesOf(file, hunk, first)[0]).toEqual({ text: 'const', tone: 'key' })
  expect(painter.piecesOf(file, hunk, first, true)[0]).toEqual({ text: 'const', tone: 'key' })
  expect(painter.piecesOf(file, hunk, second, true)).toEqual([{ text: 'const b = old(500)', tone: null }])
})

test('a row is the same line whenever it is asked for, and outside of the list there is none', () => {
  const ends = parseDiff(
    `${DIFF}diff --git a/z b/z\n--- a/z\n+++ b/z\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n`,
  )
  const rows = diffRows(ends)
  expect(kinds(rows).slice(-4)).toEqual(['file 4', '-a', 'note No end of line at the end of the file', '+b'])
  expect(rows.length).toBe(kinds(rows).length)
  const [last] = kinds([rows.at(rows.length - 1)].flatMap((row) => row ?? []))
  expect(last).toBe('+b')
  expect([rows.at(-1), rows.at(rows.length)]).toEqual([undefined, undefined])
  const first = rows.at(2)
  expect(first).toMatchObject({ kind: 'line' })
  expect(first?.kind === 'line' && first.line).toBe(ends[0]?.hunks[0]?.lines.at(0))
  for (const layout of ['unified', 'split'] as const) {
    const all = diffRows(ends, [], null, layout)
    const shown = [...all].flatMap((row, index) =>
      row.kind === 'line'
        ? [[row.line, index] as const]
        : row.kind === 'pair' && row.old
          ? [[row.old, index] as const]
          : [],
    )
    expect(shown.map(([line]) => all.indexOf(line))).toEqual(shown.map(([, index]) => index))
    expect(shown.map(([, index]) => all.isChange(index))).toEqual(
      shown.map(([, index]) => {
        const row = all.at(index)
        return row?.kind === 'pair' ? row.old !== row.now : row?.kind === 'line' && row.line.sign !== ' '
      }),
    )
    expect(all.indexOf({ sign: ' ', text: 'const a = 1', oldLine: 3, newLine: 3 })).toBe(-1)
  }
  expect([...rows.besides()].map(({ index }) => index)).toEqual([0, 1, 8, 9, 10, 11, 12, 13, 14, 16])
})

test('lines around those in view are those of the next file, too, side by side both of a row', () => {
  const two = parseDiff(DIFF.replaceAll('a.ts', 'b.ts') + DIFF)
  const around = (rows: DiffRows, first: number, last: number, by: number): string[] =>
    [...linesAround(rows, first, last, by)].map(({ file, line }) => `${file}${line.sign}${line.text}`)
  const rows = diffRows(two)
  const [before, next] = [rows.findIndex((row) => row.kind === 'line'), headerRow(two, rows, 'a.ts')]
  expect(around(rows, 0, before, 2)).toEqual(['0 const a = 1', '0-const b = old(500)'])
  expect(around(rows, next - 1, next, 3)).toEqual(['4 const a = 1'])
  expect(around(rows, next + 2, next + 4, 1)).toEqual([
    '4 const a = 1',
    '4-const b = old(500)',
    '4+const b = fresh(200)',
  ])
  expect(around(rows, 0, 0, 80)).toEqual([])
  const pair = diffRows(two, [], null, 'split').findIndex((row) => row.kind === 'pair' && row.old !== row.now)
  expect(around(diffRows(two, [], null, 'split'), pair, pair + 1, 0)).toEqual([
    '0-const b = old(500)',
    '0+const b = fresh(200)',
  ])
})

test('a block reaches to the ends of the runs of changes at its ends', () => {
  const signs = (text: string) => linesOf(made(...text))
  const long = signs(`${' '.repeat(95)}${'+'.repeat(10)}${' '.repeat(95)}`)
  expect(blockOf(long, 0)).toEqual([0, 105])
  expect(blockOf(long, 100)).toEqual([95, 200])
  expect(blockOf(signs('+'.repeat(1_000)), 500)).toEqual([380, 720])
})

test('side by side: what was removed beside what was added in its place', () => {
  const rows = diffRows(files.slice(0, 1), [{ path: 'a.ts', side: 'old', line: 4, text: 'x' }], null, 'split')
  const pairs = [...rows].map((row) =>
    row.kind === 'pair' ? [row.old?.oldLine ?? null, row.now?.newLine ?? null] : row.kind,
  )
  expect(pairs).toEqual(['file', 'gap', [3, 3], [4, 4], 'comments', [5, 5], [6, 6]])
  const uneven = parseDiff('diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n-a\n-b\n+c\n')
  expect(
    [...diffRows(uneven, [], null, 'split')].flatMap((row) =>
      row.kind === 'pair' ? [[row.old?.text, row.now?.text]] : [],
    ),
  ).toEqual([
    ['a', 'c'],
    ['b', undefined],
  ])
})

test('a comment on several rows is about the lines of one side of one file', () => {
  const rows = diffRows(files)
  expect(placeOfRows(files, rows, 2, 5)).toEqual({ path: 'a.ts', side: 'new', line: 5, fromLine: 3 })
  expect(placeOfRows(files, rows, 5, 2)).toEqual({ path: 'a.ts', side: 'new', line: 5, fromLine: 3 })
  expect(placeOfRows(files, rows, 3, 3)).toEqual({ path: 'a.ts', side: 'old', line: 4 })
  expect(placeOfRows(files, rows, 2, 6)).toEqual({ path: 'a.ts', side: 'old', line: 6, fromLine: 3 })
  expect(placeOfRows(files, rows, 2, 8)).toBeNull()
  expect(excerptOf(files, { path: 'a.ts', side: 'new', line: 5, fromLine: 4 })).toBe(
    'const b = fresh(200)\nconst c = 3',
  )
  expect(excerptOf(files, { path: 'a.ts', side: 'new', line: 99 })).toBeNull()
})

test('keys move by comments', () => {
  const rows = diffRows(files, [{ path: 'a.ts', side: 'old', line: 4, text: 'x' }])
  expect([nextComments(rows, 0, 1), nextComments(rows, 4, 1), nextComments(rows, 9, -1)]).toEqual([4, null, 4])
})
