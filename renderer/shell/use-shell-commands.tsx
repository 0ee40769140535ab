import { type ReactElement, Suspense, useEffect, useRef, useState } from 'react'
import { useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { type Command, useActiveCommands, useCommands } from '../keys/commands.tsx'
import { navigate, runRoute } from '../route.ts'
import { LazyCommandPalette } from '../views/lazy.ts'
import { railRuns } from './rail-runs.ts'
import { focusNextRegion } from './regions.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'

/** The keys that work anywhere. `overlay`: the sheet of shortcuts or the palette, while it is open. */
export function useShellCommands(): { overlay: ReactElement | null; openPalette: () => void } {
  const [isSheetOpen, setSheetOpen] = useState(false)
  const palette = usePalette()
  const { runs, client } = useAppData()
  const shown = railRuns(useStore(runs).unfiltered)
  useCommands([
    { keys: 'g h', label: 'runs', group: 'Anywhere', run: () => navigate({ name: 'runs' }) },
    { keys: 'g i', label: 'inbox', group: 'Anywhere', run: () => navigate({ name: 'inbox' }) },
    { keys: 'mod+k', label: 'search or run a command', group: 'Anywhere', run: palette.open },
    { keys: 'g u', label: 'usage', group: 'Anywhere', run: () => navigate({ name: 'usage' }) },
    { keys: 'g d', label: 'agents', group: 'Anywhere', run: () => navigate({ name: 'agents' }) },
    { keys: 'g x', label: 'removed runs', group: 'Anywhere', run: () => navigate({ name: 'removed' }) },
    {
      keys: 'g w',
      label: 'this in a new window',
      group: 'Anywhere',
      run: () => client.openWindow(location.hash || '#/'),
    },
    { keys: 'g s', label: 'settings', group: 'Anywhere', run: openSettings },
    { keys: 'mod+,', label: 'settings', group: 'Anywhere', run: openSettings },
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
  const sheet = isSheetOpen ? <ShortcutSheet onClose={() => setSheetOpen(false)} /> : null
  return { overlay: palette.element ?? sheet, openPalette: palette.open }
}

/** What is chosen is done once the palette is closed: nothing below an open dialog takes the focus. */
function usePalette(): { element: ReactElement | null; open: () => void } {
  const active = useActiveCommands()
  const [commands, setCommands] = useState<readonly Command[] | null>(null)
  const chosen = useRef<(() => void) | null>(null)
  const close = (): void => setCommands(null)
  useEffect(() => {
    if (commands !== null) return
    const run = chosen.current
    chosen.current = null
    run?.()
  }, [commands])
  const choose = (run: () => void): void => {
    chosen.current = run
    close()
  }
  const element =
    commands === null ? null : (
      <Suspense fallback={null}>
        <LazyCommandPalette commands={commands} onClose={close} onChoose={choose} />
      </Suspense>
    )
  return { element, open: () => setCommands(active) }
}

const openSettings = (): void => navigate({ name: 'settings', section: null })
const openNewRun = (): void => navigate({ name: 'new', repositoryId: null })
