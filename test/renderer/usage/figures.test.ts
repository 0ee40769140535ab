import { describe, expect, test } from 'vitest'
import {
  amountOf,
  amountText,
  columnLabel,
  columnName,
  columnsOf,
  figuresOf,
  partsByAgent,
  partsByRole,
  sumOf,
  ticksOf,
  timeTicksOf,
  withoutCost,
} from '../../../renderer/views/usage/figures.ts'
import { ROLE_NAMES } from '../../../renderer/words/run-words.ts'
import type { DaySpent, UsageView } from '../../../shared/views.ts'

const spent = (day: string, part: Partial<DaySpent> = {}): DaySpent => ({
  day,
  role: 'implementation',
  agentId: 'codex',
  turns: 1,
  tokens: null,
  costMicros: null,
  ms: 1_000,
  ...part,
})
const view = (part: Partial<UsageView>): UsageView => ({
  from: '2026-03-07',
  to: '2026-03-20',
  spent: [],
  tasks: [],
  runs: { completed: 0, failed: 0, cancelled: 0, open: 0 },
  delivered: { runs: 0, medianMicros: null, dearestMicros: null },
  firstAttempts: { accepted: 0, ended: 0 },
  notAccepted: { turns: 0, tokens: null, costMicros: null },
  open: [],
  ...part,
})

test('what nobody reported stays unknown, however much is summed', () => {
  expect(sumOf([spent('a'), spent('b', { tokens: 5 }), spent('c', { tokens: 7 })])).toEqual({
    turns: 3,
    tokens: 12,
    costMicros: null,
    ms: 3_000,
  })
  expect([null, 0, 1_840_000].map((value) => amountText(value, 'cost'))).toEqual(['not reported', '$0.00', '$1.84'])
  expect([amountText(412_000, 'tokens'), amountText(90_000, 'time')]).toEqual(['412k', '1 min'])
})

describe('the columns of the plot', () => {
  test('are all days of the span, also over a change of the clocks and a leap day', () => {
    const days = columnsOf(view({ from: '2028-02-27', to: '2028-03-01' })).map(({ key }) => key)
    expect(days).toEqual(['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01'])
    expect(columnsOf(view({ from: '2026-03-20', to: '2026-04-18' }))).toHaveLength(30)
  })

  test('begin with the first turn where the span has no begin, and are months where there are many', () => {
    const columns = columnsOf(
      view({
        from: null,
        spent: [spent('2025-12-30', { costMicros: 1 }), spent('2026-03-02', { costMicros: 2, role: 'checker' })],
      }),
    )
    expect(columns.map(({ key, all }) => [key, all.costMicros])).toEqual([
      ['2025-12', 1],
      ['2026-01', null],
      ['2026-02', null],
      ['2026-03', 2],
    ])
    expect(columns[3]?.roles.checker.turns).toBe(1)
    expect(columnsOf(view({ from: null, spent: [] })).map(({ key }) => key)).toEqual(['2026-03-20'])
  })

  test('have names', () => {
    expect([columnName('2026-03-07'), columnName('2026-03')]).toEqual(['7 Mar', 'Mar 2026'])
    expect(['2026-03-07', '2026-03-08', '2026-04-01'].map((key, index) => columnLabel(key, index === 0))).toEqual([
      '7 Mar',
      '8',
      '1 Apr',
    ])
  })
})

test.each([
  [0, [0]],
  [13_300_000, [0, 5_000_000, 10_000_000, 15_000_000]],
  [100, [0, 50, 100]],
  [7, [0, 2, 4, 6, 8]],
  [1, [0, 0.5, 1]],
])('%d has the ticks %j', (most, ticks) => {
  expect(ticksOf(most)).toEqual(ticks)
})

test('ticks of times are times that people count in', () => {
  expect(timeTicksOf(50 * 60_000).map((tick) => tick / 60_000)).toEqual([0, 15, 30, 45, 60])
  expect(timeTicksOf(0)).toEqual([0])
  expect(timeTicksOf(1_000).at(-1)).toBeGreaterThanOrEqual(1_000)
  expect(timeTicksOf(1e10).at(-1)).toBeGreaterThanOrEqual(1e10)
})

test('parts are measured against the largest, and an agent that tells no cost has no bar for it', () => {
  const days = [
    spent('a', { costMicros: 30, tokens: 5 }),
    spent('a', { costMicros: 10, role: 'checker', agentId: 'claude' }),
    spent('b', { tokens: 9, role: 'strategy', agentId: 'opencode' }),
    spent('b', { agentId: null }),
  ]
  expect(partsByRole(days, ROLE_NAMES, 'cost').map(({ name, share }) => [name, share])).toEqual([
    ['Strategy', null],
    ['Implementation', 1],
    ['Checker', 10 / 30],
  ])
  const agents = partsByAgent(days, (id) => id.toUpperCase(), 'cost')
  expect(agents.map(({ name, share }) => [name, share])).toEqual([
    ['CODEX', 1],
    ['CLAUDE', 10 / 30],
    ['OPENCODE', null],
    ['Not noted', null],
  ])
  expect(withoutCost(agents)).toEqual(['OPENCODE'])
  expect(amountOf(sumOf(days), 'time')).toBe(4_000)
})

describe('the figures', () => {
  test('of nothing claim nothing', () => {
    expect(figuresOf(view({}), '14 days').map(({ value, note }) => [value, note])).toEqual([
      ['–', 'not reported'],
      ['0', ''],
      ['–', 'not reported'],
      ['–', '0 of 0'],
      ['$0.00', 'there were none'],
    ])
  })

  test('of a busy fortnight', () => {
    const figures = figuresOf(
      view({
        spent: [spent('2026-03-08', { costMicros: 92_300_000 })],
        runs: { completed: 21, failed: 2, cancelled: 0, open: 3 },
        delivered: { runs: 21, medianMicros: 2_310_000, dearestMicros: 5_840_000 },
        firstAttempts: { accepted: 59, ended: 83 },
        notAccepted: { turns: 12, tokens: null, costMicros: 18_400_000 },
      }),
      '14 days',
    )
    expect(figures.map(({ title, value, note }) => [title, value, note])).toEqual([
      ['Cost, 14 days', '$92.30', 'reported by the agents'],
      ['Runs', '26', '21 completed, 3 open, 2 failed'],
      ['Cost of a completed run', '$2.31', 'median; the dearest was $5.84'],
      ['First attempts accepted', '71 %', '59 of 83'],
      ['Spent on attempts not accepted', '$18.40', '20 % of the cost'],
    ])
  })
})
