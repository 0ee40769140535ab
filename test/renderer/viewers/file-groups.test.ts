import { expect, test } from 'vitest'
import { folderKey, treeRows } from '../../../renderer/viewers/file-groups.ts'

const tree = (paths: readonly string[], closed: readonly string[] = []): string[] =>
  treeRows(
    paths.map((path) => ({ path })),
    new Set(closed),
  ).map((row) =>
    row.kind === 'folder'
      ? `${'  '.repeat(row.depth)}${row.isOpen ? 'v' : '>'} ${row.name} (${row.count})`
      : `${'  '.repeat(row.depth)}${row.index} ${row.name}`,
  )

test('files below their folders, in their order; a folder with nothing but another one shares its row', () => {
  expect(tree(['a.md', 'src/deep/er/b.ts', 'src/deep/er/c.ts', 'test/x/d.ts', 'test/y/e.ts', 'z'])).toEqual([
    '0 a.md',
    ...['v src/deep/er (2)', '  1 b.ts', '  2 c.ts'],
    ...['v test (2)', '  v x (1)', '    3 d.ts', '  v y (1)', '    4 e.ts'],
    '5 z',
  ])
})

test('a file beside a folder, and the same folder again further down', () => {
  expect(tree(['src/a.ts', 'src/b/c.ts', 'x', 'src/d.ts'])).toEqual([
    ...['v src (2)', '  0 a.ts', '  v b (1)', '    1 c.ts', '2 x', 'v src (1)', '  3 d.ts'],
  ])
})

test('a closed folder leaves out what is below it', () => {
  expect(tree(['src/a.ts', 'src/b/c.ts', 'x'], [folderKey({ path: 'src', first: 0 })])).toEqual(['> src (2)', '2 x'])
  expect(tree([])).toEqual([])
})

test('ten thousand files take a moment', () => {
  const paths = Array.from({ length: 10_000 }, (_, at) => `d${at % 100}/f${at}.txt`)
  expect(tree(paths)).toHaveLength(20_000)
})
