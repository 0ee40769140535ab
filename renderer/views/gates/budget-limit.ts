import { moneyText } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import type { BudgetName, BudgetSubject } from './gate-subject.ts'

/** More is refused. */
const MAX_LIMIT = 1_000_000_000_000
const MICROS = 1_000_000

const WORDS: Readonly<Record<BudgetName, { unit: string; amount: (value: number) => string }>> = {
  turns: { unit: 'turns', amount: (value) => `${plain(value)} ${value === 1 ? 'turn' : 'turns'}` },
  tokens: { unit: 'tokens', amount: (value) => COMMON.tokensCount(plain(value)) },
  costMicros: { unit: TEXT.usDollars, amount: moneyText },
  wallMinutes: { unit: TEXT.minutesOfWork, amount: (value) => TEXT.minOfWork(plain(value)) },
}

const plain = (value: number): string => value.toLocaleString('en')

export const budgetUnit = (name: BudgetName): string => WORDS[name].unit
/** `60 turns`, `$6.00`. */
export const budgetAmount = (name: BudgetName, value: number): string => WORDS[name].amount(value)

/** What the application raises it to by itself: twice the limit, or twice what was spent where that is more. */
export const raisedLimit = ({ limit, spent }: Pick<BudgetSubject, 'limit' | 'spent'>): number =>
  Math.min(Math.max(limit, spent) * 2, MAX_LIMIT)

/** The limit as it stands in its field. */
export const limitText = (name: BudgetName, limit: number): string =>
  name === 'costMicros' ? (limit / MICROS).toFixed(2) : String(limit)

type TypedLimit = { limit: number; problem: null } | { limit: null; problem: string }

/** What was typed into the field, or what is wrong with it. */
export function typedLimit({ name, spent }: BudgetSubject, text: string): TypedLimit {
  const trimmed = text.trim().replace(/^\$\s*/, '')
  const isMoney = name === 'costMicros'
  if (!(isMoney ? /^\d+(\.\d{1,2})?$/ : /^\d+$/).test(trimmed)) {
    return { limit: null, problem: isMoney ? TEXT.amountSuchAs1200 : TEXT.wholeNumber }
  }
  const limit = isMoney ? Math.round(Number(trimmed) * MICROS) : Number(trimmed)
  if (limit <= spent) return { limit: null, problem: TEXT.areSpentAlready(budgetAmount(name, spent)) }
  if (limit > MAX_LIMIT) return { limit: null, problem: TEXT.atMost(budgetAmount(name, MAX_LIMIT)) }
  return { limit, problem: null }
}
