import { expect, test } from 'vitest'
import { budgetUse, describeBudget, exhausted, toWarn } from '../../electron/engine/budget.ts'
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

test('amounts are told in words a person knows', () => {
  expect(describeBudget('costMicros', 1_250_000)).toBe('1.25 US dollars')
  expect(describeBudget('wallMinutes', 5)).toBe('5 minutes of work')
})
