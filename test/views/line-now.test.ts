import { expect, test } from 'vitest'
import { lineNow } from '../../electron/views/line-now.ts'
import { makeRepository } from '../support/repository.ts'

const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}\n`).join('')

function diffAfter(before: Record<string, string>, change: (repository: ReturnType<typeof makeRepository>) => void) {
  const repository = makeRepository(before)
  change(repository)
  repository.commit()
  return `${repository.git('diff-tree', '-r', '--patch', '--find-renames', '--full-index', 'HEAD~1', 'HEAD')}\n`
}

const diff = diffAfter({ 'a.txt': numbers(1, 40), 'gone.txt': 'x\n', 'b.txt': numbers(50, 80) }, ({ write, git }) => {
  const text = numbers(1, 40)
    .replace('line 5\n', 'five\nmore\n')
    .replace('line 20\nline 21\n', '')
    .replace('line 30\n', 'thirty\n')
  write('a.txt', text)
  git('rm', '-q', 'gone.txt')
  git('mv', 'b.txt', 'c d.txt')
  write('c d.txt', `first\n${numbers(50, 80)}`)
})

test.each([
  ['before every change', 'a.txt', 1, { path: 'a.txt', line: 1, changed: false }],
  ['within a hunk, unchanged', 'a.txt', 4, { path: 'a.txt', line: 4, changed: false }],
  ['changed', 'a.txt', 5, { path: 'a.txt', line: 5, changed: true }],
  ['after one that grew', 'a.txt', 12, { path: 'a.txt', line: 13, changed: false }],
  ['removed', 'a.txt', 20, null],
  ['after one that shrank', 'a.txt', 25, { path: 'a.txt', line: 24, changed: false }],
  ['changed further down', 'a.txt', 30, { path: 'a.txt', line: 29, changed: true }],
  ['at the end', 'a.txt', 40, { path: 'a.txt', line: 39, changed: false }],
  ['of a deleted file', 'gone.txt', 1, null],
  ['of a file with another name', 'b.txt', 3, { path: 'c d.txt', line: 4, changed: false }],
  ['of a file that is as it was', 'z.txt', 7, { path: 'z.txt', line: 7, changed: false }],
])('a line %s', (_what, path, line, now) => expect(lineNow(diff, path, line)).toEqual(now))

test('nothing changed: every line is where it was', () =>
  expect(lineNow('', 'a.txt', 3)).toEqual({ path: 'a.txt', line: 3, changed: false }))
