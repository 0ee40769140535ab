import { z } from 'zod'
import {
  agentChoiceSchema,
  DEFAULT_LIMITS,
  DEFAULT_RUN_CONFIG,
  limitsSchema,
  SANDBOX_MODES,
  setupSchema,
} from '../config.ts'
import { UPDATE_SETTINGS } from '../update.ts'
import { POLICIES } from '../words.ts'
import { agentSettingsSchema } from './agent-settings.ts'
import { DENSITIES, MOTIONS, THEMES } from './appearance.ts'
import { desktopSettingsSchema } from './desktop-settings.ts'
import { mcpSettingsSchema } from './mcp-settings.ts'
import { permissionRulesSchema } from './permission-settings.ts'
import { isWholePath } from './program-settings.ts'
import { retentionSettingsSchema } from './retention-settings.ts'

const { shape } = limitsSchema
const standard = DEFAULT_LIMITS

/**
 * `<home>/settings.json`: the person's, by hand or in the window. Each member may be left out and has a default here, and a sentence in
 * `notes.ts`. What this version does not know at the top is left alone and told.
 */
export const settingsSchema = z.looseObject({
  agents: agentSettingsSchema.default({}),
  roles: z
    .strictObject({
      strategy: agentChoiceSchema.optional(),
      implementation: agentChoiceSchema.optional(),
      checker: agentChoiceSchema.optional(),
    })
    .default({}),
  policy: z.enum(POLICIES).default(DEFAULT_RUN_CONFIG.policy),
  limits: z
    .strictObject({
      attemptsPerTask: shape.attemptsPerTask.default(standard.attemptsPerTask),
      replans: shape.replans.default(standard.replans),
      parallelTasks: shape.parallelTasks.default(standard.parallelTasks),
      turns: shape.turns.default(standard.turns),
      turnIdleMinutes: shape.turnIdleMinutes.default(standard.turnIdleMinutes),
      turnMinutes: shape.turnMinutes,
      permissionMinutes: shape.permissionMinutes,
      verificationMinutes: shape.verificationMinutes.default(standard.verificationMinutes),
      sessionTurns: shape.sessionTurns,
      contextPercent: shape.contextPercent,
      tokens: shape.tokens.default(standard.tokens),
      costMicros: shape.costMicros.default(standard.costMicros),
      wallMinutes: shape.wallMinutes.default(standard.wallMinutes),
    })
    .prefault({}),
  sandbox: z.enum(SANDBOX_MODES).default(DEFAULT_RUN_CONFIG.sandbox),
  permissions: permissionRulesSchema.prefault({}),
  mcpServers: mcpSettingsSchema.default({}),
  /** By the absolute path of a checkout's top folder, links resolved. */
  repositories: z
    .record(
      z.string().max(4_096).refine(isWholePath, 'a repository is named by its whole path'),
      z.strictObject({ setup: setupSchema.optional() }),
    )
    .default({}),
  retention: retentionSettingsSchema.prefault({}),
  appearance: z
    .strictObject({
      theme: z.enum(THEMES).default('system'),
      density: z.enum(DENSITIES).default('standard'),
      motion: z.enum(MOTIONS).default('system'),
    })
    .prefault({}),
  /** When the window's program looks for its next version. */
  updates: z.enum(UPDATE_SETTINGS).default('ask'),
  /** What the application does beside its windows. */
  desktop: desktopSettingsSchema.prefault({}),
  attention: z.strictObject({ notifications: z.boolean().default(true) }).prefault({}),
})
export type Settings = z.infer<typeof settingsSchema>

/** What goes where nothing is set. */
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})

/** Members of the file that this version does not know: another version's, or misspelt. */
export const unknownSettings = (settings: Settings): string[] =>
  Object.keys(settings).filter((name) => !(name in settingsSchema.shape))
