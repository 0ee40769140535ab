import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { agentChoiceSchema } from '../shared/config.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import { UPDATE_SETTINGS } from '../shared/update.ts'
import { agentSettingsSchema } from './agents/agent-settings.ts'
import { mcpSettingsSchema } from './agents/mcp-settings.ts'
import { DEFAULT_DESKTOP, desktopSettingsSchema } from './desktop/desktop-settings.ts'
import { permissionRulesSchema } from './engine/permission-rules.ts'
import { DEFAULT_RETENTION, retentionSettingsSchema } from './retention.ts'
import { settingsProblems } from './settings-problems.ts'

/** `<home>/settings.json`, written by the person. What this version does not know is left alone. */
const settingsSchema = z.looseObject({
  agents: agentSettingsSchema.default({}),
  /** Who plays a role unless a repository's last run or the person says otherwise. */
  roles: z
    .strictObject({
      strategy: agentChoiceSchema.optional(),
      implementation: agentChoiceSchema.optional(),
      checker: agentChoiceSchema.optional(),
    })
    .default({}),
  mcpServers: mcpSettingsSchema.default({}),
  /** How long and how much is kept. */
  retention: retentionSettingsSchema.default(DEFAULT_RETENTION),
  permissions: permissionRulesSchema.default({ allow: [], reject: [] }),
  /** When the window's program looks for its next version. */
  updates: z.enum(UPDATE_SETTINGS).default('ask'),
  /** What the application does beside its windows. */
  desktop: desktopSettingsSchema.default(DEFAULT_DESKTOP),
})
export type Settings = z.infer<typeof settingsSchema>

const MAX_BYTES = 1024 * 1024

/** Members of the file that this version does not know: another version's, or misspelt. */
export const unknownSettings = (settings: Settings): string[] =>
  Object.keys(settings).filter((name) => !(name in settingsSchema.shape))

/** Where the settings of a data folder are. */
export const settingsFile = (home: string): string => path.join(home, 'settings.json')

/** Reads the settings of a data folder anew; a file that is not there says nothing. */
export function readSettings(home: string): Result<Settings, Refusal> {
  const file = settingsFile(home)
  const refuse = (what: string): Result<Settings, Refusal> =>
    err({
      code: 'settings_invalid',
      message: `${file}: ${what}`,
      remedy: 'Correct the file, or remove it, and try again.',
    })
  let text = '{}'
  try {
    const found = statSync(file)
    if (!found.isFile()) return refuse('is not a file.')
    if (found.size > MAX_BYTES) return refuse(`is larger than ${MAX_BYTES / 1024} KiB.`)
    // Some editors begin a file with a mark that JSON does not know.
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isAbsent) return refuse(error instanceof Error ? error.message : String(error))
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return refuse(`not JSON: ${error instanceof Error ? withoutQuotation(error.message) : String(error)}`)
  }
  const parsed = settingsSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  return refuse(settingsProblems(parsed.error.issues))
}

/** JavaScript quotes what stands around the fault, and that may be a key: the message goes into the run's history. */
const withoutQuotation = (message: string): string => message.replace(/, (?:\.{3})?".*$/s, '')
