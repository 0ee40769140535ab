import type { ReactElement } from 'react'
import type { Limits } from '../../../shared/config.ts'
import { TextField } from '../../ui/field.tsx'
import { LIMIT_NAMES, type LimitName, limitProblem, MORE_LIMIT_NAMES, type NewRunForm } from './form.ts'

const LABELS: Readonly<Record<LimitName, string>> = {
  attemptsPerTask: 'Attempts per task',
  replans: 'Replans',
  turns: 'Turns',
  cost: 'Cost in $',
  wallMinutes: 'Minutes of work',
  tokens: 'Tokens',
  turnMinutes: 'Minutes per turn',
  permissionMinutes: 'Minutes to answer',
  sessionTurns: 'Turns per session',
  contextPercent: 'Context in %',
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
    if (isNoneWhenEmpty(name)) return 'no limit'
    const value = proposed[name]
    return value === null ? 'no limit' : String(value)
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
        Limits{' '}
        <span className="font-regular text-ink-3">
          At 80 % you are told; at 100 % the turn stops and you are asked.
        </span>
      </legend>
      <div className="grid grid-cols-5 gap-3">{LIMIT_NAMES.map(field)}</div>
      <details className="mt-2" open={hasProblem(form, MORE_LIMIT_NAMES) || undefined}>
        <summary className="min-h-6 w-fit text-12 text-ink-2 hover:text-ink">More limits</summary>
        <div className="mt-1 grid grid-cols-5 gap-3">{MORE_LIMIT_NAMES.map(field)}</div>
        <p className="mt-1.5 text-12 text-ink-3">
          A permission that nobody answers in time is refused. A role begins a fresh session, with a summary, after so
          many turns or once so much of its context is in use.
        </p>
      </details>
    </fieldset>
  )
}
