import type { RetentionSettings } from '../shared/settings/retention-settings.ts'

const DAY_MS = 86_400_000

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
