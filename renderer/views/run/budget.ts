import type { Limits } from '../../../shared/config.ts'
import type { RunUsage } from '../../../shared/views.ts'
import { counted } from '../../words/counted.ts'
import { costText, moneyText, shortNumber, tokensText } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import { durationText } from '../../words/times.ts'

/** What a run has used of something, and of how much. */
export interface BudgetFigure {
  name: 'cost' | 'time' | 'tokens' | 'turns'
  /** "$1.84", "412k tokens", "27 min", "cost not reported". */
  used: string
  /** "of $6.00"; null where there is no limit. */
  of: string | null
  /** Of the limit, from 0, more than 1 if it is over; null where there is no limit. */
  share: number | null
  level: 'calm' | 'warned' | 'stopped'
}

const WARNED_FROM = 0.8

/** Figures for the head of a run: cost, time, tokens, turns. What no agent reported is said to be so. */
export function budgetFigures(limits: Limits, usage: RunUsage): BudgetFigure[] {
  const { costMicros, activeMs, tokens, turns } = usage
  const minutes = limits.wallMinutes
  return [
    figure('cost', costText(costMicros), costMicros ?? 0, limits.costMicros, moneyText),
    figure('time', durationText(activeMs), activeMs / 60_000, minutes, (limit) => durationText(limit * 60_000)),
    figure('tokens', tokensText(tokens), tokens ?? 0, limits.tokens, shortNumber),
    figure('turns', counted(turns, 'turn'), turns, limits.turns, String),
  ]
}

function figure(
  name: BudgetFigure['name'],
  used: string,
  value: number,
  limit: number | null,
  text: (limit: number) => string,
): BudgetFigure {
  if (limit === null) return { name, used, of: null, share: null, level: 'calm' }
  const share = limit === 0 ? 1 : value / limit
  return {
    name,
    used,
    of: COMMON.ofLimit(text(limit)),
    share,
    level: share >= 1 ? 'stopped' : share >= WARNED_FROM ? 'warned' : 'calm',
  }
}
