/** Every outcome that an agent can bring a turn to, with toys that speak the words of real agents and with the demo agent's faults. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TurnOutcome } from '../../electron/engine/agents-port.ts'
import { runToy, sentMethods, type ToyOptions, type ToyTurn, textOf } from './support.ts'

const DEMO = path.resolve(import.meta.dirname, '../../electron/agents/demo/agent.ts')
const REPORT = { tool: { name: 'report_result', arguments: { outcome: 'done', summary: 'Worked.' } } }
let script = ''
beforeAll(() => {
  script = path.join(mkdtempSync(path.join(os.tmpdir(), 'triptych-outcomes-')), 'script.json')
  writeFileSync(script, JSON.stringify({ implementation: [{ steps: [REPORT] }] }))
})
afterAll(() => rmSync(path.dirname(script), { recursive: true }))

const demo = (fault: string): ToyOptions => ({
  spec: { command: DEMO, args: [], turnFacts: true, passed: ['TRIPTYCH_DEMO_FAULT', 'TRIPTYCH_DEMO_SCRIPT'] },
  environment: { TRIPTYCH_DEMO_FAULT: fault },
})

type Row = [agent: string, prompts: number, kind: TurnOutcome['kind'], detail: RegExp, options?: ToyOptions]

test.each<Row>([
  ['answer', 1, 'answered', /"via":"tool"/],
  ['fenced', 1, 'answered', /"via":"text"/],
  ['demo steerable', 2, 'answered', /outcome/, demo('steerable')],
  ['demo session_lost', 1, 'answered', /outcome/, { ...demo('session_lost'), previousSessionId: 'old' }],
  // What they tell of failing is no reason to ask for the answer again.
  ['codex_500', 1, 'transport', /high demand/],
  ['claude_500', 1, 'transport', /Internal server error/],
  ['refused_connection', 1, 'transport', /ECONNREFUSED/],
  ['told_retry', 1, 'transport', /error sending request/, { idleMs: 300 }],
  ['overheard_retry', 1, 'transport', /AI_APICallError/, { idleMs: 300 }],
  ['demo transport', 1, 'transport', /500/, demo('transport')],
  ['codex_limit', 1, 'limited', /"until":"20/],
  ['told_limit', 1, 'limited', /429/, { idleMs: 300 }],
  ['demo rate_limit', 1, 'limited', /"until":"20/, demo('rate_limit')],
  ['auth', 0, 'login', /Log in to the toy/],
  ['opencode_401', 1, 'login', /Log in to the toy/],
  ['demo login', 1, 'login', /Log in to the toy/, demo('login')],
  ['none', 0, 'missing', /Install the toy/, { spec: { command: '/nowhere/toy' } }],
  ['codex_400', 1, 'no_answer', /the request is bad/],
  ['claude_400', 1, 'no_answer', /400 the request is bad/],
  ['refusal', 1, 'no_answer', /refused to go on/],
  ['never_answers', 2, 'no_answer', /never asked for the list of our tools/],
  ['permission_rejected', 2, 'no_answer', /cancelled/, { onPermission: async () => 'reject' }],
  ['demo refusal', 1, 'no_answer', /refused to go on/, demo('refusal')],
  ['demo max_tokens', 1, 'no_answer', /ran out of tokens/, demo('max_tokens')],
  ['demo empty', 2, 'no_answer', /said nothing/, demo('empty')],
  ['demo chat_error', 2, 'no_answer', /400 invalid_request_error/, demo('chat_error')],
  ['demo wrong_answer', 2, 'no_answer', /The answer it gave was wrong/, demo('wrong_answer')],
  ['crash', 1, 'crashed', /code 7.*fatal: it broke/],
  ['silent_retry', 1, 'silent', /no sign of life for 0.3 s/, { idleMs: 300 }],
  ['chatty_log', 1, 'silent', /no sign of life/, { idleMs: 300 }],
  ['recovers', 1, 'silent', /no sign of life/, { idleMs: 300 }],
  ['chatty', 1, 'silent', /worked longer than 0.5 s/, { hardMs: 500 }],
  ['hang_at_start', 0, 'silent', /did not answer initialize/, { timing: { initializeMs: 600 } }],
  ['resume_fails', 0, 'session_lost', /could not continue/, { previousSessionId: 'old', mustContinue: true }],
  [
    'demo session_lost, which must not be',
    0,
    'session_lost',
    /Resource not found/,
    { ...demo('session_lost'), previousSessionId: 'old', mustContinue: true },
  ],
  ['answer', 0, 'stopped', /stopped/, { signal: AbortSignal.abort() }],
])('%s: after %d prompts %s', async (agent, prompts, kind, detail, options = {}) => {
  let interrupt: (text: string) => boolean = () => false
  const turn = await runToy(agent, {
    ...options,
    environment: { ...options.environment, TRIPTYCH_DEMO_SCRIPT: script },
    onInterrupt: (listener) => {
      interrupt = listener
      return () => undefined
    },
    onOutput: (output) => {
      if (agent === 'demo steerable' && output.kind === 'text' && output.text === 'word-2 ') interrupt('Go on.')
    },
  })
  expect(turn.result.outcome.kind, JSON.stringify(turn.result)).toBe(kind)
  expect(JSON.stringify(turn.result.outcome)).toMatch(detail)
  expect(sentMethods(turn).filter((method) => method === 'session/prompt')).toHaveLength(prompts)
  expect(turn.survivors).toBe(0)
})

test('the demo agent resumes its sessions, and tells its usage while it works', async () => {
  const work = (fault: string, options: ToyOptions): Promise<ToyTurn> => {
    const { environment, ...rest } = demo(fault)
    return runToy('demo', { ...rest, environment: { ...environment, TRIPTYCH_DEMO_SCRIPT: script }, ...options })
  }
  const resumed = await work('slow@checker', { previousSessionId: 'old', mustContinue: true })
  expect(resumed.result).toMatchObject({ outcome: { kind: 'answered' }, continued: true, sessionId: 'old' })

  const stop = new AbortController()
  const counted = await work('usage_grows', {
    signal: stop.signal,
    onOutput: (output) => output.kind === 'usage' && (output.tokens ?? 0) >= 15_000 && stop.abort(),
  })
  const usage = counted.outputs.filter((output) => output.kind === 'usage')
  expect(usage.slice(0, 3)).toEqual([
    { kind: 'usage', used: 5_000, size: 200_000, tokens: 5_000, costMicros: 50_000 },
    { kind: 'usage', used: 10_000, size: 200_000, tokens: 10_000, costMicros: 100_000 },
    { kind: 'usage', used: 15_000, size: 200_000, tokens: 15_000, costMicros: 150_000 },
  ])
  expect(counted.result).toMatchObject({ outcome: { kind: 'stopped' }, contextUsed: 15_000, contextSize: 200_000 })
  expect(textOf(counted.outputs)).toBe('')
})

test('an agent that tells a quota instead of usage is counted by it', async () => {
  expect((await runToy('quota')).result).toMatchObject({ outcome: { kind: 'answered' }, tokens: 1_234 })
})
