import { expect, test } from 'vitest'
import { concludeAttempt } from '../../electron/engine/conclude.ts'
import type { TaskRecord } from '../../shared/domain.ts'
import type { AttemptResult, StepEvidence } from '../../shared/evidence.ts'

const task: TaskRecord = {
  id: 't1',
  runId: 'r1',
  title: 'Task',
  objective: 'Do it',
  acceptanceCriteria: ['works', 'is fast'],
  verificationSteps: ['npm test'],
  allowedPaths: [],
  status: 'in_progress',
  attemptCount: 1,
  implementationSummary: null,
  blockerSignature: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}
const passed: StepEvidence = {
  label: 'v1',
  command: 'npm test',
  exitCode: 0,
  timedOut: false,
  durationMs: 5,
  log: 'sha256:1',
  logArtifactId: 'l1',
  logLines: 1,
  logTail: 'ok\n',
  baseline: null,
}
const criterion = (number: number, status: 'met' | 'not_met' | 'unclear' = 'met', evidence = ['v1']) => ({
  criterion: number,
  status,
  reason: 'seen',
  evidence,
})
const good: AttemptResult = {
  report: { outcome: 'done', summary: 'did it' },
  verdict: { summary: 'fine', criteria: [criterion(1), criterion(2)] },
  checkerChanged: [],
}

test('accepted only with everything in place', () => {
  expect(concludeAttempt(task, good, [passed])).toEqual({ kind: 'completed', verified: true, summary: 'did it' })
})

test('a task without steps completes as not verified', () => {
  const unverified = { ...task, verificationSteps: [] }
  expect(concludeAttempt(unverified, good, [])).toMatchObject({ kind: 'completed', verified: false })
})

const verdictOf = (...criteria: ReturnType<typeof criterion>[]): AttemptResult => ({
  ...good,
  verdict: { summary: 'judged', criteria },
})
const { verdict: _verdict, ...unjudged } = good

test.each<[string, AttemptResult, StepEvidence[], string, RegExp]>([
  ['a failed step', good, [{ ...passed, exitCode: 2 }], 'verify:v1=2', /exited with 2/],
  ['a step that timed out', good, [{ ...passed, exitCode: null, timedOut: true }], 'verify:v1=timeout', /in time/],
  ['a step that was never run', good, [], 'failed:incomplete', /Not every verification step/],
  ['no verdict', unjudged, [passed], 'failed:incomplete', /no verdict/],
  ['a criterion not met', verdictOf(criterion(1), criterion(2, 'not_met')), [passed], 'check:2', /is fast.* not met/],
  ['a criterion unclear', verdictOf(criterion(1, 'unclear'), criterion(2)), [passed], 'check:1', /not proved/],
  ['met without evidence', verdictOf(criterion(1, 'met', []), criterion(2)), [passed], 'check:1', /without evidence/],
  [
    'a checker that changed files',
    { ...good, checkerChanged: ['src/a.ts'] },
    [passed],
    'check:tree-changed',
    /src\/a\.ts/,
  ],
])('%s is not accepted', (_name, result, steps, signature, reason) => {
  const conclusion = concludeAttempt(task, result, steps)
  expect(conclusion).toMatchObject({ kind: 'not_accepted', failure: { signature, counted: true } })
  if (conclusion.kind === 'not_accepted') expect(conclusion.failure.reasons.join('\n')).toMatch(reason)
})

test("a person's objection goes before everything and is not counted", () => {
  const objection = { verdict: 'rejected' as const, rationale: 'no', comments: [] }
  expect(concludeAttempt(task, { ...good, objection }, [passed])).toMatchObject({
    kind: 'not_accepted',
    blockedByPerson: true,
    failure: { counted: false },
  })
})
