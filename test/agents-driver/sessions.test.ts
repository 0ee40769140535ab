import { expect, test } from 'vitest'
import type { McpServerLaunch } from '../../electron/engine/agents-port.ts'
import { DONE } from './fixtures/toy-basics.ts'
import { runToy, sentMethods, textOf } from './support.ts'

const ANSWERED = { kind: 'answered', answer: DONE, via: 'tool' }
const prompts = (turn: Parameters<typeof sentMethods>[0]): number =>
  sentMethods(turn).filter((method) => method === 'session/prompt').length

test.each<[string, Parameters<typeof runToy>[1], string]>([
  ['resume_fails', { previousSessionId: 'old' }, 'Toy could not continue its session: Resource not found'],
  ['echo', { previousSessionId: 'old' }, 'Toy could not continue its session: the agent continues no sessions.'],
  ['resume_works', { previousSessionId: null }, 'There is no session of Toy to continue.'],
  [
    'resume_works',
    { previousSessionId: 'old', spec: { resumable: false } },
    'Toy cannot continue a session in another process.',
  ],
  ['resume_forgets', { previousSessionId: 'old' }, 'Toy could not continue its session: Resource not found'],
])('%s %j: a session that must continue is lost, and no other is opened', async (behaviour, options, detail) => {
  const turn = await runToy(behaviour, { ...options, mustContinue: true, brief: 'BRIEF' })
  expect(turn.result.outcome).toMatchObject({ kind: 'session_lost', detail: expect.stringContaining(detail) })
  expect(turn.result).toMatchObject({ sessionId: null, continued: false })
  expect(sentMethods(turn)).not.toContain('session/new')
  expect(textOf(turn.outputs)).toBe('')
  expect(turn.survivors).toBe(0)
})

test.each([true, false])(
  'a session whose agent must be logged in first is not lost (must continue: %s)',
  async (mustContinue) => {
    const turn = await runToy('resume_logged_out', { previousSessionId: 'old', mustContinue, brief: 'BRIEF' })
    expect(turn.result.outcome).toMatchObject({ kind: 'login' })
    expect(sentMethods(turn)).not.toContain('session/new')
  },
)

test('a session that must continue, and can: it goes on', async () => {
  const turn = await runToy('load_works', { previousSessionId: 'old', mustContinue: true, brief: 'BRIEF' })
  expect(turn.result).toMatchObject({ outcome: ANSWERED, continued: true })
  expect(textOf(turn.outputs)).toBe('Do it.')
})

test('a session that was resumed and is unknown to the first prompt gives way to a new one, with the brief', async () => {
  const turn = await runToy('resume_forgets', { previousSessionId: 'old', brief: 'BRIEF' })
  expect(turn.result).toMatchObject({ outcome: ANSWERED, sessionId: 'new-session', continued: false })
  expect(textOf(turn.outputs)).toBe('BRIEF\n\nDo it.')
  expect(prompts(turn)).toBe(2)
})

test.each<[string, Parameters<typeof runToy>[1], string[], string]>([
  ['reads only', { readOnly: true, spec: { readOnlyMode: 'code' } }, ['mode code'], ''],
  [
    'reads only, but a mode was chosen',
    { readOnly: true, spec: { readOnlyMode: 'code' }, agent: { id: 'toy', mode: 'ask' } },
    [],
    '',
  ],
  ['writes', { spec: { readOnlyMode: 'code' } }, [], ''],
  [
    'reads only, in a mode that is not offered',
    { readOnly: true, spec: { readOnlyMode: 'plan' } },
    [],
    'does not offer the mode “plan”; it offers ask, code',
  ],
  [
    'an effort that the model has',
    { agent: { id: 'toy', model: 'big', effort: 'high' } },
    ['set m=big', 'set e=high'],
    '',
  ],
  ['an effort that is not offered', { agent: { id: 'toy', effort: 'high' } }, [], 'does not offer the effort “high”.'],
])('%s', async (_, options, set, remark) => {
  const turn = await runToy('choices', options)
  expect(turn.result.stderrTail.split('\n').filter((line) => /^(set|mode) /.test(line))).toEqual(set)
  if (remark === '') expect(textOf(turn.outputs)).toBe('')
  else expect(textOf(turn.outputs)).toContain(remark)
  expect(turn.result.outcome).toEqual(ANSWERED)
})

const SERVERS: McpServerLaunch[] = [
  { kind: 'stdio', name: 'files', command: '/bin/files', args: ['-v'], env: { A: '1' } },
  { kind: 'http', name: 'wiki', url: 'http://127.0.0.1:9/mcp', headers: { 'X-Key': 'k' } },
]
/** With the marker of the agent's process, by which leftovers are found. */
const FILES = {
  name: 'files',
  command: '/bin/files',
  args: ['-v'],
  env: [
    { name: 'A', value: '1' },
    { name: 'TRIPTYCH_CHILD', value: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ],
}
const WIKI = { type: 'http', name: 'wiki', url: 'http://127.0.0.1:9/mcp', headers: [{ name: 'X-Key', value: 'k' }] }

test("the person's MCP servers come after ours", async () => {
  const turn = await runToy('servers', { mcpServers: SERVERS })
  const given: unknown = JSON.parse(textOf(turn.outputs))
  expect(given).toEqual([expect.objectContaining({ type: 'http', name: 'triptych' }), FILES, WIKI])
})

test('an agent that takes nothing over HTTP gets only what it can start itself, and it is said', async () => {
  const turn = await runToy('servers_without_http', { mcpServers: SERVERS })
  const given: unknown = JSON.parse(/\[\{.*?\}\]\}\]/.exec(textOf(turn.outputs))?.[0] ?? '')
  expect(given).toEqual([FILES])
  expect(textOf(turn.outputs)).toContain('works without the MCP server “wiki”')
})
