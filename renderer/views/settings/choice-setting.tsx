import type { ReactElement, ReactNode } from 'react'
import type { SettingKey } from '../../../shared/settings/notes.ts'
import { Checkbox, Choice } from '../../ui/field.tsx'
import { SettingRow } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

interface OneSetting {
  setting: SettingKey
  title: string
  form: SettingsForm
}

/** One of a few values, kept as soon as it is chosen. */
export function ChoiceSetting<T extends string>({
  setting,
  title,
  form,
  value,
  options,
}: OneSetting & { value: T; options: readonly { value: T; title: string; text?: ReactNode }[] }): ReactElement {
  return (
    <SettingRow setting={setting} title={title} form={form}>
      <Choice
        legend={title}
        legendHidden
        value={value}
        options={options}
        onChange={(chosen) => void form.change([{ path: setting.split('.'), value: chosen }])}
      />
    </SettingRow>
  )
}

/** Yes or no, kept as soon as it is said. `children`: what is to be known of it here. */
export function CheckSetting({
  setting,
  title,
  form,
  label,
  checked,
  children,
}: OneSetting & { label: string; checked: boolean; children?: ReactNode }): ReactElement {
  return (
    <SettingRow setting={setting} title={title} form={form}>
      <Checkbox
        label={label}
        checked={checked}
        onChange={(value) => void form.change([{ path: setting.split('.'), value }])}
      />
      {children}
    </SettingRow>
  )
}
