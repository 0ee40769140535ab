import type { ReactElement } from 'react'
import { useActiveCommands } from '../../keys/commands.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { SettingsGroup } from './setting-row.tsx'

/** The keys that work everywhere. Each view shows its own at the bottom and on the sheet. */
export function ShortcutsSection(): ReactElement {
  const commands = useActiveCommands().filter(({ group }) => group === 'Anywhere')
  return (
    <SettingsGroup
      title="Keys that work anywhere"
      text="Each view has keys of its own besides: the bar at the bottom shows those that matter there, and ? shows and runs all of them."
    >
      <ul aria-label="Keys that work anywhere" className="divide-y divide-line border-line border-b">
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
