import { describe, expect, test } from 'vitest'
import { railRuns } from '../../../renderer/shell/rail-runs.ts'
import { counted } from '../../../renderer/words/counted.ts'
import { bytesText, moneyText, shortNumber } from '../../../renderer/words/numbers.ts'
import { archesOf, groupRuns, runLook, secondLine, waitText, workedMs } from '../../../renderer/words/run-words.ts'
import { agoText, durationText, shortTime } from '../../../renderer/words/times.ts'
import { attemptLook, stepLook } from '../../../renderer/words/work-words.ts'
import { type GateKind, RUN_STATUSES } from '../../../shared/words.ts'
import { runRow } from '../rows.ts'

const NOW = new Date('2026-03-01T12:00:00')
const gate = (kind: GateKind) => ({
  id: 'g',
  runId: 'run-1',
  kind,
  question: 'May I?',
  openedAt: '2026-03-01T10:00:00.000Z',
})

describe('what a run waits for', () => {
  test.each([
    [
      runRow({ turn: { role: 'checker', kind: 'check', taskTitle: 'Pages', attemptNumber: 2, startedAt: '' } }),
      'Waits for nothing. Checker judges “Pages”, attempt 2.',
    ],
    [runRow({ status: 'planning' }), 'Waits for nothing. Getting ready to plan.'],
    [runRow({ status: 'awaiting_approval', gate: gate('plan'), openGates: 1 }), 'Waits for you to approve the plan.'],
    [
      runRow({ status: 'awaiting_approval', gate: gate('permission'), openGates: 3 }),
      'Waits for you to allow or reject a request. 2 more questions.',
    ],
    [
      runRow({ status: 'paused', control: 'pause', controlReason: 'person' }),
      'Waits for you to resume. You paused it.',
    ],
    [
      runRow({ status: 'paused', control: 'pause', controlReason: 'No space left.' }),
      'Waits for you to resume. No space left.',
    ],
    [runRow({ control: 'cancel' }), 'Being cancelled. It ends at the next safe point.'],
    [runRow({ status: 'failed', summary: 'No task was completed.' }), 'Failed. No task was completed.'],
    [runRow({ status: 'cancelled', summary: 'Cancelled. 2 tasks were left.' }), 'Cancelled. 2 tasks were left.'],
    [runRow({ status: 'paused', imported: true }), 'Taken over from an earlier version. It can be read, not resumed.'],
  ])('%#: %s', (row, text) => {
    const { strong, rest } = waitText(row, NOW)
    expect(`${strong} ${rest}`.trim()).toBe(text)
  })

  test('every state has a word of its own', () => {
    const words = RUN_STATUSES.map((status) => runLook({ status, waitUntil: null }, NOW).word)
    expect(new Set(words).size).toBe(RUN_STATUSES.length)
  })
})

test('the mark: gold is where the person is needed, lapis where work is done, green when all is delivered', () => {
  expect(archesOf(runRow({ status: 'completed' }))).toEqual(['proved', 'proved', 'proved'])
  expect(
    archesOf(
      runRow({
        status: 'awaiting_approval',
        gate: gate('plan'),
        usage: { turns: 1, tokens: null, costMicros: null, activeMs: 0 },
      }),
    ),
  ).toEqual(['needs_you', 'outline', 'outline'])
  const working = runRow({
    turn: { role: 'implementation', kind: 'implement', taskTitle: 'Pages', attemptNumber: 1, startedAt: '' },
    usage: { turns: 2, tokens: null, costMicros: null, activeMs: 0 },
  })
  expect(archesOf(working)).toEqual(['rested', 'working', 'outline'])
  // A paused run works on nothing, whatever its last turn was.
  expect(archesOf({ ...working, status: 'paused' })).toEqual(['rested', 'outline', 'outline'])
})

test('runs are grouped by what needs the person first; the rail shows those that have not ended', () => {
  const rows = [
    runRow({ id: 'done', status: 'completed' }),
    runRow({ id: 'works' }),
    runRow({ id: 'asks', status: 'awaiting_approval' }),
    runRow({ id: 'rests', status: 'paused' }),
    runRow({ id: 'old', status: 'paused', imported: true }),
  ]
  expect(groupRuns(rows).map(({ title, rows: own }) => [title, ...own.map(({ id }) => id)])).toEqual([
    ['Needs you', 'asks'],
    ['Working', 'works'],
    ['Paused', 'rests', 'old'],
    ['Done', 'done'],
  ])
  expect(railRuns(rows).map(({ id }) => id)).toEqual(['asks', 'works', 'rests'])
})

test.each([
  [400, '0.4 s'],
  [6_100, '6.1 s'],
  [38_900, '38 s'],
  [27 * 60_000 + 5_000, '27 min'],
  [66 * 60_000, '1 h 06'],
  [-5, '0.0 s'],
])('%d ms are %s', (ms, text) => expect(durationText(ms)).toBe(text))

test('times and numbers as short as they are clear', () => {
  expect(shortTime('2026-03-01T09:05:00', NOW)).toBe('09:05')
  expect(shortTime('2026-02-11T09:05:00', NOW)).toBe('11 Feb')
  expect(shortTime('2025-02-11T09:05:00', NOW)).toBe('11 Feb 2025')
  expect(shortTime('never', NOW)).toBe('never')
  expect(agoText('2026-03-01T11:59:30', NOW)).toBe('just now')
  expect(agoText('2026-03-01T11:30:00', NOW)).toBe('30 min ago')
  expect(agoText('2026-03-01T02:00:00', NOW)).toBe('10 h ago')
  expect([bytesText(212), bytesText(41_300), bytesText(4_240_000)]).toEqual(['212 B', '41 kB', '4.2 MB'])
  expect([shortNumber(900), shortNumber(412_400), shortNumber(1_520_000)]).toEqual(['900', '412k', '1.5M'])
  expect(moneyText(1_840_000)).toBe('$1.84')
  expect([counted(1, 'task'), counted(0, 'task'), counted(2, 'criterion')]).toEqual(['1 task', '0 tasks', '2 criteria'])
})

test('an attempt that was refused for its paths, and one that was cut, are no plain failures', () => {
  expect(attemptLook({ status: 'failed', phase: 'settle', blockerSignature: 'scope:src/a.ts' }).word).toBe(
    'Out of scope',
  )
  expect(attemptLook({ status: 'interrupted', phase: 'implement', blockerSignature: null })).toMatchObject({
    tone: 'resting',
  })
  expect(stepLook({ exitCode: 0, timedOut: true }).word).toBe('Timed out')
  expect(stepLook({ exitCode: 0, timedOut: false }).tone).toBe('proved')
  expect(stepLook({ exitCode: null, timedOut: false }).word).toBe('Killed')
})

test('a run has worked as long as its turns took, with the one that runs; while it asks, nobody works', () => {
  const usage = { turns: 2, tokens: null, costMicros: null, activeMs: 60_000 }
  const startedAt = new Date(NOW.getTime() - 30_000).toISOString()
  const turn = { role: 'checker', kind: 'check', taskTitle: null, attemptNumber: 1, startedAt } as const
  expect(workedMs(runRow({ usage, turn }), NOW)).toBe(90_000)
  expect(workedMs(runRow({ usage, turn, status: 'awaiting_approval' }), NOW)).toBe(60_000)
  expect(workedMs(runRow({ usage }), NOW)).toBe(60_000)
  expect(
    workedMs(runRow({ usage, turn: { ...turn, startedAt: new Date(NOW.getTime() + 5_000).toISOString() } }), NOW),
  ).toBe(60_000)
})

test('under its state a run says what it asks, works on or waits for', () => {
  const gate = { id: 'g', runId: 'r', kind: 'final', question: 'Deliver?', openedAt: NOW.toISOString() } as const
  const asks = runRow({ status: 'awaiting_approval', gate })
  expect(secondLine(asks, NOW)).toBe('Asked just now')
  // A paused run is not among those that need the person; that it asks is told all the same.
  const paused = runRow({ status: 'paused', control: 'pause', controlReason: 'restart', gate })
  expect(secondLine(paused, NOW)).toBe('Asks: Review the result')
  expect(secondLine({ ...paused, gate: null }, NOW)).toMatch(/^The application was started again/)
  const limited = runRow({ status: 'paused', waitUntil: NOW.toISOString(), waitReason: 'A limit.' })
  expect(secondLine(limited, NOW)).toBe('A limit.')
  expect(secondLine(runRow({ status: 'completed', summary: 'Done.' }), NOW)).toBe('Done.')
})
