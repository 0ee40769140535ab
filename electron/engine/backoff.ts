const SECOND_MS = 1_000
/** How long to wait after the first, second … turn in a row that got no connection. */
const TRANSPORT_WAITS_MS = [15, 60, 240, 900].map((seconds) => seconds * SECOND_MS)

/** Where a limit says nothing about its reset, the run looks again after this long. */
const UNKNOWN_LIMIT_WAIT_MS = 300 * SECOND_MS

/** How long to wait after a turn without a connection, `earlier` others of the role before it in a row; null: it has failed. */
export function transportWaitMs(earlier: number): number | null {
  return TRANSPORT_WAITS_MS[earlier] ?? null
}

/** When to look again after a limit. A reset that is not ahead of us would only be met again. */
export function limitWaitUntil(reset: string | null, now: string): string {
  if (reset !== null && isAhead(reset, now)) return reset
  return later(now, UNKNOWN_LIMIT_WAIT_MS)
}

export const isAhead = (time: string, now: string): boolean => Date.parse(time) > Date.parse(now)

export const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString()
