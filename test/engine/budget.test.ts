import { expect, test } from 'vitest'
import {
  budgetUse,
  describeBudget,
  exhausted,
  largerUsage,
  nextLookMs,
  spentDuringTurn,
  toWarn,
} from '../../electron/engine/budget.ts'
import { DEFAULT_LIMITS } from '../../shared/config.ts'

const spent = { turns: 0, tokens: 0, costMicros: 0, activeMs: 0 }
const limits = { ...DEFAULT_LIMITS, turns: 10, tokens: 1_000, costMicros: 2_000_000, wallMinutes: 30 }

test('the fullest budget comes first and no limit means no budget', () => {
  const use = budgetUse(limits, { ...spent, turns: 5, tokens: 900, activeMs: 3 * 60_000 })
  expect(use.map(({ name, percent }) => [name, percent])).toEqual([
    ['tokens', 90],
    ['turns', 50],
    ['wallMinutes', 10],
    ['costMicros', 0],
  ])
  expect(budgetUse({ ...DEFAULT_LIMITS, turns: null }, spent)).toEqual([])
})

test.each([
  [{ turns: 9 }, null],
  [{ turns: 10 }, 'turns'],
  [{ tokens: 1_001 }, 'tokens'],
  [{ costMicros: 2_000_000 }, 'costMicros'],
  [{ activeMs: 29 * 60_000 + 59_999 }, null],
  [{ activeMs: 30 * 60_000 }, 'wallMinutes'],
])('%j used up: %s', (part, name) => {
  expect(exhausted(limits, { ...spent, ...part })?.name ?? null).toBe(name)
})

test('80 % is told once', () => {
  expect(toWarn(limits, { ...spent, turns: 7 }, 0)).toBeNull()
  expect(toWarn(limits, { ...spent, turns: 8 }, 0)?.percent).toBe(80)
  expect(toWarn(limits, { ...spent, turns: 9 }, 80)).toBeNull()
})

test('working time of less than an hour is warned about at 80 % too', () => {
  const hour = { ...DEFAULT_LIMITS, turns: null, wallMinutes: 1 }
  expect(toWarn(hour, { ...spent, activeMs: 47_999 }, 0)).toBeNull()
  expect(toWarn(hour, { ...spent, activeMs: 48_000 }, 0)).toMatchObject({ name: 'wallMinutes', percent: 80, spent: 0 })
})

test.each([
  ['its usage is added', { tokens: 50, costMicros: 7, activeMs: 20 }, { tokens: 150, costMicros: 12, activeMs: 30 }],
  [
    'nothing told is nothing',
    { tokens: null, costMicros: null, activeMs: 0 },
    { tokens: 100, costMicros: 5, activeMs: 10 },
  ],
])('in the middle of a turn %s, and the last turn that is allowed may end', (_what, turn, sums) => {
  const before = { turns: 10, tokens: 100, costMicros: 5, activeMs: 10 }
  expect(spentDuringTurn(before, turn)).toEqual({ turns: 9, ...sums })
})

test.each([
  [null, 0, null],
  [10, 0, 480_000],
  [10, 479_999.5, 1],
  [10, 480_000, 120_000],
  [10, 599_999.2, 1],
  [10, 600_000, null],
])('working time of %j minutes, %d ms used: looked at again in %j ms', (wallMinutes, activeMs, ms) => {
  expect(nextLookMs({ ...DEFAULT_LIMITS, wallMinutes }, activeMs)).toBe(ms)
})

test.each([
  [10, 20, 20],
  [20, 10, 20],
  [null, 10, 10],
  [10, null, 10],
  [null, null, null],
])('noted %j, reported %j: %j', (noted, reported, counted) => {
  const usage = (tokens: number | null) => ({ tokens, costMicros: tokens, contextUsed: tokens, contextSize: 100 })
  expect(largerUsage(usage(noted), usage(reported))).toEqual({
    tokens: counted,
    costMicros: counted,
    contextUsed: reported ?? noted, // The context also shrinks, so the newest counts.
    contextSize: 100,
  })
})

test('amounts are told in words a person knows', () => {
  expect(describeBudget('costMicros', 1_250_000)).toBe('1.25 US dollars')
  expect([0, 1, 2_500, 500_000].map((micros) => describeBudget('costMicros', micros))).toEqual([
    '0.00 US dollars',
    '0.000001 US dollars',
    '0.0025 US dollars',
    '0.50 US dollars',
  ])
  expect(describeBudget('tokens', 1)).toBe('1 token')
  expect(describeBudget('wallMinutes', 1)).toBe('1 minute of work')
  expect(describeBudget('wallMinutes', 5)).toBe('5 minutes of work')
})
