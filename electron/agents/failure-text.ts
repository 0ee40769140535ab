/**
 * What agents say when the provider refuses to work. Some tell it in a JSON-RPC error, some only as chat text at the end of an
 * ordinary turn, so both readings are here. Pure; the clock is an argument.
 */

const LIMIT =
  /\b429\b|too many requests|rate[ _-]?limit(ed|s? (reached|exceeded|hit|error)|_error|_exceeded)|(usage|session|weekly|daily|hourly|5-hour) limit|(hit|reached|exceeded) your (\w+ ){0,3}limit|quota (exceeded|exhausted|reached)|exceeded your (current )?quota|insufficient_quota|resource_exhausted|out of credits|credit balance is too low/i
const LOGIN =
  /\b401\b|unauthori[sz]ed|authentication[ _](required|failed|error)|not (logged|signed) in|please (run \/login|log ?in|sign in)|login required|invalid (x-)?api[ -]?key|(missing|no|incorrect) api[ -]?key|(oauth )?token (has )?expired|invalid_api_key/i
/** The provider understood the request and wants none of it: the same request again is of no use. */
const BAD_REQUEST = /\b4(00|04|13|22)\b|invalid_request_error/i
/** The provider failed, or could not be reached. */
const TRANSPORT = new RegExp(
  [
    String.raw`\b(?:status|http(?:/[\d.]+)?|code|error)\W{0,3}(?:code\W{0,3})?5\d\d\b`,
    'internal server error|bad gateway|service (?:is )?(?:temporarily )?unavailable|gateway time-?out|server_error',
    String.raw`\boverloaded(?:_error)?\b|\bat capacity\b|experiencing high demand|\b529\b`,
    String.raw`\bECONN(?:REFUSED|RESET|ABORTED)\b|\b(?:ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b|\bUND_ERR_\w+`,
    String.raw`\bconnection (?:was )?(?:refused|reset|error|closed|aborted|lost|failed|timed out)\b|socket hang up|fetch failed`,
    'network error|stream disconnected|error sending request|(?:unable|failed) to connect|waiting for network',
    'request timed out|timed out (?:reaching|connecting|waiting for)',
  ].join('|'),
  'i',
)
/** Longer final texts are reports, and may well be about rate limits or log-in pages. */
const MAX_CHAT_FAILURE_CHARACTERS = 600
/** A chat text counts only if it is an error message, not a sentence about one. */
const CHAT_REFUSAL =
  /^\W*(\w+ )?(api )?error\b|\berror:|^\W*you(['’]ve| have) (hit|reached|exceeded) your\b|limit reached|please run \/login|^\W*(invalid api key|not logged in|unauthorized|too many requests|429\b|unexpected status 4|exceeded retry limit)/i
/** Stricter, because agents write a lot about connections and servers. */
const CHAT_TRANSPORT = new RegExp(
  [
    String.raw`^\W*(?:[\w-]+ ){0,2}error\W{0,3}(?:code )?[:({\d]`,
    String.raw`^\W*(?:unexpected status 5|exceeded retry limit|stream disconnected before|we.re currently experiencing high demand|selected model is at capacity)`,
    String.raw`^\W*(?:connection (?:refused|reset|error|failed|lost)|network error|fetch failed|socket hang up|request timed out|overloaded|(?:unable|failed) to connect)\s*(?:[.:,(]|$)`,
  ].join('|'),
  'i',
)

export type FailureReading = 'limit' | 'login' | 'transport' | null

/** The text of an error: of JSON-RPC with its data, of a program, of a prompt that is known to have failed. */
export function readErrorText(text: string): FailureReading {
  if (LIMIT.test(text)) return 'limit'
  if (LOGIN.test(text)) return 'login'
  return !BAD_REQUEST.test(text) && TRANSPORT.test(text) ? 'transport' : null
}

/** The final chat text of a turn that ended without an answer; the error may follow other remarks. */
export function readChatFailure(text: string): FailureReading {
  const message = text.trim()
  if (message.length > MAX_CHAT_FAILURE_CHARACTERS) return null
  for (const part of [message, lastParagraph(message)]) {
    const reading = readErrorText(part)
    if (reading !== null && (reading === 'transport' ? CHAT_TRANSPORT : CHAT_REFUSAL).test(part)) return reading
  }
  return null
}

export const lastParagraph = (text: string): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .at(-1) ?? ''

/** A limit that is told to last longer than this is not believed: the number meant something else. */
const MAX_WAIT_MS = 32 * 24 * 60 * 60 * 1000
const UNIT_MS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }

const ISO_TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)\b/
const EPOCH = /(?:reset\w*|until|limit reached)["'\s:=|]{1,4}(\d{10})(?:\d{3})?\b/i
const RETRY_SECONDS =
  /(?:retry[-_ ]?after|resets?_in_seconds|retryDelay)["'\s:=]{1,5}(\d+(?:\.\d+)?)\s*(?:s\b|sec|"|,|}|\.|$|\s)/i
const DURATION =
  /(?:in|after)\s+((?:\d+(?:\.\d+)?\s*(?:days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\b[\s,]*(?:and\s+)?)+)/i
/** Codex tells the time of this machine, with the date unless it is today's. */
const CLOCK = /try again at (?:([A-Z][a-z]{2} \d{1,2})(?:st|nd|rd|th)?, (\d{4}) )?(\d{1,2}:\d\d [AP]M)/i
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
  if (duration === undefined) return clockTimeMs(text, nowMs)
  const parts = [...duration.matchAll(DURATION_PART)]
  const totalMs = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit?.toLowerCase() ?? ''] ?? 0),
    0,
  )
  return nowMs + Math.ceil(totalMs)
}

function clockTimeMs(text: string, nowMs: number): number | null {
  const [told, day, year, time] = CLOCK.exec(text) ?? []
  if (told === undefined) return null
  if (day !== undefined) return Date.parse(`${day}, ${year} ${time}`)
  const today = Date.parse(`${new Date(nowMs).toDateString()} ${time}`)
  return today > nowMs ? today : today + 24 * 3_600_000
}
