import { expect, test } from 'vitest'
import { type DiffFile, parseDiff, placeKey, placeOf } from '../../../renderer/viewers/diff.ts'
import { link, makeRepository, type TestRepository } from '../../support/repository.ts'

const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}\n`).join('')

/** What git says of everything changed since the first commit, as the application asks it. */
function diffOf(repository: TestRepository, ...more: string[]): DiffFile[] {
  const first = repository.git('rev-list', '--max-parents=0', 'HEAD')
  const options = ['--patch', '--full-index', '--find-renames', '--no-color', '--src-prefix=a/', '--dst-prefix=b/']
  return parseDiff(`${repository.git('diff-tree', '-r', ...options, ...more, first, 'HEAD')}\n`)
}

function changed(
  before: Record<string, string | Uint8Array>,
  change: (repository: TestRepository) => void,
): DiffFile[] {
  const repository = makeRepository(before)
  change(repository)
  repository.commit()
  return diffOf(repository)
}

const shown = (file: DiffFile | undefined): string[] =>
  file?.hunks.flatMap(({ skipped, lines }) => [
    `skipped ${skipped}`,
    ...[...lines].map(
      (line) => `${line.oldLine ?? ''}|${line.newLine ?? ''}|${line.sign}${line.text}${line.noNewline ? '$' : ''}`,
    ),
  ]) ?? []

test('hunks, with the numbers of both sides and what is left out between them', () => {
  const [file] = changed({ 'a.txt': numbers(1, 30) }, ({ write }) =>
    write('a.txt', numbers(1, 30).replace('line 5\n', 'five\nand more\n').replace('line 20\n', '')),
  )
  expect(file).toMatchObject({
    path: 'a.txt',
    oldPath: null,
    change: 'modified',
    additions: 2,
    deletions: 2,
    problem: null,
  })
  expect(shown(file)).toEqual([
    'skipped 1',
    ...['2|2| line 2', '3|3| line 3', '4|4| line 4', '5||-line 5', '|5|+five', '|6|+and more'],
    ...['6|7| line 6', '7|8| line 7', '8|9| line 8'],
    'skipped 8',
    ...['17|18| line 17', '18|19| line 18', '19|20| line 19', '20||-line 20'],
    ...['21|21| line 21', '22|22| line 22', '23|23| line 23'],
  ])
})

test('new, deleted and empty files', () => {
  const files = changed({ 'gone.txt': 'a\nb\n' }, ({ write, git }) => {
    git('rm', '-q', 'gone.txt')
    write('new.txt', 'one\n')
    write('empty.txt', '')
  })
  expect(files.map(({ path, change, additions, deletions }) => [path, change, additions, deletions])).toEqual([
    ['empty.txt', 'added', 0, 0],
    ['gone.txt', 'deleted', 0, 2],
    ['new.txt', 'added', 1, 0],
  ])
  expect(shown(files[1])).toEqual(['skipped 0', '1||-a', '2||-b'])
  expect(shown(files[2])).toEqual(['skipped 0', '|1|+one'])
})

test('renamed, with and without changed lines, and a changed mode', () => {
  const files = changed(
    { 'a b.txt': numbers(1, 20), 'same.txt': numbers(50, 80), 'run.sh': 'echo\n' },
    ({ git, write }) => {
      git('mv', 'a b.txt', 'c d.txt')
      write('c d.txt', `${numbers(1, 20)}more\n`)
      git('mv', 'same.txt', 'b name.txt')
      write('run.sh', 'echo\n', 0o755)
    },
  )
  expect(files.map(({ path, oldPath, change, additions }) => [path, oldPath, change, additions])).toEqual([
    ['b name.txt', 'same.txt', 'renamed', 0],
    ['c d.txt', 'a b.txt', 'renamed', 1],
    ['run.sh', null, 'modified', 0],
  ])
  expect(files[2]).toMatchObject({ oldMode: '100644', newMode: '100755', hunks: [] })
})

test.each([
  ['with spaces', 'a b/c  d.txt'],
  ['ending in a space', 'trailing .txt '],
  ['in UTF-8', 'grün/日本.txt'],
  ['with quotes and a backslash', 'say "hi" \\n.txt'],
  ['with a tab and a line end', 'tab\tline\nend.txt'],
  ['that looks like two', 'x b/x b/y.txt'],
])('a path %s, changed, new, deleted, binary', (_what, path) => {
  const old = { [path]: 'one\n', [`${path}.gone`]: 'one\n', [`${path}.bin`]: new Uint8Array([0, 1, 2]) }
  const files = changed(old, ({ git, write }) => {
    write(path, 'two\n')
    git('rm', '-q', `${path}.gone`)
    write(`${path}.new`, 'new\n')
    write(`${path}.bin`, new Uint8Array([0, 1, 3]))
  })
  const found = files.map(({ path: name, oldPath, change, binary }) => [name, oldPath, change, binary])
  expect(found.sort()).toEqual(
    [
      [path, null, 'modified', false],
      [`${path}.bin`, null, 'modified', true],
      [`${path}.gone`, null, 'deleted', false],
      [`${path}.new`, null, 'added', false],
    ].sort(),
  )
})

test('ends of lines: none at the end of the file, and those of Windows', () => {
  const [file, windows] = changed({ 'a.txt': 'one\ntwo', 'w.txt': 'a\r\nb\r\n' }, ({ write }) => {
    write('a.txt', 'one\ntwo\n')
    write('w.txt', 'a\r\nb\n')
  })
  expect(shown(file)).toEqual(['skipped 0', '1|1| one', '2||-two$', '|2|+two'])
  expect(shown(windows)).toEqual(['skipped 0', '1|1| a\r', '2||-b\r', '|2|+b'])
})

test('content that looks like a diff stays content', () => {
  const forged = '--- a/x\n+++ b/x\n@@ -1 +1 @@\ndiff --git a/x b/x\n-- \n++ c\n'
  const [file, ...others] = changed({ 'a.txt': forged, 'b.txt': '' }, ({ write }) =>
    write('a.txt', `-- first\n${forged.replace('++ c', '')}`),
  )
  expect(others).toEqual([])
  expect(shown(file)).toEqual([
    'skipped 0',
    '|1|+-- first',
    ...['1|2| --- a/x', '2|3| +++ b/x', '3|4| @@ -1 +1 @@', '4|5| diff --git a/x b/x', '5|6| -- '],
    ...['6||-++ c', '|7|+'],
  ])
})

test('a binary file with its content, as in a patch', () => {
  const repository = makeRepository({ 'a.bin': new Uint8Array([0, 1, 2]), 'z.txt': 'a\n' })
  repository.write(
    'a.bin',
    new Uint8Array(300).map((_, at) => (at * 7) % 256),
  )
  repository.write('z.txt', 'b\n')
  repository.commit()
  const [binary, text] = diffOf(repository, '--binary')
  expect(binary).toMatchObject({ path: 'a.bin', binary: true, hunks: [], problem: null })
  expect(text).toMatchObject({ path: 'z.txt', binary: false, additions: 1, deletions: 1 })
})

test('a file that became a link is told as two changes', () => {
  const files = changed({ 'a.txt': 'one\n' }, ({ root, git }) => {
    git('rm', '-q', 'a.txt')
    link(root, 'a.txt', 'target')
  })
  expect(files.map(({ change, newMode, oldMode }) => [change, oldMode, newMode])).toEqual([
    ['deleted', '100644', null],
    ['added', null, '120000'],
  ])
})

test('a file whose lines are cut off says so, the others are shown', () => {
  const repository = makeRepository({ 'a.txt': numbers(1, 5), 'b.txt': 'b\n' })
  repository.write('a.txt', numbers(1, 9))
  repository.write('b.txt', 'c\n')
  repository.commit()
  const text = repository.git('diff', 'HEAD~1', 'HEAD').replace('+line 7\n', '')
  const [cut, whole] = parseDiff(text)
  expect(cut).toMatchObject({ path: 'a.txt', hunks: [] })
  expect(cut?.problem).toMatch(/cut off or damaged/)
  expect(whole).toMatchObject({ path: 'b.txt', problem: null, additions: 1 })
})

test.each(['', 'no diff at all\n'])('no diff, no files: %j', (text) => expect(parseDiff(text)).toEqual([]))

test('a comment on a line that only the old file has is on its old side', () => {
  const [file] = changed({ 'a.txt': 'one\ntwo\n' }, ({ write }) => write('a.txt', 'one\n2\n'))
  const places = file?.hunks.flatMap(({ lines }) => [...lines].map((line) => placeOf(file, line))) ?? []
  expect(places).toEqual([
    { path: 'a.txt', side: 'new', line: 1 },
    { path: 'a.txt', side: 'old', line: 2 },
    { path: 'a.txt', side: 'new', line: 2 },
  ])
  expect(new Set(places.map(placeKey)).size).toBe(3)
})
