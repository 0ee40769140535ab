import type { DaySpent, UsageView } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import { costText, moneyText, shortNumber } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/usage.ts'
import { durationText } from '../../words/times.ts'

export const MEASURES = ['cost', 'tokens', 'time'] as const
export type Measure = (typeof MEASURES)[number]

/** Summed over turns. Null: none of them reported any; `ms` is always known. */
export interface Sums {
  turns: number
  tokens: number | null
  costMicros: number | null
  ms: number
}

const NOTHING: Sums = { turns: 0, tokens: null, costMicros: null, ms: 0 }

export function sumOf(parts: readonly Sums[]): Sums {
  return parts.reduce(
    (sum, { turns, tokens, costMicros, ms }) => ({
      turns: sum.turns + turns,
      tokens: added(sum.tokens, tokens),
      costMicros: added(sum.costMicros, costMicros),
      ms: sum.ms + ms,
    }),
    NOTHING,
  )
}

const added = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : a + b)

export function amountOf({ costMicros, tokens, ms }: Sums, measure: Measure): number | null {
  return { cost: costMicros, tokens, time: ms }[measure]
}

/** `$1.84`, `412k`, `27 min`; "not reported". */
export function amountText(value: number | null, measure: Measure): string {
  if (value === null) return COMMON.notReported
  if (measure === 'cost') return moneyText(value)
  return measure === 'tokens' ? shortNumber(value) : durationText(value)
}

/** One column of the plot: a day, or a month where there are too many days. */
export interface Column {
  /** `YYYY-MM-DD` or `YYYY-MM`. */
  key: string
  roles: Record<AgentRole, Sums>
  all: Sums
}

/** More columns than this are months. */
const MAX_DAYS = 62

/** Every day of the span, also those without a turn; oldest first. */
export function columnsOf({ from, to, spent }: Pick<UsageView, 'from' | 'to' | 'spent'>): Column[] {
  const days = daysBetween(from ?? spent[0]?.day ?? to, to)
  const keyOf = days.length > MAX_DAYS ? (day: string): string => day.slice(0, 7) : (day: string): string => day
  return [...new Set(days.map(keyOf))].map((key) =>
    columnOf(
      key,
      spent.filter(({ day }) => keyOf(day) === key),
    ),
  )
}

function columnOf(key: string, spent: readonly DaySpent[]): Column {
  const ofRole = (role: AgentRole): Sums => sumOf(spent.filter((each) => each.role === role))
  return {
    key,
    roles: { strategy: ofRole('strategy'), implementation: ofRole('implementation'), checker: ofRole('checker') },
    all: sumOf(spent),
  }
}

/** Calendar days as texts, both ends included. Counted in UTC, where every day has 24 hours. */
function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  const end = Date.parse(`${to}T00:00:00Z`)
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= end; at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** `7 Mar`, or of a month `Mar 2026`. */
export function columnName(key: string): string {
  return key.length > 7 ? DAY.format(new Date(`${key}T00:00:00Z`)) : MONTH.format(new Date(`${key}-01T00:00:00Z`))
}

/** Under a column: the day of the month alone, with its month where that begins. */
export function columnLabel(key: string, isFirst: boolean): string {
  if (key.length <= 7 || isFirst || key.endsWith('-01')) return columnName(key)
  return String(Number(key.slice(-2)))
}

/** Round values from 0 to at least `most`, at most five of them; the last is the top of the plot. */
export function ticksOf(most: number): number[] {
  if (most <= 0) return [0]
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step)
}

/** Times are read in hours or minutes, so their round values are others. */
export function timeTicksOf(most: number): number[] {
  if (most <= 0) return [0]
  const minutes = [0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 960, 1_440]
  const step = (minutes.find((each) => each * 60_000 * 4 >= most) ?? 2_880) * 60_000
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step)
}

export interface Part {
  name: string
  sums: Sums
  /** Of the largest part, from 0; null: nothing is known of it. */
  share: number | null
}

export function partsByRole(
  spent: readonly DaySpent[],
  names: Readonly<Record<AgentRole, string>>,
  measure: Measure,
): Part[] {
  const parts = AGENT_ROLES.map((role) => ({
    name: names[role],
    sums: sumOf(spent.filter((each) => each.role === role)),
  }))
  return withShares(parts, measure)
}

/** The largest first. `nameOf`: of an agent's id. */
export function partsByAgent(spent: readonly DaySpent[], nameOf: (id: string) => string, measure: Measure): Part[] {
  const ids = [...new Set(spent.map(({ agentId }) => agentId))]
  const parts = ids.map((id) => ({
    name: id === null ? TEXT.notNoted : nameOf(id),
    sums: sumOf(spent.filter(({ agentId }) => agentId === id)),
  }))
  return withShares(parts, measure).sort((a, b) => (b.share ?? -1) - (a.share ?? -1))
}

function withShares(parts: readonly Omit<Part, 'share'>[], measure: Measure): Part[] {
  const most = Math.max(0, ...parts.map(({ sums }) => amountOf(sums, measure) ?? 0))
  return parts.map((part) => {
    const value = amountOf(part.sums, measure)
    return { ...part, share: value === null ? null : most === 0 ? 0 : value / most }
  })
}

/** Agents that told tokens and never a cost. */
export function withoutCost(parts: readonly Part[]): string[] {
  return parts.flatMap(({ name, sums }) => (sums.costMicros === null && sums.tokens !== null ? [name] : []))
}

export interface Figure {
  title: string
  value: string
  note: string
}

/** The five figures on top. `spanText`: "14 days", "all time". */
export function figuresOf(view: UsageView, spanText: string): Figure[] {
  const { runs, delivered, firstAttempts, notAccepted } = view
  const all = sumOf(view.spent)
  const count = runs.completed + runs.failed + runs.cancelled + runs.open
  const share = (part: number, whole: number): string => `${Math.round((part * 100) / whole)} %`
  const states = (['completed', 'open', 'failed', 'cancelled'] as const).filter((state) => runs[state] > 0)
  return [
    {
      title: TEXT.cost(spanText),
      value: all.costMicros === null ? '–' : moneyText(all.costMicros),
      note: all.costMicros === null ? COMMON.notReported : TEXT.reportedByAgents,
    },
    {
      title: COMMON.runs,
      value: String(count),
      note: states.map((state) => `${runs[state]} ${state}`).join(', '),
    },
    {
      title: TEXT.costOfCompletedRun,
      value: delivered.medianMicros === null ? '–' : moneyText(delivered.medianMicros),
      note:
        delivered.dearestMicros === null
          ? COMMON.notReported
          : TEXT.medianDearestWas(moneyText(delivered.dearestMicros)),
    },
    {
      title: TEXT.firstAttemptsAccepted,
      value: firstAttempts.ended === 0 ? '–' : share(firstAttempts.accepted, firstAttempts.ended),
      note: COMMON.of(firstAttempts.accepted, firstAttempts.ended),
    },
    {
      title: TEXT.spentOnAttemptsNotAccepted,
      value:
        notAccepted.turns === 0
          ? costText(0)
          : notAccepted.costMicros === null
            ? '–'
            : costText(notAccepted.costMicros),
      note: lostNote(notAccepted, all),
    },
  ]
}

function lostNote(lost: UsageView['notAccepted'], all: Sums): string {
  if (lost.turns === 0) return TEXT.thereWereNone
  if (lost.costMicros === null) return COMMON.notReported
  return all.costMicros === null || all.costMicros === 0
    ? ''
    : TEXT.ofCost(Math.round((lost.costMicros * 100) / all.costMicros))
}
