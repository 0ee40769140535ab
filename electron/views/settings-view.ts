import type { AgentEntry } from '../../shared/settings/agent-settings.ts'
import type { McpServerEntry } from '../../shared/settings/mcp-settings.ts'
import { SETTING_NOTES } from '../../shared/settings/notes.ts'
import { type Settings, unknownSettings } from '../../shared/settings/settings.ts'
import type { SettingsView, ShownSettings } from '../../shared/views.ts'
import { repositoryId } from '../repositories.ts'
import { withoutMark } from '../settings.ts'
import type { SettingsState } from '../settings-keeper.ts'

/** Pure. `hide`: strikes out what is secret, for arguments may hold it. */
export function settingsView(
  file: string,
  { file: { revision, text }, going, problem }: SettingsState,
  hide: (text: string) => string,
): SettingsView {
  const settings = going.ok ? going.value : null
  return {
    revision,
    file,
    settings: settings && shownSettings(settings, hide),
    set: problem === null && text !== null ? setKeys(JSON.parse(withoutMark(text))) : [],
    unknown: settings === null ? [] : unknownSettings(settings),
    problem: problem && { message: problem.message, remedy: problem.remedy, line: problem.line, key: problem.key },
  }
}

function shownSettings(settings: Settings, hide: (text: string) => string): ShownSettings {
  const { roles, policy, limits, sandbox, permissions, retention, appearance, updates, desktop, attention } = settings
  return {
    ...{ roles, policy, limits, sandbox, permissions, retention, appearance, updates, desktop, attention },
    agents: Object.entries(settings.agents).map(([id, entry]) => shownAgent(id, entry, hide)),
    mcpServers: Object.entries(settings.mcpServers).map(([name, entry]) => shownServer(name, entry, hide)),
    repositories: Object.entries(settings.repositories).map(([path, { setup }]) => ({
      ...{ repositoryId: repositoryId(path), path },
      setup: setup ?? null,
    })),
  }
}

const shownAgent = (
  id: string,
  entry: AgentEntry,
  hide: (text: string) => string,
): ShownSettings['agents'][number] => ({
  id,
  command: entry.command ?? null,
  args: (entry.args ?? []).map(hide),
  variables: Object.keys(entry.env ?? {}),
  writable: entry.writable ?? [],
  sandbox: entry.sandbox ?? null,
})

function shownServer(
  name: string,
  entry: McpServerEntry,
  hide: (text: string) => string,
): ShownSettings['mcpServers'][number] {
  if ('url' in entry) return { name, where: hide(entry.url), variables: Object.keys(entry.headers), roles: entry.roles }
  const where = hide([entry.command, ...entry.args].join(' '))
  return { name, where, variables: Object.keys(entry.env), roles: entry.roles }
}

/** Which of the settings the file sets itself. */
function setKeys(json: unknown): string[] {
  return Object.keys(SETTING_NOTES).filter((key) => valueAt(json, key.split('.')) !== undefined)
}

function valueAt(json: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => new Map(Object.entries(value ?? {})).get(name), json)
}
