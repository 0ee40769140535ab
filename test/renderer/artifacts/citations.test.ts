import { expect, test } from 'vitest'
import { citationsOf, partWords } from '../../../renderer/views/artifacts/citations.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import { artifact } from './artifacts.ts'

function step(label: string, logArtifactId: string): StepEvidence {
  const facts = { exitCode: 0, timedOut: false, durationMs: 1, log: '', logLines: 50, logTail: '', baseline: null }
  return { label, command: 'npm test', logArtifactId, ...facts }
}

const diff = artifact('the diff', 'diff')
const steps = [step('v1', 'log 1'), step('v2', 'log 2')]
const labels = ['v2:40', 'v2:41', 'v2:40', 'v1', 'diff:src/a.ts:52', 'diff:src/b.ts', 'report', 'v9', 'nonsense']
const verdict = {
  summary: '',
  criteria: [
    { criterion: 1, status: 'met' as const, reason: 'Shown.', evidence: labels },
    { criterion: 2, status: 'not_met' as const, reason: 'Not shown.', evidence: ['v1:3', 'diff', 'v2'] },
    { criterion: 3, status: 'unclear' as const, reason: '', evidence: [] },
  ],
}
const judged = { verdicts: [{ by: 'checker' as const, verdict }], evidence: { steps, diff, report: true } }

test.each([
  { of: artifact('log 2', 'verification_log'), cited: ['1 met: line 40, line 41', '2 not_met: all of it'] },
  { of: artifact('log 1', 'verification_log'), cited: ['1 met: all of it', '2 not_met: line 3'] },
  { of: diff, cited: ['1 met: src/a.ts:52, src/b.ts', '2 not_met: all of it'] },
  { of: artifact('any', 'report'), cited: ['1 met: all of it'] },
  { of: artifact('log of another attempt', 'verification_log'), cited: [] },
  { of: artifact('another diff', 'diff'), cited: [] },
])('$of.id is cited by $cited', ({ of, cited }) => {
  const found = citationsOf(of, judged)
  expect(
    found.map(({ criterion, status, parts }) => `${criterion} ${status}: ${parts.map(partWords).join(', ')}`),
  ).toEqual(cited)
})

test('both judges of a review are told apart; there is no report in it', () => {
  const one = {
    summary: '',
    criteria: [{ criterion: 1, status: 'met' as const, reason: '', evidence: ['t1.v2:7', 'report'] }],
  }
  const review = {
    verdicts: [
      { by: 'strategy' as const, verdict: one },
      { by: 'checker' as const, verdict: one },
    ],
    evidence: { steps: [step('t1.v2', 'log')], diff, report: false },
  }
  expect(citationsOf(artifact('log', 'verification_log'), review).map(({ by, parts }) => [by, parts])).toEqual([
    ['strategy', [{ kind: 'line', line: 7 }]],
    ['checker', [{ kind: 'line', line: 7 }]],
  ])
  expect(citationsOf(artifact('any', 'report'), review)).toEqual([])
})
