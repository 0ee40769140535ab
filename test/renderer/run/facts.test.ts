import { describe, expect, test } from 'vitest'
import { budgetFigures } from '../../../renderer/views/run/budget.ts'
import { citedHref, citedPlace } from '../../../renderer/views/run/citations.ts'
import { controlsOf } from '../../../renderer/views/run/controls.ts'
import { firstFailedLog } from '../../../renderer/views/run/evidence-place.ts'
import { failingLines } from '../../../renderer/views/run/failing-lines.ts'
import { inertText, shortPath, textParts } from '../../../renderer/views/run/inert.ts'
import { shownSteps } from '../../../renderer/views/run/shown-steps.ts'
import { toolTitle } from '../../../renderer/views/run/tool-words.ts'
import { DEFAULT_LIMITS } from '../../../shared/config.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { RunRow } from '../../../shared/views.ts'
import { attempt, event, RUN_ROW, task } from './support.ts'

const step = (label: string, exitCode: number | null, logTail: string, logLines = 0): StepEvidence => ({
  label,
  command: 'npm test',
  exitCode,
  timedOut: false,
  durationMs: 1,
  log: '',
  logArtifactId: `log-${label}`,
  logLines: logLines || logTail.split('\n').length - (logTail.endsWith('\n') ? 1 : 0),
  logTail,
  baseline: null,
})

test('figures: a meter only where there is a limit; what nobody reported is said to be so', () => {
  const usage = { turns: 48, tokens: null, costMicros: 6_000_000, activeMs: 27 * 60_000 }
  const limits = { ...DEFAULT_LIMITS, costMicros: 6_000_000, wallMinutes: 90 }
  expect(budgetFigures(limits, usage)).toEqual([
    { name: 'cost', used: '$6.00', of: 'of $6.00', share: 1, level: 'stopped' },
    { name: 'time', used: '27 min', of: 'of 1 h 30', share: 0.3, level: 'calm' },
    { name: 'tokens', used: 'tokens not reported', of: null, share: null, level: 'calm' },
    { name: 'turns', used: '48 turns', of: 'of 60', share: 0.8, level: 'warned' },
  ])
})

test.each<[Partial<RunRow>, ReturnType<typeof controlsOf>]>([
  [{}, { pause: true, resume: null, cancel: true }],
  [
    { status: 'paused', control: 'pause' },
    { pause: false, resume: 'Resume', cancel: true },
  ],
  [
    { status: 'paused', waitUntil: '2026-03-04T15:00:00.000Z' },
    { pause: true, resume: 'Stop waiting', cancel: true },
  ],
  [{ control: 'cancel' }, { pause: false, resume: null, cancel: false }],
  [{ status: 'completed' }, { pause: false, resume: null, cancel: false }],
  [
    { status: 'failed', control: 'pause' },
    { pause: false, resume: null, cancel: false },
  ],
  [{ imported: true }, { pause: false, resume: null, cancel: false }],
])('what can be done to a run with %o', (change, controls) => {
  expect(controlsOf({ ...RUN_ROW, ...change })).toEqual(controls)
})

describe('evidence', () => {
  const steps = [step('v1', 0, 'fine\n'), step('v2', 1, 'a\nb\n✖ broken\nc\n', 40)]
  const diff = { id: 'diff', runId: 'run', role: null, kind: 'diff', path: '', createdAt: '', metadata: {} }

  test.each([
    ['v2:40', { artifactId: 'log-v2', line: 40, path: null }],
    [' v1 ', { artifactId: 'log-v1', line: null, path: null }],
    ['diff', { artifactId: 'diff', line: null, path: null }],
    ['diff:src/a.ts:52', { artifactId: 'diff', line: 52, path: 'src/a.ts' }],
    ['diff:src/a:b.ts', { artifactId: 'diff', line: null, path: 'src/a:b.ts' }],
    ['report', null],
    ['v9', null],
    ['nonsense', null],
  ])('%s leads to %o', (label, place) => {
    expect(citedPlace(label, { steps, diff })).toEqual(place)
  })

  test('a cited line of a diff has an address', () => {
    expect(citedHref('run', { artifactId: 'diff', line: 52, path: 'src/a.ts' })).toBe(
      '#/run/run/artifacts?item=diff&line=52&path=src%2Fa.ts',
    )
  })

  test('no diff, nothing to open', () => {
    expect(citedPlace('diff:a', { steps, diff: null })).toBeNull()
  })

  test('the first failed step is looked at where it tells of it', () => {
    expect(firstFailedLog(steps)).toEqual({ artifactId: 'log-v2', line: 39, path: null })
    expect(firstFailedLog(steps.slice(0, 1))).toEqual({ artifactId: 'log-v1', line: null, path: null })
    expect(firstFailedLog([])).toBeNull()
  })

  test.each([
    { name: 'nothing printed', tail: '', total: 0, numbers: [], tells: [] },
    { name: 'no line tells: the last ones', tail: 'a\nb\nc\nd\n', total: 9, numbers: [7, 8, 9], tells: [] },
    {
      name: 'a passed test with a bad name',
      tail: '✔ cannot fail\n✖ fails\nwhy\n',
      total: 3,
      numbers: [2, 3],
      tells: [2],
    },
    { name: 'a count of none', tail: 'fail 0\n0 errors\nnot ok 1\n\n', total: 4, numbers: [3], tells: [3] },
    {
      name: 'the failed tests once more',
      tail: '✖ adds\n✖ failing tests:\n\n✖ adds\n  AssertionError\n',
      total: 9,
      numbers: [6, 7, 8],
      tells: [6, 8],
    },
    {
      name: 'a passed test named like the heading',
      tail: '✖ adds\n✔ lists failing tests: all\nwhy\n',
      total: 3,
      numbers: [1, 2, 3],
      tells: [1],
    },
    { name: 'colours', tail: '\u001b[31mError: x\u001b[0m\n', total: 1, numbers: [1], tells: [1] },
  ])('lines of a log: $name', ({ tail, total, numbers, tells }) => {
    const lines = failingLines(step('v1', 1, tail, total), 3)
    expect(lines.map(({ number }) => number)).toEqual(numbers)
    expect(lines.filter((line) => line.tells).map(({ number }) => number)).toEqual(tells)
  })

  test.each([
    { phase: 'implement', status: 'running', states: ['ended', 'pending', 'pending'] },
    { phase: 'verify', status: 'running', states: ['ended', 'running', 'pending'] },
    { phase: 'settle', status: 'failed', states: ['ended', 'not_run', 'not_run'] },
  ] as const)('steps of an attempt in $phase, $status: $states', ({ phase, status, states }) => {
    const events = [event(1, 'verification_started', { taskId: 't', attemptNumber: 1, label: 'v2' }, 'system')]
    const shown = shownSteps({
      task: task('t', { verificationSteps: ['a', 'b', 'c'] }),
      attempt: attempt('x', 't', 1, { phase, status }),
      steps: steps.slice(0, 1),
      events,
    })
    expect(shown.map(({ label, state }) => [label, state])).toEqual(states.map((state, n) => [`v${n + 1}`, state]))
  })
})

describe('words of agents', () => {
  test('hidden signs are shown, line ends kept', () => {
    expect(inertText('a\u202eb\nc')).toBe('a⟨U+202E⟩b\nc')
  })

  test('code between backticks', () => {
    expect(textParts('run `npm test` now, not ` `')).toEqual([
      { at: 0, text: 'run ', code: false },
      { at: 4, text: 'npm test', code: true },
      { at: 14, text: ' now, not ', code: false },
      { at: 24, text: ' ', code: true },
    ])
    expect(textParts('a ` b')).toEqual([{ at: 0, text: 'a ` b', code: false }])
    expect(textParts('')).toEqual([])
  })

  test.each([
    ['/home/a/worktrees/1a2b/src/a.ts', 'src/a.ts'],
    ['C:\\data\\worktrees\\1a2b\\src\\a.ts', 'src\\a.ts'],
    ['/etc/passwd', '/etc/passwd'],
  ])('%s is %s', (path, short) => {
    expect(shortPath(path)).toBe(short)
  })

  test.each([
    ['Write src/a.ts', 'edit', 'src/a.ts'],
    ['Write src/a.ts', 'execute', 'Write src/a.ts'],
    ['edit', 'edit', 'edit'],
    ['anything', 'toString', 'anything'],
  ])('%s of kind %s reads %s', (title, kind, read) => {
    expect(toolTitle(title, kind)).toBe(read)
  })
})
