import { expect, test } from 'vitest'
import { joinReports, matchesFilters, readStoryArgs, splitTestArgs, summarize } from '../../scripts/test-plan.mjs'

test.each([
  { args: [], withAgents: true, forVitest: [], filters: [] },
  { args: ['--no-agents'], withAgents: false, forVitest: [], filters: [] },
  { args: ['test/store', '--no-agents'], withAgents: false, forVitest: ['test/store'], filters: ['test/store'] },
  { args: ['a', '--bail=1', 'b'], withAgents: true, forVitest: ['a', '--bail=1', 'b'], filters: ['a', 'b'] },
])('$args', ({ args, ...split }) => {
  expect(splitTestArgs(args)).toEqual(split)
})

test.each([
  { filters: [], matches: true },
  { filters: ['test/agents'], matches: true },
  { filters: ['./test/agents/opencode.test.ts'], matches: true },
  { filters: ['test/store', 'opencode'], matches: true },
  { filters: ['test/store'], matches: false },
])('$filters takes the file: $matches', ({ filters, matches }) => {
  expect(matchesFilters('test/agents/opencode.test.ts', filters)).toBe(matches)
})

test('the last line is the sum over all suites', () => {
  const reports = [
    { passed: 2, failed: [], retried: ['c.test.ts: two'], skipped: [] },
    { passed: 40, failed: [], retried: [], skipped: [{ name: 'a.test.ts: one', reason: 'needs macOS' }] },
    {
      ...{ passed: 0, failed: [], retried: [] },
      skipped: [{ name: 'test/agents/b.test.ts', reason: 'left out by --no-agents' }],
    },
  ]
  expect(summarize(reports)).toEqual({
    lines: [
      'skipped: a.test.ts: one (needs macOS)',
      'skipped: test/agents/b.test.ts (left out by --no-agents)',
      'passed at the second try: c.test.ts: two',
      '42 passed, 0 failed, 2 skipped',
    ],
    exitCode: 0,
  })
})

test('one failure anywhere fails the whole, and is named at the end', () => {
  const reports = [
    { passed: 1, failed: [{ name: 'a.test.ts: one', reason: 'expected 1' }], retried: [], skipped: [] },
    { passed: 9, failed: [], retried: [], skipped: [] },
  ]
  expect(summarize(reports)).toEqual({
    lines: ['failed: a.test.ts: one (expected 1)', '10 passed, 1 failed, 0 skipped'],
    exitCode: 1,
  })
})

test.each([
  [[], { times: 1, host: 'stand-in' }],
  [['--times', '20'], { times: 20, host: 'stand-in' }],
  [['--host', 'serve', '--times', '1000'], { times: 1_000, host: 'serve' }],
  [['--times', '0'], null],
  [['--times', '1001'], null],
  [['--times', '2.5'], null],
  [['--times'], null],
  [['--host', 'firefox'], null],
  [['20'], null],
])('npm run story -- %j', (args, asked) => expect(readStoryArgs(args)).toEqual(asked))

test('reports are joined in their order', () => {
  const one = { passed: 2, failed: [{ name: 'a', reason: 'it did' }], retried: ['b'], skipped: [] }
  const other = { passed: 3, failed: [], retried: [], skipped: [{ name: 'c', reason: 'no c here' }] }
  expect(joinReports([one, other])).toEqual({ ...one, passed: 5, skipped: other.skipped })
  expect(joinReports([])).toEqual({ passed: 0, failed: [], retried: [], skipped: [] })
})
