import { type ReactElement, Suspense, useEffect, useRef, useState } from 'react'
import { useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { type Command, useActiveCommands, useCommands } from '../keys/commands.tsx'
import { navigate, runRoute } from '../route.ts'
import { LazyCommandPalette } from '../views/lazy.ts'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/shell.ts'
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
    { keys: 'g h', label: TEXT.runs, group: COMMON.anywhere, run: () => navigate({ name: 'runs' }) },
    { keys: 'g i', label: TEXT.inbox, group: COMMON.anywhere, run: () => navigate({ name: 'inbox' }) },
    { keys: 'mod+k', label: TEXT.searchOrRunCommand, group: COMMON.anywhere, run: palette.open },
    { keys: 'g u', label: TEXT.usage, group: COMMON.anywhere, run: () => navigate({ name: 'usage' }) },
    { keys: 'g d', label: TEXT.agents, group: COMMON.anywhere, run: () => navigate({ name: 'agents' }) },
    { keys: 'g x', label: TEXT.removedRuns, group: COMMON.anywhere, run: () => navigate({ name: 'removed' }) },
    {
      keys: 'g w',
      label: TEXT.thisInNewWindow,
      group: COMMON.anywhere,
      run: () => client.openWindow(location.hash || '#/'),
    },
    { keys: 'g s', label: TEXT.settings, group: COMMON.anywhere, run: openSettings },
    { keys: 'mod+,', label: TEXT.settings, group: COMMON.anywhere, run: openSettings },
    { keys: 'mod+i', label: TEXT.inbox, group: COMMON.anywhere, run: () => navigate({ name: 'inbox' }) },
    // The browser keeps mod+n for itself, so that a plain key does it too.
    { keys: 'n', label: TEXT.newRun, group: COMMON.anywhere, run: openNewRun },
    { keys: 'mod+n', label: TEXT.newRun, group: COMMON.anywhere, run: openNewRun },
    { keys: 'f6', label: TEXT.nextRegion, group: COMMON.anywhere, run: () => focusNextRegion(1) },
    { keys: 'shift+f6', label: TEXT.previousRegion, group: COMMON.anywhere, run: () => focusNextRegion(-1) },
    { keys: '?', label: TEXT.allShortcuts, group: COMMON.anywhere, run: () => setSheetOpen(true) },
    ...shown.map(
      ({ id }, index): Command => ({
        keys: `mod+${index + 1}`,
        label: TEXT.runInRail(index + 1),
        group: COMMON.anywhere,
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
