import { z } from 'zod'

const DAY_MS = 86_400_000
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

/** A run that has ended and is not in the trash. */
export interface EndedRun {
  runId: string
  /** ISO. */
  endedAt: string
  /** Of its files. */
  bytes: number
}

/**
 * Pure. Which ended runs are to go to the trash, oldest first: those past their days, and as many as it takes until what is left fits.
 * `totalBytes`: of everything, runs that have not ended among it; those never go.
 */
export function pastRetention(
  ended: readonly EndedRun[],
  totalBytes: number,
  { days: keptDays, gigabytes }: RetentionSettings,
  nowMs: number,
): string[] {
  const oldestFirst = [...ended].sort((a, b) => (a.endedAt < b.endedAt ? -1 : 1))
  const limit = gigabytes === null ? Number.POSITIVE_INFINITY : gigabytes * 1_000_000_000
  let left = totalBytes
  const going: string[] = []
  for (const { runId, endedAt, bytes } of oldestFirst) {
    const isOld = keptDays !== null && Date.parse(endedAt) < nowMs - keptDays * DAY_MS
    if (!isOld && left <= limit) continue
    going.push(runId)
    left -= bytes
  }
  return going
}
