import type { ReactElement } from 'react'
import type { RunConfig } from '../../../shared/config.ts'
import type { AgentRow } from '../../../shared/views.ts'
import { Select } from '../../ui/field.tsx'
import * as TEXT from '../../words/texts/new-run.ts'
import type { NewRunForm } from './form.ts'
import { agentPresets, presetOf } from './presets.ts'

/** One choice for all three roles; each can still be chosen by itself below. */
export function PresetField({
  form,
  config,
  agents,
  onChange,
}: {
  form: NewRunForm
  config: RunConfig
  agents: readonly AgentRow[]
  onChange(part: Partial<NewRunForm>): void
}): ReactElement {
  const presets = agentPresets(config, agents)
  const current = presetOf(form, config, presets)
  const options = presets.map(({ id, title }) => ({ value: id, text: title }))
  return (
    <div className="flex items-end gap-3">
      <Select
        label={TEXT.whoWorks}
        value={current?.id ?? ''}
        options={current === null ? [{ value: '', text: TEXT.asChosenBelow }, ...options] : options}
        onChange={(id) => {
          const preset = presets.find((each) => each.id === id)
          if (preset) onChange({ agents: preset.agents })
        }}
      />
      <p className="min-h-7 py-1 text-12 text-ink-2">{current?.text ?? TEXT.eachRoleAsYouChoseIt}</p>
    </div>
  )
}
