import type { ReactElement } from 'react'
import type { SettingsView as Settings } from '../../../shared/views.ts'
import { hrefOf } from '../../route.ts'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings.ts'
import { AboutSection } from './about-section.tsx'
import { AgentsSection } from './agents-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { NewRunsSection } from './new-runs-section.tsx'
import { PermissionsSection } from './permissions-section.tsx'
import { RepositoriesSection } from './repositories-section.tsx'
import { ShortcutsSection } from './shortcuts-section.tsx'
import { StorageSection } from './storage-section.tsx'
import { type SettingsForm, useSettings } from './use-settings.ts'

const SECTIONS = [
  { id: 'new-runs', name: TEXT.newRuns },
  { id: 'agents', name: TEXT.agentsAndServers },
  { id: 'permissions', name: TEXT.permissions },
  { id: 'repositories', name: TEXT.repositories },
  { id: 'storage', name: TEXT.storageAndTrash },
  { id: 'appearance', name: TEXT.appearanceAttention },
  { id: 'shortcuts', name: COMMON.shortcuts },
  { id: 'about', name: TEXT.aboutAndLogs },
] as const
/** Nothing in the list of shortcuts takes the focus, so what scrolls must, or the keyboard could not scroll it. */
const FOCUSABLE = { tabIndex: 0 }
type SectionId = (typeof SECTIONS)[number]['id']

/** One file, by sections: each setting says what it changes and from when, and is kept as soon as it is changed. */
export function SettingsView({ section }: { section: string | null }): ReactElement {
  const { view, form } = useSettings()
  const shown = SECTIONS.find(({ id }) => id === section) ?? SECTIONS[0]
  return (
    <div className="flex min-h-0 flex-1">
      <nav
        aria-label={TEXT.sectionsOfSettings}
        className="w-56 flex-none overflow-y-auto border-line-strong border-r py-3"
      >
        <h1 className="px-4 pb-2 text-18 font-strong">{COMMON.settings}</h1>
        {SECTIONS.map(({ id, name }) => (
          <a
            key={id}
            href={hrefOf({ name: 'settings', section: id })}
            aria-current={id === shown.id ? 'page' : undefined}
            className={`flex min-h-8 items-center px-4 outline-offset-[-2px] ${id === shown.id ? 'bg-selected font-medium shadow-[inset_2px_0_0_var(--lapis-fill)]' : 'text-ink-2 hover:bg-hover'}`}
          >
            {name}
          </a>
        ))}
        {view !== null && (
          <p className="px-4 pt-4 text-12 text-ink-3 wrap-anywhere">{TEXT.keptInWhichCanBeEdited(view.file)}</p>
        )}
      </nav>
      <section
        aria-label={shown.name}
        className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-lit focus-visible:-outline-offset-2"
        {...(shown.id === 'shortcuts' && FOCUSABLE)}
      >
        <div key={shown.id} className="mx-auto max-w-3xl px-8 py-6">
          {view !== null && view.unknown.length > 0 && (
            <p className="mb-4 text-12 text-gold">{TEXT.nothingOfThisVersionReads(view.unknown.join(', '))}</p>
          )}
          {form !== null && form.error !== null && (
            <div className="mb-4">
              <Failure error={form.error} />
            </div>
          )}
          <Section id={shown.id} view={view} form={form} />
        </div>
      </section>
    </div>
  )
}

function Section({
  id,
  view,
  form,
}: {
  id: SectionId
  view: Settings | null
  form: SettingsForm | null
}): ReactElement {
  if (id === 'shortcuts') return <ShortcutsSection />
  if (id === 'about') return <AboutSection form={form} />
  if (view === null) return <Loading what={TEXT.theSettings} />
  // What is wrong stands above the view already.
  if (form === null) return <Empty title={TEXT.nothingCouldBeReadOfFile} />
  switch (id) {
    case 'new-runs':
      return <NewRunsSection form={form} />
    case 'agents':
      return <AgentsSection form={form} />
    case 'permissions':
      return <PermissionsSection form={form} />
    case 'repositories':
      return <RepositoriesSection form={form} />
    case 'storage':
      return <StorageSection form={form} />
    case 'appearance':
      return <AppearanceSection form={form} />
  }
}
