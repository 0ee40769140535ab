import { type ReactElement, Suspense, useEffect, useState } from 'react'
import { type AppData, AppDataProvider, useAppData } from './data/app-data.tsx'
import { useStore } from './data/store.ts'
import { CommandKeys } from './keys/commands.tsx'
import { type Route, useRoute } from './route.ts'
import { DamagedView } from './shell/damaged-view.tsx'
import { FolderDrop } from './shell/folder-drop.tsx'
import { FolderNotices } from './shell/folder-notices.tsx'
import { HintBar } from './shell/hint-bar.tsx'
import { Rail } from './shell/rail.tsx'
import { TopBar } from './shell/top-bar.tsx'
import { UpdateNotice } from './shell/update-notice.tsx'
import { useAppearance } from './shell/use-appearance.ts'
import { useKeptFocus } from './shell/use-kept-focus.ts'
import { useShellCommands } from './shell/use-shell-commands.tsx'
import { useWindowLinks } from './shell/use-window-links.ts'
import { Part } from './shell/view-failure.tsx'
import { WebLinks } from './shell/web-links.tsx'
import { Loading } from './ui/notice.tsx'
import {
  LazyAgentsView,
  LazyInboxView,
  LazyNewRunView,
  LazyRemovedView,
  LazyRunView,
  LazySettingsView,
  LazyUsageView,
  LazyWelcomeView,
} from './views/lazy.ts'
import { RunsView } from './views/runs/runs-view.tsx'
import * as TEXT from './words/texts/shell.ts'

/** The window: top bar, rail, one view, and the bar of keys that work here. */
export function App({ data }: { data: AppData }): ReactElement {
  return (
    <AppDataProvider value={data}>
      <CommandKeys>
        <WebLinks>
          <Window />
        </WebLinks>
      </CommandKeys>
    </AppDataProvider>
  )
}

function Window(): ReactElement {
  const route = useRoute()
  const info = useStore(useAppData().info)
  // Kept until the person goes on: what a restore came to must be read.
  const [damage, setDamage] = useState<string | null>(null)
  const found = info?.ok ? info.value.damage : null
  useEffect(() => {
    if (found !== null) setDamage(found)
  }, [found])
  const { overlay, openPalette } = useShellCommands()
  useKeptFocus()
  useWindowLinks()
  useAppearance()
  useEffect(() => {
    if (info?.ok && info.value.platform === 'darwin') document.documentElement.dataset['platform'] = 'mac'
  }, [info])
  return (
    <div className="grid h-full min-w-[1024px] grid-cols-[var(--w-rail)_minmax(0,1fr)] grid-rows-[var(--h-bar)_minmax(0,1fr)_1.625rem]">
      <TopBar route={route} onSearch={openPalette} />
      <Rail route={route} />
      {/* `relative`: what is hidden from sight is placed in here, and would otherwise lengthen the whole page. */}
      <main tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-col overflow-hidden bg-panel outline-none">
        <FolderNotices />
        <UpdateNotice />
        <Part key={placeOf(route)} what={TEXT.thisView}>
          <Suspense fallback={<Loading what={TEXT.theView} />}>
            {damage === null ? <View route={route} /> : <DamagedView damage={damage} onClose={() => setDamage(null)} />}
          </Suspense>
        </Part>
      </main>
      <HintBar />
      {overlay}
      <FolderDrop />
    </div>
  )
}

/** A mistake in one run's view says nothing about another's. The parts of a run have boundaries of their own. */
const placeOf = (route: Route): string => (route.name === 'run' ? route.runId : route.name)

function View({ route }: { route: Route }): ReactElement {
  switch (route.name) {
    case 'runs':
      return <RunsView />
    case 'inbox':
      return <LazyInboxView />
    case 'removed':
      return <LazyRemovedView />
    case 'agents':
      return <LazyAgentsView />
    case 'usage':
      return <LazyUsageView />
    case 'welcome':
      return <LazyWelcomeView />
    case 'settings':
      return <LazySettingsView section={route.section} />
    case 'new':
      return <LazyNewRunView repositoryId={route.repositoryId} />
    case 'run':
      return <LazyRunView key={route.runId} route={route} />
  }
}
