import { expect, test } from 'vitest'
import { outcomeOf, problemToRepair, type TurnEnd, type TurnEvidence } from '../../electron/agents/outcome.ts'

const NOW = Date.parse('2026-11-20T12:00:00.000Z')
const AGENT = { name: 'Toy', loginRemedy: 'Log in.' }
const ended: TurnEnd = { kind: 'replied', stopReason: 'end_turn' }
const nothing = { answer: null, problem: null, listed: true }

const evidence = (change: Partial<TurnEvidence>): TurnEvidence => ({
  end: ended,
  received: nothing,
  toolOffered: true,
  fenced: null,
  finalText: '',
  trouble: { retrying: null, failed: false },
  stderrTail: '',
  ...change,
})
const rpcError = (code: number, message: string, data?: unknown): TurnEnd => ({
  kind: 'rpc_error',
  code,
  message,
  data,
})
const received = { answer: { value: 'A' }, problem: null, listed: true }
const fenced = { kind: 'valid', answer: 'F' } as const
const containing = (text: string): unknown => expect.stringContaining(text)

test.each<[string, Partial<TurnEvidence>, unknown]>([
  ['a call of the tool', { received, fenced }, { kind: 'answered', answer: 'A', via: 'tool' }],
  [
    'a call, then a crash',
    { received, end: { kind: 'gone', exit: { exitCode: 1, signal: null } } },
    { kind: 'answered', answer: 'A', via: 'tool' },
  ],
  ['a call, then an error', { received, end: rpcError(429, 'no') }, { kind: 'answered', answer: 'A', via: 'tool' }],
  ['a call, then a stop', { received, end: { kind: 'stopped' } }, { kind: 'stopped' }],
  ['JSON in the text', { fenced }, { kind: 'answered', answer: 'F', via: 'text' }],
  ['end_turn alone', {}, { kind: 'no_answer', detail: containing('never called the answer tool') }],
  [
    'the tool was never seen',
    { received: { ...nothing, listed: false } },
    { kind: 'no_answer', detail: containing('never asked for the list') },
  ],
  ['no tool could be offered', { toolOffered: false }, { kind: 'no_answer', detail: containing('no tools over HTTP') }],
  [
    'a wrong call',
    { received: { ...nothing, problem: 'x must be y' } },
    { kind: 'no_answer', detail: containing('x must be y') },
  ],
  [
    'wrong JSON',
    { fenced: { kind: 'wrong', problem: 'not that' } },
    { kind: 'no_answer', detail: containing('not that') },
  ],
  [
    'refusal',
    { end: { kind: 'replied', stopReason: 'refusal' } },
    { kind: 'no_answer', detail: containing('refused') },
  ],
  [
    'max_tokens',
    { end: { kind: 'replied', stopReason: 'max_tokens' } },
    { kind: 'no_answer', detail: containing('tokens') },
  ],
  [
    'a word we do not know',
    { end: { kind: 'replied', stopReason: 'because' } },
    { kind: 'no_answer', detail: containing('because') },
  ],
  [
    'a limit as text',
    { finalText: "You've hit your usage limit. Resets at 3pm." },
    { kind: 'limited', until: null, detail: containing('usage limit') },
  ],
  [
    'a log-in as text',
    { finalText: 'Invalid API key · Please run /login' },
    { kind: 'login', agent: 'Toy', remedy: 'Log in.' },
  ],
  [
    'a model error as text',
    { finalText: 'Error: 400 no such model' },
    { kind: 'no_answer', detail: containing('no such model') },
  ],
  [
    'error: authentication',
    { end: rpcError(-32000, 'Authentication required') },
    { kind: 'login', agent: 'Toy', remedy: 'Log in.' },
  ],
  ['error: 401', { end: rpcError(401, 'no') }, { kind: 'login', agent: 'Toy', remedy: 'Log in.' }],
  ['error: 429', { end: rpcError(429, 'slow down') }, { kind: 'limited', until: null, detail: 'slow down' }],
  [
    'error: a limit in its data',
    { end: rpcError(-32603, 'Internal error', { type: 'rate_limit_error', resets_at: '2026-11-20T14:00:00Z' }) },
    { kind: 'limited', until: '2026-11-20T14:00:00.000Z', detail: containing('rate_limit_error') },
  ],
  // A limit reached while not logged in under -32000 is a limit.
  [
    'error: -32000 with a limit',
    { end: rpcError(-32000, 'Usage limit reached') },
    { kind: 'limited', until: null, detail: 'Usage limit reached' },
  ],
  [
    'error: anything else',
    { end: rpcError(-32603, 'boom', { a: 1 }) },
    { kind: 'no_answer', detail: 'Toy answered with error -32603: boom {"a":1}' },
  ],
  [
    'error: the program behind the adapter ended',
    { end: rpcError(1001, 'Codex process has exited', { exitCode: 1, signal: null, restartable: true }) },
    {
      kind: 'transport',
      detail: 'Toy answered with error 1001: Codex process has exited {"exitCode":1,"signal":null,"restartable":true}',
    },
  ],
  ['error: 503', { end: rpcError(503, 'later') }, { kind: 'transport', detail: 'later' }],
  [
    'error: a failed provider',
    { end: rpcError(-32603, 'Internal error', { status: 502 }) },
    { kind: 'transport', detail: 'Internal error {"status":502}' },
  ],
  [
    'error: a bad request',
    { end: rpcError(-32603, 'API Error: 400 server_error') },
    { kind: 'no_answer', detail: containing('400') },
  ],
  [
    'a failed provider as text',
    { finalText: 'unexpected status 500 Internal Server Error' },
    { kind: 'transport', detail: 'unexpected status 500 Internal Server Error' },
  ],
  [
    'a prompt that failed for certain, after long remarks',
    {
      finalText: `${'Remark. '.repeat(200)}\n\nThe servers are at capacity`,
      trouble: { retrying: null, failed: true },
    },
    { kind: 'transport', detail: 'The servers are at capacity' },
  ],
  [
    'JSON in the text of a prompt that failed',
    { fenced, trouble: { retrying: null, failed: true } },
    { kind: 'answered', answer: 'F', via: 'text' },
  ],
  [
    'a crash',
    { end: { kind: 'gone', exit: { exitCode: 3, signal: null } }, stderrTail: 'why' },
    { kind: 'crashed', detail: 'Toy exited with code 3 before it answered.\nwhy' },
  ],
  [
    'a kill',
    { end: { kind: 'gone', exit: { exitCode: null, signal: 'SIGKILL' } } },
    { kind: 'crashed', detail: 'Toy was ended by SIGKILL before it answered.' },
  ],
  [
    'output closed',
    { end: { kind: 'gone', exit: null } },
    { kind: 'crashed', detail: 'Toy closed its output without an answer.' },
  ],
  [
    'JSON in the text, then a crash',
    { end: { kind: 'gone', exit: null }, fenced: null, finalText: '```json' },
    { kind: 'crashed', detail: containing('closed') },
  ],
  [
    'a reply of another form',
    { end: { kind: 'bad_reply', method: 'initialize', problem: 'p' } },
    { kind: 'crashed', detail: containing('initialize') },
  ],
  [
    'no reply',
    { end: { kind: 'timeout', method: 'session/new', timeoutMs: 60_000 } },
    { kind: 'silent', detail: containing('session/new within 60 s') },
  ],
  ['silence', { end: { kind: 'silent', idleMs: 600_000 } }, { kind: 'silent', detail: containing('10 min') }],
  [
    'silence while it tried again',
    { end: { kind: 'silent', idleMs: 600_000 }, trouble: { retrying: 'Reconnecting', failed: false } },
    { kind: 'transport', detail: 'Reconnecting' },
  ],
  [
    'silence at a limit',
    { end: { kind: 'silent', idleMs: 1 }, trouble: { retrying: 'last status: 429', failed: false } },
    { kind: 'limited', until: null, detail: 'last status: 429' },
  ],
  [
    'too long',
    { end: { kind: 'too_long', hardMs: 7_200_000 } },
    { kind: 'silent', detail: 'Toy worked longer than 120 min.' },
  ],
  [
    'a lost session',
    { end: { kind: 'session_lost', reason: 'no such file' } },
    { kind: 'session_lost', detail: 'Toy could not continue its session: no such file.' },
  ],
  ['a stop', { end: { kind: 'stopped' } }, { kind: 'stopped' }],
])('outcome: %s', (_, change, outcome) => {
  expect(outcomeOf(evidence(change), AGENT, NOW)).toEqual(outcome)
})

test('a long detail keeps both ends', () => {
  const finalText = `begin${'x'.repeat(50_000)}end`
  const outcome = outcomeOf(evidence({ finalText }), AGENT, NOW)
  expect(outcome).toMatchObject({ kind: 'no_answer', detail: expect.stringMatching(/begin[\s\S]*\[…\][\s\S]*end$/) })
  expect(JSON.stringify(outcome).length).toBeLessThan(4_200)
})

test.each<[string, Partial<TurnEvidence>, string | null]>([
  ['no answer', {}, 'No answer was submitted.'],
  ['no answer, no tool', { toolOffered: false }, 'The last message holds no fenced JSON block with the answer.'],
  ['a wrong call', { received: { ...nothing, problem: 'P' } }, 'P'],
  ['wrong JSON', { fenced: { kind: 'wrong', problem: 'Q' } }, 'Q'],
  ['ended by a refused permission', { end: { kind: 'replied', stopReason: 'cancelled' } }, 'No answer was submitted.'],
  ['answered', { received }, null],
  ['answered as text', { fenced }, null],
  ['refused', { end: { kind: 'replied', stopReason: 'refusal' } }, null],
  ['a limit', { finalText: 'Error: 429 too many requests' }, null],
  ['a failed provider', { finalText: 'API Error: 529 Overloaded' }, null],
  ['a prompt that failed', { finalText: '{"error":{}}', trouble: { retrying: null, failed: true } }, null],
  ['out of tokens', { end: { kind: 'replied', stopReason: 'max_tokens' } }, null],
  ['an error', { end: rpcError(-32603, 'boom') }, null],
  ['gone', { end: { kind: 'gone', exit: null } }, null],
])('repair: %s', (_, change, problem) => {
  expect(problemToRepair(evidence(change))).toBe(problem)
})
