import { expect, test } from 'vitest'
import { textOf } from '../../electron/cli/line.ts'
import { type AttemptReport, taskLines } from '../../electron/cli/run-report.ts'
import type { TaskRecord } from '../../shared/domain.ts'

const TIME = '2026-05-01T08:00:00.000Z'
const task: TaskRecord = {
  id: 't',
  runId: 'r',
  title: 'Add sum',
  objective: 'sum adds.',
  acceptanceCriteria: ['It adds', 'It is fast'],
  verificationSteps: ['npm test'],
  allowedPaths: [],
  status: 'completed',
  attemptCount: 1,
  implementationSummary: null,
  blockerSignature: null,
  createdAt: TIME,
  updatedAt: TIME,
}
const attempt: AttemptReport = {
  attempt: {
    id: 'a',
    runId: 'r',
    taskId: 't',
    attemptNumber: 1,
    setAside: false,
    status: 'failed',
    summary: '',
    blockerSignature: 'check:2',
    resultJson: '{}',
    createdAt: TIME,
    phase: 'settle',
    baseCommit: null,
    candidateCommit: null,
    result: {
      verdict: {
        summary: 'Half of it.',
        criteria: [
          { criterion: 1, status: 'met', reason: 'v1 shows it', evidence: ['v1:3'] },
          { criterion: 2, status: 'not_met', reason: 'it sleeps', evidence: [] },
        ],
      },
      failure: { cause: 'check', signature: 'check:2', reasons: ['Criterion 2 is not met.\nMore.'], counted: true },
    },
  },
  steps: [
    {
      step: {
        label: 'v1',
        command: 'npm test',
        exitCode: 0,
        timedOut: false,
        durationMs: 900,
        log: 'sha256:x',
        logArtifactId: 'l',
        logLines: 3,
        logTail: '',
        baseline: 'failed',
      },
      logPath: '/home/runs/r/artifacts/0001-verification_log.log',
    },
  ],
}

test('a task shows criteria with verdict and evidence, and each attempt with exit codes and logs', () => {
  expect(taskLines({ task, attempts: [attempt], isUnverified: false }, 1).map(textOf)).toEqual([
    '✓ 1. Add sum  completed, verified',
    '     ✓ It adds  [v1:3]',
    '     ✗ It is fast: not met, it sleeps  [no evidence]',
    '     attempt 1 failed: Criterion 2 is not met.',
    '       ✓ v1 $ npm test  (exit 0, 0.9 s; failed before)',
    '         log: /home/runs/r/artifacts/0001-verification_log.log',
  ])
})

test('what nothing proves is not called verified', () => {
  const unproved = { ...task, verificationSteps: [] }
  const text = taskLines({ task: unproved, attempts: [], isUnverified: true }, 2).map(textOf).join('\n')
  expect(text).toContain('not verified: the task has no verification step')
  expect(text).not.toContain('completed, verified')
  expect(text).toContain('– It adds  (not judged)')
})
