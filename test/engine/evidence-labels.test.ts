import { describe, expect, test } from 'vitest'
import {
  countLines,
  type KnownEvidence,
  parseEvidenceLabel,
  reviewStepLabel,
  stepLabel,
  unmetCriteria,
  verdictAccepts,
  verdictProblem,
} from '../../electron/engine/evidence-labels.ts'
import type { VerdictAnswer } from '../../shared/answers.ts'

type Entry = VerdictAnswer['criteria'][number]

const entry = (criterion: number, evidence: string[] = ['v1'], status: Entry['status'] = 'met'): Entry => ({
  criterion,
  status,
  reason: 'because',
  evidence,
})
const verdict = (...criteria: Entry[]): VerdictAnswer => ({ summary: 'judged', criteria })

const diffed = new Map([
  ['src/a.ts', 52],
  ['gone.ts', 0],
  ['odd:7', 3],
])
const known: KnownEvidence = {
  criteria: 2,
  labels: new Map([
    [stepLabel(1), 40],
    [stepLabel(2), 0],
    [reviewStepLabel(3, 1), 1],
  ]),
  diffLines: (path) => diffed.get(path) ?? null,
  hasReport: true,
}

test.each([
  ['v1', { kind: 'step', label: 'v1', line: null }],
  [' v2:40 ', { kind: 'step', label: 'v2', line: 40 }],
  ['t3.v1:12', { kind: 'step', label: 't3.v1', line: 12 }],
  ['diff', { kind: 'diff', place: null }],
  ['diff:src/a.ts:52', { kind: 'diff', place: 'src/a.ts:52' }],
  ['report', { kind: 'report' }],
  ['', null],
  ['v', null],
  ['v1:', null],
  ['v1:x', null],
  ['V1', null],
  ['diff:', null],
  ['report:3', null],
  ['the tests pass', null],
])('label %j', (text, wanted) => {
  expect(parseEvidenceLabel(text)).toEqual(wanted)
})

describe('criteria', () => {
  test.each([
    [verdict(entry(1), entry(2)), null],
    [verdict(entry(2), entry(1)), null],
    [verdict(entry(1)), 'criterion 2 is missing'],
    [verdict(entry(1), entry(2), entry(1)), 'criterion 1 is given 2 times'],
    [verdict(entry(1), entry(2), entry(3)), 'criterion 3 does not exist: there are 2'],
    [verdict(entry(7)), 'criterion 7 does not exist: there are 2\ncriterion 1 is missing\ncriterion 2 is missing'],
  ])('%#', (given, wanted) => {
    expect(verdictProblem(given, known)).toBe(wanted)
  })
})

describe('evidence', () => {
  test.each([
    ['v1:1', null],
    ['v1:40', null],
    ['v1:41', 'the log of v1 has 40 lines, there is no line 41'],
    ['v1:0', 'the log of v1 has 40 lines, there is no line 0'],
    ['v2', null],
    ['v2:1', 'the log of v2 has 0 lines, there is no line 1'],
    ['t3.v1:2', 'the log of t3.v1 has 1 line, there is no line 2'],
    ['v9', 'unknown evidence label "v9"; there are v1, v2, t3.v1, diff, report'],
    ['I ran it', 'unknown evidence label "I ran it"; there are v1, v2, t3.v1, diff, report'],
    ['diff', null],
    ['diff:src/a.ts', null],
    ['diff:src/a.ts:52', null],
    ['diff:src/a.ts:53', 'the diff of "src/a.ts" ends at line 52 of the new file, there is no line 53'],
    ['diff:src/b.ts:1', '"src/b.ts" is not in the diff'],
    ['diff:gone.ts', null],
    ['diff:gone.ts:1', 'the diff of "gone.ts" ends at line 0 of the new file, there is no line 1'],
    ['diff:odd:7', null],
    ['diff:odd:7:3', null],
    ['report', null],
  ])('%s', (label, wanted) => {
    const problem = verdictProblem(verdict(entry(1, [label]), entry(2)), known)
    expect(problem).toBe(wanted === null ? null : `criterion 1: ${wanted}`)
  })

  test('a report that was never given cannot be cited', () => {
    const given = verdict(entry(1, ['report']), entry(2))
    expect(verdictProblem(given, { ...known, hasReport: false })).toBe(
      'criterion 1: unknown evidence label "report"; there are v1, v2, t3.v1, diff',
    )
  })

  test('many problems are bounded', () => {
    const given = verdict(
      entry(
        1,
        Array.from({ length: 20 }, () => 'x'),
      ),
      entry(2, ['y', 'z']),
    )
    const lines = verdictProblem(given, known)?.split('\n')
    expect(lines).toHaveLength(21)
    expect(lines?.at(-1)).toBe('and 2 more problems of these kinds')
  })
})

test.each([
  ['all met', verdict(entry(1), entry(2, ['diff:src/a.ts:1'])), []],
  ['one not met', verdict(entry(1), entry(2, ['v1'], 'not_met')), [2]],
  ['unclear is not met', verdict(entry(2, ['v1'], 'unclear'), entry(1, ['v1'], 'unclear')), [1, 2]],
  ['met without evidence is not met', verdict(entry(1, []), entry(2)), [1]],
  ['words are no evidence', verdict(entry(1, ['trust me']), entry(2)), [1]],
])('accepts: %s', (_name, given, unmet) => {
  expect(unmetCriteria(given)).toEqual(unmet)
  expect(verdictAccepts(given)).toBe(unmet.length === 0)
})

test.each([
  ['', 0],
  ['a', 1],
  ['a\n', 1],
  ['a\n\n', 2],
  ['a\nb', 2],
])('lines of %j', (text, wanted) => {
  expect(countLines(text)).toBe(wanted)
})
