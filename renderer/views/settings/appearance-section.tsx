import type { ReactElement } from 'react'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import * as TEXT from '../../words/texts/settings.ts'
import { CheckSetting, ChoiceSetting } from './choice-setting.tsx'
import { SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

const THEME_TEXTS = [
  { value: 'system', title: TEXT.asDesktop },
  { value: 'light', title: TEXT.light },
  { value: 'dark', title: TEXT.dark },
] as const
const DENSITY_TEXTS = [
  { value: 'standard', title: TEXT.standard },
  { value: 'compact', title: TEXT.compact },
] as const
const MOTION_TEXTS = [
  { value: 'system', title: TEXT.asDesktop },
  { value: 'reduced', title: TEXT.nothingMoves },
] as const

export function AppearanceSection({ form }: { form: SettingsForm }): ReactElement {
  const { appearance, attention, desktop } = form.values
  const info = useStore(useAppData().info)
  const isBrowser = info?.ok === true && info.value.host === 'serve'
  return (
    <>
      <SettingsGroup title={TEXT.appearance}>
        <ChoiceSetting
          setting="appearance.theme"
          title={TEXT.theme}
          form={form}
          value={appearance.theme}
          options={THEME_TEXTS}
        />
        <ChoiceSetting
          setting="appearance.density"
          title={TEXT.density}
          form={form}
          value={appearance.density}
          options={DENSITY_TEXTS}
        />
        <ChoiceSetting
          setting="appearance.motion"
          title={TEXT.motion}
          form={form}
          value={appearance.motion}
          options={MOTION_TEXTS}
        />
      </SettingsGroup>
      <SettingsGroup title={TEXT.attention}>
        <CheckSetting
          setting="attention.notifications"
          title={TEXT.notifications}
          form={form}
          label={TEXT.tellMeOfQuestions}
          checked={attention.notifications}
        >
          {isBrowser && <p className="text-12 text-ink-3">{TEXT.inBrowserThereAreNone}</p>}
        </CheckSetting>
        <CheckSetting
          setting="desktop.sound"
          title={TEXT.sound}
          form={form}
          label={TEXT.letNotificationsBeHeard}
          checked={desktop.sound}
        />
        <CheckSetting
          setting="desktop.tray"
          title={TEXT.tray}
          form={form}
          label={TEXT.keepIconInTray}
          checked={desktop.tray}
        />
        <CheckSetting
          setting="desktop.keepAwake"
          title={TEXT.sleep}
          form={form}
          label={TEXT.stayAwakeWhileRunWorks}
          checked={desktop.keepAwake}
        />
      </SettingsGroup>
    </>
  )
}
