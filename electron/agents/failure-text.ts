/**
 * What agents say when the provider refuses to work. Some tell it in a JSON-RPC error, some only as chat text at the end of an
 * ordinary turn, so both readings are here. Pure; the clock is an argument.
 */

const LIMIT =
  /\b429\b|too many requests|rate[ _-]?limit(ed|s? (reached|exceeded|hit|error)|_error|_exceeded)|(usage|session|weekly|daily|hourly|5-hour) limit|(hit|reached|exceeded) your (\w+ ){0,3}limit|quota (exceeded|exhausted|reached)|exceeded your (current )?quota|insufficient_quota|resource_exhausted|out of credits|credit balance is too low/i
const LOGIN =
  /\b401\b|unauthori[sz]ed|authentication[ _](required|failed|error)|not (logged|signed) in|please (run \/login|log ?in|sign in)|login required|invalid (x-)?api[ -]?key|(missing|no|incorrect) api[ -]?key|(oauth )?token (has )?expired|invalid_api_key/i
/** Longer final texts are reports, and may well be about rate limits or log-in pages. */
const MAX_CHAT_FAILURE_CHARACTERS = 600
/** A chat text counts only if it is an error message, not a sentence about one. */
const CHAT_ERROR =
  /^\W*(\w+ )?(api )?error\b|\berror:|^\W*you('ve| have) (hit|reached|exceeded) your\b|limit reached|please run \/login|^\W*(invalid api key|not logged in|unauthorized|too many requests|429\b)/i

export type FailureReading = 'limit' | 'login' | null

/** The text of a JSON-RPC error, with its data. */
export function readErrorText(text: string): FailureReading {
  if (LIMIT.test(text)) return 'limit'
  return LOGIN.test(text) ? 'login' : null
}

/** The final chat text of a turn that ended without an answer. */
export function readChatFailure(text: string): FailureReading {
  const message = text.trim()
  if (message.length > MAX_CHAT_FAILURE_CHARACTERS || !CHAT_ERROR.test(message)) return null
  return readErrorText(message)
}

/** A limit that is told to last longer than this is not believed: the number meant something else. */
const MAX_WAIT_MS = 32 * 24 * 60 * 60 * 1000
const UNIT_MS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }

const ISO_TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)\b/
const EPOCH = /(?:reset\w*|until|limit reached)["'\s:=|]{1,4}(\d{10})(?:\d{3})?\b/i
const RETRY_SECONDS =
  /(?:retry[-_ ]?after|resets?_in_seconds|retryDelay)["'\s:=]{1,5}(\d+(?:\.\d+)?)\s*(?:s\b|sec|"|,|}|\.|$|\s)/i
const DURATION =
  /(?:in|after)\s+((?:\d+(?:\.\d+)?\s*(?:days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\b[\s,]*(?:and\s+)?)+)/i
const DURATION_PART = /(\d+(?:\.\d+)?)\s*([dhms])/gi

/**
 * When a limit ends, as ISO time; null if the text does not tell or leaves doubt ("resets at 3pm": whose 3pm?).
 * Only times after `nowMs` count.
 */
export function readResetTime(text: string, nowMs: number): string | null {
  const at = resetTimeMs(text, nowMs)
  if (at === null || !(at > nowMs) || at - nowMs > MAX_WAIT_MS) return null
  return new Date(at).toISOString()
}

function resetTimeMs(text: string, nowMs: number): number | null {
  const iso = ISO_TIME.exec(text)?.[0]
  if (iso !== undefined) return Date.parse(iso)
  const epochSeconds = EPOCH.exec(text)?.[1]
  if (epochSeconds !== undefined) return Number(epochSeconds) * 1000
  const seconds = RETRY_SECONDS.exec(text)?.[1]
  if (seconds !== undefined) return nowMs + Math.ceil(Number(seconds) * 1000)
  const duration = DURATION.exec(text)?.[1]
  if (duration === undefined) return null
  const parts = [...duration.matchAll(DURATION_PART)]
  const totalMs = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit?.toLowerCase() ?? ''] ?? 0),
    0,
  )
  return nowMs + Math.ceil(totalMs)
}
