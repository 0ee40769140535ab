import type { TopicMessage } from '../../shared/contract.ts'
import type { Result } from '../../shared/result.ts'
import { DEFAULT_DESKTOP, type DesktopSettings } from '../../shared/settings/desktop-settings.ts'

/** What is needed of the host. */
interface Source {
  settings(): Result<{ desktop: DesktopSettings }, unknown>
  connect(send: (message: TopicMessage) => void): unknown
}

/**
 * The desktop's part of the settings: as the file has them now, and with each change at once. While it cannot be read the last good ones
 * stay, as everywhere else; there were none yet: the defaults.
 */
export function watchDesktopSettings(source: Source, onChange: () => void): () => DesktopSettings {
  const first = source.settings()
  let settings = first.ok ? first.value.desktop : DEFAULT_DESKTOP
  source.connect((message) => {
    if (message.topic !== 'settings.changed' || message.value.settings === null) return
    settings = message.value.settings.desktop
    onChange()
  })
  return () => settings
}
