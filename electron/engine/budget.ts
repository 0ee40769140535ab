import type { Limits } from '../../shared/config.ts'
import type { TurnUsage } from './records.ts'

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

const MINUTE_MS = 60_000

/** How full each limited budget is, fullest first. */
export function budgetUse(limits: Limits, spent: Spent): BudgetUse[] {
  return BUDGET_NAMES.flatMap((name) => {
    const limit = limits[name]
    if (limit === null) return []
    // A budget of few minutes is warned about too: its share is counted in milliseconds.
    const [used, unit] = name === 'wallMinutes' ? [spent.activeMs, MINUTE_MS] : [spent[name], 1]
    return [{ name, limit, spent: Math.floor(used / unit), percent: Math.floor((used * 100) / (limit * unit)) }]
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

/** What a turn that runs has used by now, as far as it is known. */
export interface TurnSpending {
  tokens: number | null
  costMicros: number | null
  activeMs: number
}

/** What the run has used in the middle of a turn. That turn is counted as one already, and a budget of turns lets it end. */
export function spentDuringTurn(spent: Spent, turn: TurnSpending): Spent {
  return {
    turns: spent.turns - 1,
    tokens: spent.tokens + (turn.tokens ?? 0),
    costMicros: spent.costMicros + (turn.costMicros ?? 0),
    activeMs: spent.activeMs + turn.activeMs,
  }
}

/** After how many more milliseconds of work the working time has to be looked at again; null: it has no budget, or it is used up. */
export function nextLookMs(limits: Limits, activeMs: number): number | null {
  if (limits.wallMinutes === null) return null
  const limitMs = limits.wallMinutes * MINUTE_MS
  const next = [Math.ceil((limitMs * WARN_PERCENT) / 100), limitMs].find((atMs) => atMs > activeMs)
  return next === undefined ? null : Math.ceil(next - activeMs)
}

/** Usage only grows: what was noted on the way may be more than what is reported at the end. */
export function largerUsage(noted: TurnUsage, reported: TurnUsage): TurnUsage {
  return {
    tokens: larger(noted.tokens, reported.tokens),
    costMicros: larger(noted.costMicros, reported.costMicros),
    contextUsed: reported.contextUsed ?? noted.contextUsed,
    contextSize: reported.contextSize ?? noted.contextSize,
  }
}

const larger = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

const CENT_MICROS = 10_000

/** Less than a cent is not rounded to nothing. */
const dollars = (micros: number): string =>
  (micros / 1_000_000).toFixed(micros > 0 && micros < CENT_MICROS ? 6 : 2).replace(/(\.\d{2}\d*?)0+$/, '$1')

const BUDGET_WORDS: Record<BudgetName, (amount: number) => string> = {
  turns: (amount) => `${amount} ${amount === 1 ? 'turn' : 'turns'}`,
  tokens: (amount) => `${amount} ${amount === 1 ? 'token' : 'tokens'}`,
  costMicros: (amount) => `${dollars(amount)} US dollars`,
  wallMinutes: (amount) => `${amount} ${amount === 1 ? 'minute' : 'minutes'} of work`,
}

export const describeBudget = (name: BudgetName, amount: number): string => BUDGET_WORDS[name](amount)
