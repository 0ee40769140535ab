/** Which of the person's servers a turn gets: trusted by hash, asked about once, left out with a reason. */
import { expect, onTestFinished, test } from 'vitest'
import { decideGate } from '../../electron/engine/decide.ts'
import { drive } from '../../electron/engine/engine.ts'
import { serversForTurn } from '../../electron/engine/mcp-servers.ts'
import type { McpServer } from '../../electron/engine/ports.ts'
import { openStore } from '../../electron/store/store.ts'
import type { ApprovalVerdict, PolicyName } from '../../shared/words.ts'
import { createWorld, noTally } from '../support/scripted-world.ts'

const server = (name: string, version = 1): McpServer => ({
  name,
  hash: `sha256:${name}${version}`,
  commandLine: `npx ${name}`,
  tools: ['read', 'write'],
  launch: { kind: 'stdio', name, command: '/usr/bin/npx', args: [name], env: {} },
})

/** A double for the servers themselves; the store, the gates and the loop are real. */
function world(policy: PolicyName = 'supervised') {
  const store = openStore(':memory:')
  onTestFinished(() => store.close())
  const script = { turn: () => ({ kind: 'stopped' }) as const, command: () => 0, changes: () => [] }
  const made = createWorld(script, store, noTally())
  const now: { servers: McpServer[]; failed: { name: string; problem: string }[] } = { servers: [], failed: [] }
  made.ports.mcp = { serversFor: async () => now }
  const begin = (runId = made.start({ policy })) => {
    const run = store.getRun(runId)
    const stop = new AbortController()
    const ctx = { ports: made.ports, store, run, place: made.ports.workplace(run), signal: stop.signal }
    return {
      runId,
      stop: () => stop.abort(),
      drive: () => drive(made.ports, runId, stop.signal),
      /** Names of what the next turn gets. */
      next: async () => {
        const launches = await serversForTurn(ctx, 'implementation')
        return launches === 'held' ? launches : launches.map(({ name }) => name)
      },
      questions: () => store.listOpenGates(runId).map(({ question }) => question),
      answer: (verdict: ApprovalVerdict) => {
        const [gate = expect.fail('no gate is open')] = store.listOpenGates(runId)
        const input = { subjectHash: gate.subjectHash, verdict, source: 'human', rationale: '', payload: {} } as const
        expect(decideGate(store, gate.id, input)).toMatchObject({ ok: true })
        return gate
      },
      leftOut: () =>
        store.listEvents(runId, 500).flatMap(({ kind, message }) => (kind === 'mcp_server_left_out' ? [message] : [])),
    }
  }
  return { now, begin, store }
}

test('a new server is asked about before the turn; trusted, it is given to this run and to all later ones', async () => {
  const { now, begin } = world()
  now.servers = [server('notes'), server('search')]
  const run = begin()
  expect(await run.next()).toBe('held')
  expect(await run.next()).toBe('held')
  expect(run.questions()).toEqual([
    'The MCP server notes is new. May agents use its 2 tools?',
    'The MCP server search is new. May agents use its 2 tools?',
  ])
  expect(run.answer('approved').subject).toMatchObject({
    name: 'notes',
    commandLine: 'npx notes',
    tools: ['read', 'write'],
  })
  run.answer('approved')
  expect(await run.next()).toEqual(['notes', 'search'])
  expect(await begin().next()).toEqual(['notes', 'search'])
})

test('a server that has changed is asked about again, and says that it has', async () => {
  const { now, begin } = world()
  now.servers = [server('notes')]
  const run = begin()
  await run.next()
  run.answer('approved')
  now.servers = [server('notes', 2)]
  expect(await run.next()).toBe('held')
  expect(run.questions()).toEqual([
    'The MCP server notes has changed since you trusted it. May agents use its 2 tools?',
  ])
  now.servers = [server('notes')]
  expect(await run.next()).toEqual(['notes'])
})

test('rejected, this run goes on without it, however it changes, and says so once; another run asks', async () => {
  const { now, begin } = world()
  now.servers = [server('notes')]
  const run = begin()
  await run.next()
  run.answer('rejected')
  expect(await run.next()).toEqual([])
  expect(await run.next()).toEqual([])
  const told = [expect.stringContaining('a person decided that this run goes on without it')]
  expect(run.leftOut()).toEqual(told)
  now.servers = [server('notes', 2), server('search')]
  expect(await run.next()).toBe('held')
  expect(run.questions()).toEqual([expect.stringContaining('search is new')])
  expect(run.leftOut()).toEqual(told)
  expect(await begin().next()).toBe('held')
})

test('servers that did not answer are told once per reason, and nobody is asked about them', async () => {
  const { now, begin } = world()
  const run = begin()
  for (const problem of ['it ended', 'it ended', 'it said nothing']) {
    now.failed = [{ name: 'notes', problem }]
    expect(await run.next()).toEqual([])
  }
  expect(run.questions()).toEqual([])
  expect(run.leftOut()).toEqual([
    'Agents work without the MCP server notes: it ended.',
    'Agents work without the MCP server notes: it said nothing.',
  ])
})

test('unattended, nobody is asked: only what is trusted already is used', async () => {
  const { now, begin, store } = world('unattended')
  now.servers = [server('notes'), server('search')]
  const run = begin()
  const approval = store.addApproval(run.runId, 'human', 'approved', '', {})
  store.trustServer('search', server('search').hash, approval.id)
  expect(await run.next()).toEqual(['search'])
  expect(run.questions()).toEqual([])
  expect(run.leftOut()).toEqual([expect.stringContaining('nobody has trusted it as it is now')])
})

test('a run that is being stopped holds, and remarks nothing', async () => {
  const { now, begin } = world()
  now.failed = [{ name: 'notes', problem: 'the run is being stopped' }]
  const run = begin()
  run.stop()
  expect(await run.next()).toBe('held')
  expect(run.leftOut()).toEqual([])
})

test('the loop waits for the answer before it spends a turn', async () => {
  const { now, begin, store } = world()
  now.servers = [server('notes')]
  const run = begin()
  expect(await run.drive()).toEqual({ kind: 'wait', why: 'gate' })
  expect(run.questions()).toEqual([expect.stringContaining('notes is new')])
  expect(store.listTurns(run.runId)).toEqual([])
})
