import type { ReactElement } from 'react'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { Checkbox, Choice } from '../../ui/field.tsx'
import { SettingRow, SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

const THEME_TEXTS = [
  { value: 'system', title: 'As the desktop' },
  { value: 'light', title: 'Light' },
  { value: 'dark', title: 'Dark' },
] as const
const DENSITY_TEXTS = [
  { value: 'standard', title: 'Standard' },
  { value: 'compact', title: 'Compact' },
] as const
const MOTION_TEXTS = [
  { value: 'system', title: 'As the desktop' },
  { value: 'reduced', title: 'Nothing moves' },
] as const

export function AppearanceSection({ form }: { form: SettingsForm }): ReactElement {
  const { appearance, attention, desktop } = form.values
  const info = useStore(useAppData().info)
  const isBrowser = info?.ok === true && info.value.host === 'serve'
  const set = (name: keyof typeof appearance, value: string): void =>
    void form.change([{ path: ['appearance', name], value }])
  return (
    <>
      <SettingsGroup title="Appearance">
        <SettingRow setting="appearance.theme" title="Theme" form={form}>
          <Choice
            legend="Theme"
            legendHidden
            value={appearance.theme}
            options={THEME_TEXTS}
            onChange={(value) => set('theme', value)}
          />
        </SettingRow>
        <SettingRow setting="appearance.density" title="Density" form={form}>
          <Choice
            legend="Density"
            legendHidden
            value={appearance.density}
            options={DENSITY_TEXTS}
            onChange={(value) => set('density', value)}
          />
        </SettingRow>
        <SettingRow setting="appearance.motion" title="Motion" form={form}>
          <Choice
            legend="Motion"
            legendHidden
            value={appearance.motion}
            options={MOTION_TEXTS}
            onChange={(value) => set('motion', value)}
          />
        </SettingRow>
      </SettingsGroup>
      <SettingsGroup title="Attention">
        <SettingRow setting="attention.notifications" title="Notifications" form={form}>
          <Checkbox
            label="Tell me of questions"
            checked={attention.notifications}
            onChange={(value) => void form.change([{ path: ['attention', 'notifications'], value }])}
          />
          {isBrowser && (
            <p className="text-12 text-ink-3">In a browser there are none; the desktop application has them.</p>
          )}
        </SettingRow>
        <SettingRow setting="desktop.sound" title="Sound" form={form}>
          <Checkbox
            label="Let notifications be heard"
            checked={desktop.sound}
            onChange={(value) => void form.change([{ path: ['desktop', 'sound'], value }])}
          />
        </SettingRow>
        <SettingRow setting="desktop.tray" title="Tray" form={form}>
          <Checkbox
            label="Keep an icon in the tray"
            checked={desktop.tray}
            onChange={(value) => void form.change([{ path: ['desktop', 'tray'], value }])}
          />
        </SettingRow>
        <SettingRow setting="desktop.keepAwake" title="Sleep" form={form}>
          <Checkbox
            label="Stay awake while a run works"
            checked={desktop.keepAwake}
            onChange={(value) => void form.change([{ path: ['desktop', 'keepAwake'], value }])}
          />
        </SettingRow>
      </SettingsGroup>
    </>
  )
}
