import type { ReactElement } from 'react'
import type { Limits } from '../../../shared/config.ts'
import { TextField } from '../../ui/field.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/new-run.ts'
import { LIMIT_NAMES, type LimitName, limitProblem, MORE_LIMIT_NAMES, type NewRunForm } from './form.ts'

const LABELS: Readonly<Record<LimitName, string>> = {
  attemptsPerTask: COMMON.attemptsPerTask,
  replans: COMMON.replans,
  turns: COMMON.turns,
  cost: TEXT.costIn,
  wallMinutes: TEXT.minutesOfWork,
  tokens: COMMON.tokens,
  turnMinutes: TEXT.minutesPerTurn,
  permissionMinutes: TEXT.minutesToAnswer,
  sessionTurns: TEXT.turnsPerSession,
  contextPercent: TEXT.contextIn,
}

const isNoneWhenEmpty = (name: LimitName): name is 'cost' | 'tokens' => name === 'cost' || name === 'tokens'

const hasProblem = (form: NewRunForm, names: readonly LimitName[]): boolean =>
  names.some((name) => limitProblem(name, form.limits[name] ?? '') !== null)

/** At 80 % of a limit the person is told; at 100 % the turn stops and they are asked. */
export function LimitFields({
  form,
  proposed,
  onChange,
}: {
  form: NewRunForm
  proposed: Limits
  onChange(limits: NewRunForm['limits']): void
}): ReactElement {
  const shown = (name: LimitName): string => {
    if (isNoneWhenEmpty(name)) return COMMON.noLimit
    const value = proposed[name]
    return value === null ? COMMON.noLimit : String(value)
  }
  const field = (name: LimitName): ReactElement => (
    <TextField
      key={name}
      label={LABELS[name]}
      placeholder={shown(name)}
      value={form.limits[name] ?? ''}
      problem={limitProblem(name, form.limits[name] ?? '')}
      onChange={(text) => onChange({ ...form.limits, [name]: text })}
    />
  )
  return (
    <fieldset>
      <legend className="mb-1 text-12 font-medium text-ink-2">
        {COMMON.limits} <span className="font-regular text-ink-3">{COMMON.at80YouAreTold}</span>
      </legend>
      <div className="grid grid-cols-5 gap-3">{LIMIT_NAMES.map(field)}</div>
      <details className="mt-2" open={hasProblem(form, MORE_LIMIT_NAMES) || undefined}>
        <summary className="min-h-6 w-fit text-12 text-ink-2 hover:text-ink">{TEXT.moreLimits}</summary>
        <div className="mt-1 grid grid-cols-5 gap-3">{MORE_LIMIT_NAMES.map(field)}</div>
        <p className="mt-1.5 text-12 text-ink-3">{TEXT.permissionThatNobodyAnswersInTime}</p>
      </details>
    </fieldset>
  )
}
