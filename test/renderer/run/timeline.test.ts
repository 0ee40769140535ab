import { describe, expect, test } from 'vitest'
import { eventFilter, NO_FILTER } from '../../../renderer/views/run/event-filter.ts'
import { markTitle, timelineMarks } from '../../../renderer/views/run/timeline-marks.ts'
import { timeScale } from '../../../renderer/views/run/timeline-scale.ts'
import { contextUse, spentText, turnAgent, turnFacts, turnTitle } from '../../../renderer/views/run/turn-words.ts'
import { eventKindWords, sourceWords } from '../../../renderer/words/event-words.ts'
import { isInGroup, passesFilter } from '../../../shared/event-filter.ts'
import { attempt, event, runView, task, turn } from './support.ts'

describe('timeScale', () => {
  test('spans in proportion, with the short pauses between them', () => {
    const scale = timeScale(
      [
        { from: 1_000, to: 1_050 },
        { from: 1_052, to: 1_100 },
      ],
      100,
    )
    expect(scale.breaks).toEqual([])
    expect([1_000, 1_025, 1_100].map(scale.x)).toEqual([0, 25, 100])
    expect([0, 25, 100].map(scale.at)).toEqual([1_000, 1_025, 1_100])
  })

  test('a long pause is drawn short, and moments in it stand in order', () => {
    const scale = timeScale(
      [
        { from: 0, to: 100 },
        { from: 1_000_000, to: 1_000_100 },
      ],
      228,
    )
    expect(scale.breaks).toEqual([{ from: 100, to: 128 }])
    expect(scale.x(100)).toBe(100)
    expect(scale.x(500_050)).toBeCloseTo(114)
    expect(scale.x(1_000_000)).toBe(128)
    expect(scale.x(1_000_100)).toBe(228)
  })

  test.each([
    { spans: [], at: 5, x: 0 },
    { spans: [{ from: 7, to: 7 }], at: 7, x: 0 },
    { spans: [{ from: 0, to: 10 }], at: -3, x: 0 },
    { spans: [{ from: 0, to: 10 }], at: 99, x: 50 },
    {
      spans: [
        { from: 0, to: 8 },
        { from: 2, to: 10 },
      ],
      at: 5,
      x: 25,
    },
  ])('$spans: $at stands at $x', ({ spans, at, x }) => {
    expect(timeScale(spans, 50).x(at)).toBe(x)
  })

  test('many pauses leave half of the room to what ran', () => {
    const spans = Array.from({ length: 50 }, (_, n) => ({ from: n * 1_000, to: n * 1_000 + 10 }))
    const scale = timeScale(spans, 400)
    expect(scale.x(49_010)).toBeCloseTo(400)
    expect(scale.x(10) - scale.x(0)).toBeCloseTo(4)
  })
})

test('marks: turns with what became of them, up to now while they run', () => {
  const view = runView({
    tasks: [task('s'), task('t')],
    attempts: [attempt('a', 't', 1, { status: 'failed' })],
    turns: [
      turn('plan', { role: 'strategy', kind: 'plan', state: 'finished', finishedAt: '2026-03-04T14:22:10.000Z' }),
      turn('work', { taskId: 't', attemptId: 'a', state: 'finished', finishedAt: '2026-03-04T14:22:10.000Z' }),
      turn('now', { role: 'checker', kind: 'check', taskId: 't', attemptId: 'a' }),
    ],
    checkpoints: [
      {
        id: 'c',
        runId: 'run',
        status: 'running',
        payload: { n: 4, label: 'base' },
        createdAt: '2026-03-04T14:22:00.000Z',
      },
    ],
  })
  const start = Date.parse('2026-03-04T14:22:00.000Z')
  const { bars, squares } = timelineMarks(view, start + 99)
  expect(bars.map(({ label, look, to }) => [label, look, to - start])).toEqual([
    ['plan', 'rested', 10_000],
    ['2 · 1', 'failed', 10_000],
    ['2 · 1', 'working', 99],
  ])
  expect(squares).toMatchObject([{ number: 4, title: 'base', at: start }])
})

test('a plan that was made anew is marked where its turn ended; what lies under the pointer has a name', () => {
  const at = Date.parse('2026-03-04T14:22:00.000Z')
  const view = runView({
    turns: [
      turn('plan', {
        ...{ role: 'strategy', kind: 'replan', number: 2, state: 'finished' },
        finishedAt: '2026-03-04T14:22:10.000Z',
      }),
      turn('cut', { role: 'strategy', kind: 'replan', state: 'interrupted', finishedAt: '2026-03-04T14:22:11.000Z' }),
    ],
    checkpoints: [
      { id: 'c', runId: 'run', status: 'running', payload: { n: 4, label: 'base' }, createdAt: '2026-03-04T14:22:05Z' },
    ],
  })
  const marks = timelineMarks(view, at)
  expect(marks.replans).toEqual([{ id: 'plan', at: at + 10_000, title: 'Planned again, in turn 2 of strategy' }])
  expect(markTitle(marks, { at: at + 5_100, lane: null, reach: 200 })).toBe('Checkpoint 4: base')
  expect(markTitle(marks, { at: at + 5_100, lane: null, reach: 50 })).toBeNull()
  expect(markTitle(marks, { at: at + 5_000, lane: 'strategy', reach: 0 })).toContain('Turn')
  expect(markTitle(marks, { at: at + 5_000, lane: 'checker', reach: 0 })).toBeNull()
})

test('what was run to verify has a lane of its own, with how each step ended, and the step that runs', () => {
  const at = Date.parse('2026-03-04T14:22:00.000Z')
  const step = { ownerId: 'a', command: 'npm test', timedOut: false, durationMs: 4_000 }
  const view = runView({
    tasks: [task('s'), task('t')],
    attempts: [attempt('a', 't', 1, { phase: 'verify' })],
    verifications: [
      { ...step, id: 'log', label: 'v1', exitCode: 0, endedAt: '2026-03-04T14:22:10.000Z' },
      { ...step, id: 'cut', label: 'v2', exitCode: null, timedOut: true, endedAt: '2026-03-04T14:22:20.000Z' },
      { ...step, id: 'end', label: 't2.v1', ownerId: 'a review', exitCode: 1, endedAt: '2026-03-04T14:22:30.000Z' },
    ],
    events: [{ ...event(9, 'verification_started', { label: 'v3' }), ts: '2026-03-04T14:22:40.000Z' }],
  })
  const marks = timelineMarks(view, at + 45_000)
  expect(marks.bars.map(({ lane, label, look, from, to }) => [lane, label, look, from - at, to - at])).toEqual([
    ['verification', 'v1', 'passed', 6_000, 10_000],
    ['verification', 'v2', 'failed', 16_000, 20_000],
    ['verification', 't2.v1', 'failed', 26_000, 30_000],
    ['verification', 'v3', 'working', 40_000, 45_000],
  ])
  const titleAt = (ms: number) => markTitle(marks, { at: at + ms, lane: 'verification', reach: 0 })
  expect([8_000, 18_000, 28_000].map(titleAt)).toEqual([
    'Verification v1 of task 2, attempt 1: npm test, exit 0',
    'Verification v2 of task 2, attempt 1: npm test, Timed out',
    'Verification t2.v1 of the whole result: npm test, exit 1',
  ])
  // Whatever cut the step, nothing runs in a run that does not work.
  const paused = { ...view, row: { ...view.row, status: 'paused' as const } }
  expect(timelineMarks(paused, at).bars).toHaveLength(3)
})

test('turns in words', () => {
  const view = runView({ tasks: [task('t')], attempts: [attempt('a', 't', 2)] })
  expect(turnTitle(turn('x', { taskId: 't', attemptId: 'a', kind: 'check', state: 'finished' }), view)).toBe(
    'judged task 1, attempt 2',
  )
  expect(turnTitle(turn('x', { kind: 'replan' }), view)).toBe('plans again')
  expect(turnTitle(turn('x', { taskId: 't', state: 'stopped' }), view)).toBe('work on task 1')
  expect(spentText({ ms: 31_000, tokens: 18_000, costMicros: 120_000 })).toBe('31 s · 18k tokens · $0.12')
  expect(spentText({ ms: null, tokens: null, costMicros: null })).toBe('')
})

test('who played a turn and what it used: what was not reported is left out, and is not 0', () => {
  const { config } = runView().run
  const used = { tokens: 0, costMicros: 120_000, contextUsed: 31_000, contextSize: 200_000 }
  const played = turn('x', { agentId: 'demo', agentVersion: '2.6.0', ...used })
  expect(turnFacts(played, turnAgent(played, config, 'Demo agent'))).toBe(
    'Demo agent 2.6.0 · 0 tokens · $0.12 · context 16 %',
  )
  const other = turn('x', { agentId: 'codex', contextUsed: 31_000 })
  expect(turnFacts(other, turnAgent(other, config, 'Demo agent'))).toBe('codex · context 31k tokens')
  const old = turn('x', { agentId: null })
  expect(turnFacts(old, turnAgent(old, config, 'Demo agent'))).toBe('')
  expect(contextUse(turn('x', { contextUsed: 300, contextSize: 200 }))?.share).toBe(1)
})

describe('events', () => {
  const events = [
    event(1, 'run_created', {}, 'system'),
    event(2, 'agent_output'),
    event(3, 'tool_call'),
    event(4, 'gate_opened', {}, 'system'),
    event(5, 'turn_finished'),
  ]
  test.each([
    [{}, [1, 4, 5]],
    [{ group: 'all' }, [1, 2, 3, 4, 5]],
    [{ group: 'output' }, [2, 3]],
    [{ group: 'turns' }, [5]],
    [{ group: 'decisions' }, [1, 4]],
    [{ group: 'all', source: 'system' }, [1, 4]],
    [{ group: 'all', text: ' QUESTION ' }, [4]],
    [{ group: 'all', text: 'call 3' }, [3]],
  ] as const)('filter %o lets %o through', (filter, ids) => {
    const wanted = eventFilter({ ...NO_FILTER, ...filter })
    expect(events.filter((each) => passesFilter(each, wanted)).map(({ id }) => id)).toEqual(ids)
  })

  test('words of kinds and sources, also of those that are not ours', () => {
    expect(eventKindWords('gate_opened')).toBe('Question asked')
    expect(eventKindWords('handoff_done')).toBe('Handoff done')
    expect(eventKindWords('constructor')).toBe('Constructor')
    expect(sourceWords('system')).toBe('Triptych')
    expect(sourceWords('checker')).toBe('Checker')
    expect(sourceWords('orchestrator')).toBe('orchestrator')
    expect(isInGroup('handoff_done', 'milestones')).toBe(true)
  })
})
