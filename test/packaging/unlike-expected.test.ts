import { expect, test } from 'vitest'
import { unlikeExpected } from './unlike-expected.ts'

const LISTED = { '.': ['package.json'], out: ['main.js', 'acp-*.js', 'acp-*.js'], 'out/assets': ['run-view-*.js'] }
const THERE = [
  'package.json',
  'out/main.js',
  'out/acp-a1B2_c3d.js',
  'out/acp--XYZ1234.js',
  'out/assets/run-view-00000000.js',
]
const without = (file: string): string[] => THERE.filter((each) => each !== file)

test('exactly what is listed, whatever the hashes are', () => {
  expect(unlikeExpected(THERE, LISTED)).toEqual([])
})

test.each([
  {
    what: 'a stray file',
    files: [...THERE, 'out/notes.txt'],
    lines: [
      "out/notes.txt is not expected: if it belongs inside, add 'notes.txt' to 'out' in test/packaging/expected-files.ts",
    ],
  },
  {
    what: 'a chunk that nobody listed, with what to add',
    files: [...THERE, 'out/assets/run-00000000.js'],
    lines: [
      "out/assets/run-00000000.js is not expected: if it belongs inside, add 'run-*.js' to 'out/assets' in test/packaging/expected-files.ts",
    ],
  },
  {
    what: 'a chunk that is missing',
    files: without('out/assets/run-view-00000000.js'),
    lines: [
      "'run-view-*.js' is listed once under 'out/assets' in test/packaging/expected-files.ts, and it is not there",
    ],
  },
  {
    what: 'one of two that is missing',
    files: without('out/acp--XYZ1234.js'),
    lines: [
      "'acp-*.js' is listed 2 times under 'out' in test/packaging/expected-files.ts, and there is out/acp-a1B2_c3d.js",
    ],
  },
  {
    what: 'one of an earlier build that was left',
    files: [...THERE, 'out/assets/run-view-11111111.js'],
    lines: [
      "'run-view-*.js' is listed once under 'out/assets' in test/packaging/expected-files.ts, and there is out/assets/run-view-00000000.js, out/assets/run-view-11111111.js",
    ],
  },
  {
    what: 'a file that was renamed: one too many, one too few',
    files: [...without('out/main.js'), 'out/index.js'],
    lines: [
      "out/index.js is not expected: if it belongs inside, add 'index.js' to 'out' in test/packaging/expected-files.ts",
      "'main.js' is listed once under 'out' in test/packaging/expected-files.ts, and it is not there",
    ],
  },
  {
    what: 'a file in another folder',
    files: [...without('out/main.js'), 'main.js'],
    lines: [
      "main.js is not expected: if it belongs inside, add 'main.js' to '.' in test/packaging/expected-files.ts",
      "'main.js' is listed once under 'out' in test/packaging/expected-files.ts, and it is not there",
    ],
  },
])('$what', ({ files, lines }) => {
  expect(unlikeExpected(files, LISTED)).toEqual(lines)
})

test('a file that two names mean counts as neither', () => {
  const [line] = unlikeExpected(['a-b-00000000.js'], { '.': ['a-*.js', 'a-b-*.js'] })
  expect(line).toBe("'a-*.js' is listed once under '.' in test/packaging/expected-files.ts, and it is not there")
  const twice = unlikeExpected(['00000000-00000000.js'], { '.': ['*-00000000.js', '00000000-*.js'] })
  expect(twice).toEqual([expect.stringContaining('00000000-00000000.js is meant by more than one name')])
})

test('shared chunks are as many as are allowed, in their folder, and called like modules', () => {
  const shared = { folder: 'out/assets', atMost: 1 }
  const one = [...THERE, 'out/assets/budget-00000000.js']
  expect(unlikeExpected(one, LISTED, shared)).toEqual([])
  expect(unlikeExpected([...one, 'out/assets/rows-00000000.js'], LISTED, shared)).toEqual([
    'out/assets has 2 shared chunks; test/packaging/expected-files.ts expects 1 at most',
  ])
  for (const stray of [
    'out/budget-00000000.js',
    'out/assets/budget.js',
    'out/assets/Notes-00000000.js',
    'out/assets/a-00000000.css',
  ])
    expect(unlikeExpected([...one, stray], LISTED, shared)).toEqual([
      expect.stringContaining(`${stray} is not expected`),
    ])
})
