import { expect, test } from 'vitest'
import { type CommandRun, ENDED_WELL, outcomeOfRun, problemOfRun } from '../../electron/agents/command-outcome.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')
const TOY = { name: 'Toy', loginRemedy: 'Log in to the toy.' }
const VALID = { kind: 'valid', answer: 'the answer' } as const
const WRONG = { kind: 'wrong', problem: 'outcome: Invalid option' } as const

const run = (change: Partial<CommandRun>): CommandRun => ({
  end: ENDED_WELL,
  printed: null,
  text: '',
  stderrTail: '',
  ...change,
})
const exited = (exitCode: number | null, signal: string | null = null) =>
  ({ kind: 'gone', exit: { exitCode, signal } }) as const

test.each<[string, Partial<CommandRun>, object]>([
  ['a valid answer', { printed: VALID }, { kind: 'answered', answer: 'the answer', via: 'text' }],
  ['an answer, but the command failed', { printed: VALID, end: exited(1) }, { kind: 'crashed' }],
  ['a wrong answer', { printed: WRONG }, { kind: 'no_answer', detail: expect.stringContaining('Invalid option') }],
  ['words', { text: 'I am done.' }, { kind: 'no_answer', detail: expect.stringContaining('I am done.') }],
  ['nothing', {}, { kind: 'no_answer', detail: expect.stringContaining('It printed nothing.') }],
  [
    'a limit told as its only words',
    { text: 'Error: 429 Too Many Requests. Try again in 2h' },
    { kind: 'limited', until: '2026-01-01T02:00:00.000Z' },
  ],
  [
    'failed, a limit on standard error',
    { end: exited(1), stderrTail: 'at work\nrate limit reached, retry after 60 s' },
    { kind: 'limited', until: '2026-01-01T00:01:00.000Z' },
  ],
  [
    'failed, a log-in on standard output',
    { end: exited(1), text: 'Working…\nInvalid API key · Please run /login\n' },
    { kind: 'login', agent: 'Toy', remedy: 'Log in to the toy.' },
  ],
  [
    'failed, an old remark about a limit far above',
    { end: exited(1), stderrTail: `429, tried again\n${'line\n'.repeat(20)}TypeError: x` },
    { kind: 'crashed', detail: expect.stringMatching(/^Toy exited with code 1 before it answered/) },
  ],
  [
    'failed, its provider could not be reached',
    { end: exited(1), stderrTail: 'Error: connect ECONNREFUSED 127.0.0.1:1' },
    { kind: 'transport', detail: expect.stringContaining('ECONNREFUSED') },
  ],
  [
    'failed, after printing what a test of the repository said',
    { end: exited(1), text: 'not ok 1: 401 is answered\nconnection refused\n\nI give up.' },
    { kind: 'crashed' },
  ],
  [
    'killed after a remark about a limit',
    { end: exited(null, 'SIGKILL'), stderrTail: '429' },
    { kind: 'crashed', detail: expect.stringContaining('SIGKILL') },
  ],
  ['silent', { end: { kind: 'silent', idleMs: 300 }, printed: VALID }, { kind: 'silent' }],
  ['stopped', { end: { kind: 'stopped' }, printed: VALID }, { kind: 'stopped' }],
])('%s', (_name, change, outcome) => {
  expect(outcomeOfRun(run(change), TOY, NOW)).toMatchObject(outcome)
})

test.each<[string, Partial<CommandRun>, string | null]>([
  ['a valid answer', { printed: VALID }, null],
  ['a wrong answer', { printed: WRONG }, 'outcome: Invalid option'],
  ['no answer', { text: 'Hm.' }, 'The output holds no JSON object with the answer.'],
  ['a limit', { text: 'Error: 429 Too Many Requests' }, null],
  ['failed', { end: exited(1) }, null],
  ['stopped', { end: { kind: 'stopped' } }, null],
])('to be repaired: %s', (_name, change, problem) => {
  expect(problemOfRun(run(change))).toBe(problem)
})
