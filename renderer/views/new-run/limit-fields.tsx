import type { ReactElement } from 'react'
import type { Limits } from '../../../shared/config.ts'
import { TextField } from '../../ui/field.tsx'
import { LIMIT_NAMES, type LimitName, limitProblem, type NewRunForm } from './form.ts'

const LABELS: Readonly<Record<LimitName, string>> = {
  attemptsPerTask: 'Attempts per task',
  replans: 'Replans',
  turns: 'Turns',
  cost: 'Cost in $',
  wallMinutes: 'Minutes of work',
}

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
    if (name === 'cost') return 'no limit'
    const value = proposed[name]
    return value === null ? 'no limit' : String(value)
  }
  return (
    <fieldset>
      <legend className="mb-1 text-12 font-medium text-ink-2">
        Limits{' '}
        <span className="font-regular text-ink-3">
          At 80 % you are told; at 100 % the turn stops and you are asked.
        </span>
      </legend>
      <div className="grid grid-cols-5 gap-3">
        {LIMIT_NAMES.map((name) => (
          <TextField
            key={name}
            label={LABELS[name]}
            placeholder={shown(name)}
            value={form.limits[name] ?? ''}
            problem={limitProblem(name, form.limits[name] ?? '')}
            onChange={(text) => onChange({ ...form.limits, [name]: text })}
          />
        ))}
      </div>
    </fieldset>
  )
}
