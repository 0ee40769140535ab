import { existsSync } from 'node:fs'
import type { Handlers, Reply } from '../../shared/contract.ts'
import { err, ok } from '../../shared/result.ts'
import type { RepositoryRow, SettingsView } from '../../shared/views.ts'
import { repositoryId } from '../repositories.ts'
import { settingsFile } from '../settings.ts'
import type { SettingChange } from '../settings-change.ts'
import type { SettingsKeeper, SettingsState } from '../settings-keeper.ts'
import { settingsView } from '../views/settings-view.ts'
import type { HostShell } from './parts.ts'
import { refusalReply } from './replies.ts'

type SettingsMethods = 'settings.read' | 'settings.change' | 'settings.show'

/** What works also where the database cannot be opened. */
export interface SettingsParts {
  home: string
  settings: SettingsKeeper
  shell: Pick<HostShell, 'reveal'>
  /** Strikes out what is secret. */
  hide(text: string): string
  /** A known repository by its id. */
  findRepository(id: string): Promise<Reply<RepositoryRow>>
}

export function settingsHandlers(parts: SettingsParts): Pick<Handlers, SettingsMethods> {
  const { home, settings, shell } = parts
  const file = settingsFile(home)
  const view = (state: SettingsState): SettingsView => settingsView(file, state, parts.hide)
  return {
    'settings.read': () => ok(view(settings.state())),
    'settings.change': async ({ revision, changes }) => {
      const named = await withPaths(parts, changes)
      if (!named.ok) return named
      const changed = settings.change(revision, named.value)
      if (changed.ok) return ok(view(changed.value))
      const { code, message, remedy } = changed.error
      return code === 'stale' ? err({ code, message, remedy }) : refusalReply(changed.error)
    },
    'settings.show': () => {
      shell.reveal?.(existsSync(file) ? file : home)
      return ok({ path: file, revealed: shell.reveal !== null })
    },
  }
}

/** The page knows repositories by their ids, the file by their paths. */
async function withPaths(
  { findRepository, settings }: SettingsParts,
  changes: readonly { path: string[]; value?: unknown }[],
): Promise<Reply<SettingChange[]>> {
  const named: SettingChange[] = []
  for (const change of changes) {
    const [first = '', id, ...rest] = change.path
    if (first !== 'repositories') {
      named.push(change)
      continue
    }
    const path = id === undefined ? null : await pathOf(id)
    if (path !== null && !path.ok) return path
    named.push({ ...change, path: path === null ? [first] : [first, path.value, ...rest] })
  }
  return ok(named)

  async function pathOf(id: string): Promise<Reply<string>> {
    // One that the file names and nobody knows any more can be taken out of it all the same.
    const { going } = settings.state()
    const shown = going.ok ? Object.keys(going.value.repositories).find((path) => repositoryId(path) === id) : undefined
    if (shown !== undefined) return ok(shown)
    const found = await findRepository(id)
    return found.ok ? ok(found.value.path) : found
  }
}
