import type { Limits } from '../../shared/config.ts'

export const BUDGET_NAMES = ['turns', 'tokens', 'costMicros', 'wallMinutes'] as const
export type BudgetName = (typeof BUDGET_NAMES)[number]

/** What a run has used so far. `activeMs` counts only the time it worked. */
export interface Spent {
  turns: number
  tokens: number
  costMicros: number
  activeMs: number
}

export interface BudgetUse {
  name: BudgetName
  limit: number
  spent: number
  percent: number
}

/** How full each limited budget is, fullest first. */
export function budgetUse(limits: Limits, spent: Spent): BudgetUse[] {
  const used: Record<BudgetName, number> = {
    turns: spent.turns,
    tokens: spent.tokens,
    costMicros: spent.costMicros,
    wallMinutes: Math.floor(spent.activeMs / 60_000),
  }
  return BUDGET_NAMES.flatMap((name) => {
    const limit = limits[name]
    return limit === null ? [] : [{ name, limit, spent: used[name], percent: Math.floor((used[name] * 100) / limit) }]
  }).sort((a, b) => b.percent - a.percent)
}

/** The budget that is used up, if any: nothing more may be spent. */
export function exhausted(limits: Limits, spent: Spent): BudgetUse | null {
  const fullest = budgetUse(limits, spent)[0]
  return fullest && fullest.percent >= 100 ? fullest : null
}

const WARN_PERCENT = 80

/** The budget that has passed 80 % and was not yet warned about (`warned`: the highest percentage already told). */
export function toWarn(limits: Limits, spent: Spent, warned: number): BudgetUse | null {
  const fullest = budgetUse(limits, spent)[0]
  return fullest && fullest.percent >= WARN_PERCENT && warned < WARN_PERCENT ? fullest : null
}

const BUDGET_WORDS: Record<BudgetName, (amount: number) => string> = {
  turns: (amount) => `${amount} ${amount === 1 ? 'turn' : 'turns'}`,
  tokens: (amount) => `${amount} tokens`,
  costMicros: (amount) => `${(amount / 1_000_000).toFixed(2)} US dollars`,
  wallMinutes: (amount) => `${amount} minutes of work`,
}

export const describeBudget = (name: BudgetName, amount: number): string => BUDGET_WORDS[name](amount)
