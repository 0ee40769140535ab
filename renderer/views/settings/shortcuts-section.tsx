import type { ReactElement } from 'react'
import { useActiveCommands } from '../../keys/commands.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import * as TEXT from '../../words/texts/settings.ts'
import { SettingsGroup } from './setting-row.tsx'

/** The keys that work everywhere. Each view shows its own at the bottom and on the sheet. */
export function ShortcutsSection(): ReactElement {
  const commands = useActiveCommands().filter(({ group }) => group === 'Anywhere')
  return (
    <SettingsGroup title={TEXT.keysThatWorkAnywhere} text={TEXT.eachViewHasKeysOfItsOwnBesides}>
      <ul aria-label={TEXT.keysThatWorkAnywhere} className="divide-y divide-line border-line border-b">
        {commands.map(({ keys, label }) => (
          <li key={keys} className="flex min-h-8 items-center gap-3">
            <span className="flex-1 first-letter:uppercase">{label}</span>
            <Kbd keys={keys} />
          </li>
        ))}
      </ul>
    </SettingsGroup>
  )
}
