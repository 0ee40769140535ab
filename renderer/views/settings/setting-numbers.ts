import type { SettingKey } from '../../../shared/settings/notes.ts'
import * as TEXT from '../../words/texts/settings.ts'

/** How a number is written in its field. The main process has the last word on what it may be. */
export interface NumberRule {
  least: number
  most: number
  isWhole: boolean
  /** An empty field is no limit. */
  mayBeNone: boolean
  /** What one in the field is in the file; cost: dollars and millionths of one. */
  scale: number
  unit: string
}

const rule = (least: number, most: number, unit: string, more: Partial<NumberRule> = {}): NumberRule => ({
  ...{ least, most, unit, isWhole: true, mayBeNone: false, scale: 1 },
  ...more,
})
const NONE = { mayBeNone: true }
const PART = { isWhole: false }
const MANY = 1_000_000_000_000

export const NUMBER_RULES = {
  'limits.attemptsPerTask': rule(1, 100, 'attempts'),
  'limits.replans': rule(0, 100, 'replans'),
  'limits.turns': rule(1, MANY, 'turns', NONE),
  'limits.tokens': rule(1, MANY, 'tokens', NONE),
  'limits.costMicros': rule(0.01, 1_000_000, 'dollars', { ...NONE, ...PART, scale: 1_000_000 }),
  'limits.wallMinutes': rule(1, MANY, 'minutes', NONE),
  'limits.turnMinutes': rule(0.1, 1_440, 'minutes', PART),
  'limits.turnIdleMinutes': rule(0.1, 1_440, 'minutes', PART),
  'limits.permissionMinutes': rule(0.1, 10_080, 'minutes', PART),
  'limits.verificationMinutes': rule(0.1, 1_440, 'minutes', PART),
  'limits.sessionTurns': rule(1, 1_000, 'turns'),
  'limits.contextPercent': rule(10, 100, TEXT.perCent),
  'retention.days': rule(0.1, 36_500, 'days', { ...NONE, ...PART }),
  'retention.gigabytes': rule(0.1, 1_000_000, 'gigabytes', { ...NONE, ...PART }),
  'retention.outputDays': rule(0.1, 36_500, 'days', { ...NONE, ...PART }),
} as const satisfies Partial<Record<SettingKey, NumberRule>>
export type NumberKey = keyof typeof NUMBER_RULES

/** As it stands in the field; '' is no limit. */
export const numberText = (value: number | null, { scale }: NumberRule): string =>
  value === null ? '' : String(value / scale)

/** What a person wrote: the value for the file, or what is wrong with it. */
export function readNumber(
  text: string,
  { least, most, isWhole, mayBeNone, scale, unit }: NumberRule,
): { value: number | null } | { problem: string } {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '' && mayBeNone) return { value: null }
  const value = Number(trimmed)
  const fits = trimmed !== '' && Number.isFinite(value) && value >= least && value <= most
  if (fits && (!isWhole || Number.isInteger(value))) return { value: scale === 1 ? value : Math.round(value * scale) }
  const range = most === MANY ? TEXT.fromOn(least) : TEXT.fromTo(least, most)
  const none = mayBeNone ? TEXT.leaveItEmptyForNoLimit : ''
  return { problem: TEXT.aNumberOfUnit(isWhole ? TEXT.wholeNumber : 'number', unit, range, none) }
}
