import { type ReactElement, useState } from 'react'
import { useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { type Command, useCommands } from '../keys/commands.tsx'
import { navigate, runRoute } from '../route.ts'
import { railRuns } from './rail-runs.ts'
import { focusNextRegion } from './regions.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'

/** The keys that work anywhere. Returns the sheet of shortcuts while it is open. */
export function useShellCommands(): ReactElement | null {
  const [isSheetOpen, setSheetOpen] = useState(false)
  const shown = railRuns(useStore(useAppData().runs).unfiltered)
  useCommands([
    { keys: 'g h', label: 'runs', group: 'Anywhere', run: () => navigate({ name: 'runs' }) },
    { keys: 'g i', label: 'inbox', group: 'Anywhere', run: () => navigate({ name: 'inbox' }) },
    { keys: 'g d', label: 'agents', group: 'Anywhere', run: () => navigate({ name: 'agents' }) },
    { keys: 'mod+i', label: 'inbox', group: 'Anywhere', run: () => navigate({ name: 'inbox' }) },
    // The browser keeps mod+n for itself, so that a plain key does it too.
    { keys: 'n', label: 'new run', group: 'Anywhere', run: openNewRun },
    { keys: 'mod+n', label: 'new run', group: 'Anywhere', run: openNewRun },
    { keys: 'f6', label: 'next region', group: 'Anywhere', run: () => focusNextRegion(1) },
    { keys: 'shift+f6', label: 'previous region', group: 'Anywhere', run: () => focusNextRegion(-1) },
    { keys: '?', label: 'all shortcuts', group: 'Anywhere', run: () => setSheetOpen(true) },
    ...shown.map(
      ({ id }, index): Command => ({
        keys: `mod+${index + 1}`,
        label: `run ${index + 1} in the rail`,
        group: 'Anywhere',
        run: () => navigate(runRoute(id)),
      }),
    ),
  ])
  return isSheetOpen ? <ShortcutSheet onClose={() => setSheetOpen(false)} /> : null
}

const openNewRun = (): void => navigate({ name: 'new', repositoryId: null })
