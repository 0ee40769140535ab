import type { ReactElement } from 'react'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { CheckSetting, ChoiceSetting } from './choice-setting.tsx'
import { SettingsGroup } from './setting-row.tsx'
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
  return (
    <>
      <SettingsGroup title="Appearance">
        <ChoiceSetting
          setting="appearance.theme"
          title="Theme"
          form={form}
          value={appearance.theme}
          options={THEME_TEXTS}
        />
        <ChoiceSetting
          setting="appearance.density"
          title="Density"
          form={form}
          value={appearance.density}
          options={DENSITY_TEXTS}
        />
        <ChoiceSetting
          setting="appearance.motion"
          title="Motion"
          form={form}
          value={appearance.motion}
          options={MOTION_TEXTS}
        />
      </SettingsGroup>
      <SettingsGroup title="Attention">
        <CheckSetting
          setting="attention.notifications"
          title="Notifications"
          form={form}
          label="Tell me of questions"
          checked={attention.notifications}
        >
          {isBrowser && (
            <p className="text-12 text-ink-3">In a browser there are none; the desktop application has them.</p>
          )}
        </CheckSetting>
        <CheckSetting
          setting="desktop.sound"
          title="Sound"
          form={form}
          label="Let notifications be heard"
          checked={desktop.sound}
        />
        <CheckSetting
          setting="desktop.tray"
          title="Tray"
          form={form}
          label="Keep an icon in the tray"
          checked={desktop.tray}
        />
        <CheckSetting
          setting="desktop.keepAwake"
          title="Sleep"
          form={form}
          label="Stay awake while a run works"
          checked={desktop.keepAwake}
        />
      </SettingsGroup>
    </>
  )
}
