import { expect, test } from 'vitest'
import { readChatFailure, readErrorText, readResetTime } from '../../electron/agents/failure-text.ts'

test.each([
  ['Error: 429 Too Many Requests', 'limit'],
  ['API Error: Rate limit reached', 'limit'],
  ["You've hit your usage limit. Upgrade to Pro or try again in 3 days.", 'limit'],
  ['Claude AI usage limit reached|1763647200', 'limit'],
  ['5-hour limit reached ∙ resets 3pm', 'limit'],
  ['You have exceeded your current quota, please check your plan.', 'limit'],
  ['Error: credit balance is too low', 'limit'],
  ['Invalid API key · Please run /login', 'login'],
  ['API Error: 401 {"type":"authentication_error"}', 'login'],
  ['Not logged in. Please sign in first.', 'login'],
  ['You’ve hit your usage limit. Try again at 9:47 PM.', 'limit'],
  ['exceeded retry limit, last status: 429 Too Many Requests', 'limit'],
  ['unexpected status 401 Unauthorized: no, url: http://127.0.0.1:9/v1', 'login'],
  ['API Error: 500 {"type":"api_error","message":"Internal server error"}', 'transport'],
  ['API Error: 529 {"type":"overloaded_error","message":"Overloaded"}', 'transport'],
  ['API Error: Connection error.', 'transport'],
  ['unexpected status 502 Bad Gateway, url: http://127.0.0.1:9/v1', 'transport'],
  ['stream disconnected before completion: error sending request', 'transport'],
  ['Warning: no metadata for x.\n\nunexpected status 503 Service Unavailable', 'transport'],
  ['We’re currently experiencing high demand, which may cause temporary errors.', 'transport'],
  ['{"error":{"message":"The server had an error","type":"server_error"}}', 'transport'],
  ['fetch failed', 'transport'],
  ['Error: connect ECONNREFUSED 127.0.0.1:4010', 'transport'],
  ['API Error: 400 the server_error member is unknown', null],
  ['I made fetch failed requests retry after a connection refused.', null],
  ['Connection error handling: ECONNREFUSED is now tried again.', null],
  ['The server returned 500 Internal Server Error, so I fixed the handler.', null],
  ['Error: 400 model not found', null],
  ['I added a rate limit of 5 requests; exceeding it returns 429 Too Many Requests.', null],
  ['The login page now says "not logged in" and returns 401.', null],
  ['Done.', null],
  [`Error: ${'x'.repeat(700)} 429`, null],
])('chat text: %s', (text, reading) => {
  expect(readChatFailure(text)).toBe(reading)
})

test.each([
  ['{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}', 'limit'],
  ['Request rejected: rate limited', 'limit'],
  ['insufficient_quota', 'limit'],
  ['authentication_error: invalid x-api-key', 'login'],
  ['401 Unauthorized', 'login'],
  ['Internal error: port 4290 refused', null],
  ['connect ECONNREFUSED 127.0.0.1:4010', 'transport'],
  ['{"status":503}', 'transport'],
  ['HTTP/1.1 504', 'transport'],
  ['socket hang up', 'transport'],
  ['429: overloaded', 'limit'],
  ['401 after a connection error', 'login'],
  ['404 Not Found: bad gateway address', null],
  ['Internal error', null],
  ['line 512 of the file', null],
])('error text: %s', (text, reading) => {
  expect(readErrorText(text)).toBe(reading)
})

const NOW = Date.parse('2026-11-20T12:00:00.000Z')

/** The next time that a clock of this machine shows this, whatever its time zone is. */
function nextLocal(hours: number, minutes: number): string {
  const day = new Date(NOW)
  day.setHours(hours, minutes, 0, 0)
  return new Date(day.getTime() > NOW ? day.getTime() : day.getTime() + 86_400_000).toISOString()
}

test.each([
  ['resets at 2026-11-20T15:30:00Z', '2026-11-20T15:30:00.000Z'],
  ['until 2026-11-20T15:30:00.250+02:00', '2026-11-20T13:30:00.250Z'],
  ['limit reached|1795176000', null],
  ['limit reached|1795183200', '2026-11-20T14:00:00.000Z'],
  ['{"resets_at":1795183200}', '2026-11-20T14:00:00.000Z'],
  ['{"resetsAt": 1795183200000}', '2026-11-20T14:00:00.000Z'],
  ['retry-after: 90', '2026-11-20T12:01:30.000Z'],
  ['{"retry_after":1.5}', '2026-11-20T12:00:01.500Z'],
  ['"retryDelay":"30s"', '2026-11-20T12:00:30.000Z'],
  ['Please try again in 20s.', '2026-11-20T12:00:20.000Z'],
  ['try again in 2h 5m', '2026-11-20T14:05:00.000Z'],
  ['try again in 1 day, 2 hours and 3 minutes', '2026-11-21T14:03:00.000Z'],
  ['try again in 3 days', '2026-11-23T12:00:00.000Z'],
  ['resets 3pm', null],
  ['resets at 3pm (Europe/Berlin)', null],
  ['it reset at 2026-11-19T00:00:00Z', null],
  ['resets at 2036-11-19T00:00:00Z', null],
  ['try again in a moment', null],
  ['or try again at Nov 21st, 2026 9:47 AM.', new Date(2026, 10, 21, 9, 47).toISOString()],
  ['or try again at 12:34 PM.', nextLocal(12, 34)],
  ['or try again at 1:05 am.', nextLocal(1, 5)],
  ['', null],
])('reset time: %s', (text, at) => {
  expect(readResetTime(text, NOW)).toBe(at)
})
