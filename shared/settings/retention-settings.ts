import { z } from 'zod'

const days = z.number().positive().max(36_500).nullable()

/** `settings.json`, `retention`: how long and how much is kept; null: without end. */
export const retentionSettingsSchema = z.strictObject({
  /** A run that ended longer ago goes to the trash. */
  days: days.default(365),
  /** What all runs take on disk, but for the trash. */
  gigabytes: z.number().positive().max(1_000_000).nullable().default(20),
  /** Output of turns that ended longer ago is kept in their transcripts only. */
  outputDays: days.default(30),
})
export type RetentionSettings = z.infer<typeof retentionSettingsSchema>

export const DEFAULT_RETENTION: RetentionSettings = retentionSettingsSchema.parse({})
