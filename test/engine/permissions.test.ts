/** Permission requests of a turn on a real store: what is asked, once, and what is answered without asking. */
import { expect, onTestFinished, test } from 'vitest'
import type { PermissionRequest } from '../../electron/engine/agents-port.ts'
import { decideGate } from '../../electron/engine/decide.ts'
import type { PermissionRules } from '../../electron/engine/permission-rules.ts'
import { answerPermission } from '../../electron/engine/permissions.ts'
import { openStore } from '../../electron/store/store.ts'
import type { RunConfig } from '../../shared/config.ts'
import { DEFAULT_LIMITS } from '../../shared/config.ts'
import type { AgentRole, ApprovalVerdict } from '../../shared/words.ts'
import { createWorld, noTally } from '../support/scripted-world.ts'

let calls = 0

/** As an agent sends it: its ids are new each time. */
function request(command: string, change: Partial<PermissionRequest> = {}): PermissionRequest {
  calls += 1
  return {
    toolKind: 'execute',
    title: `Run ${command}`,
    paths: [],
    command,
    ownTool: false,
    raw: {
      sessionId: `s${calls}`,
      toolCall: {
        toolCallId: `c${calls}`,
        status: 'pending',
        kind: 'execute',
        rawInput: { command },
        _meta: { calls },
      },
      options: [{ optionId: `o${calls}`, kind: 'allow_once' }],
    },
    ...change,
  }
}

interface Options {
  config?: Partial<RunConfig>
  rules?: PermissionRules
}

function world({ config, rules = { allow: [], reject: [] } }: Options = {}) {
  const store = openStore(':memory:')
  onTestFinished(() => store.close())
  const script = { turn: () => ({ kind: 'stopped' }) as const, command: () => 0, changes: () => [] }
  const made = createWorld(script, store, noTally())
  const ports = { ...made.ports, elapsedMs: () => performance.now(), permissionRules: () => rules }
  /** A turn of a run, begun just now. */
  const turn = (runId = made.start(config), role: AgentRole = 'implementation') => {
    const run = store.getRun(runId)
    const stop = new AbortController()
    const common = { runId, role, kind: 'implement', taskId: null, attemptId: null, agentId: 'demo' } as const
    const { id: turnId } = store.startTurn(common)
    const ctx = { ports, store, run, place: ports.workplace(run), signal: new AbortController().signal }
    return {
      runId,
      stop: () => stop.abort(),
      ask: (asked: PermissionRequest) => answerPermission(ctx, { turnId, role, signal: stop.signal }, asked),
      open: () => store.listOpenGates(runId),
      answer: (verdict: ApprovalVerdict, payload: object = {}) => {
        const [gate = expect.fail('no gate is open')] = store.listOpenGates(runId)
        const input = { subjectHash: gate.subjectHash, verdict, source: 'human', rationale: '', payload } as const
        return decideGate(store, gate.id, input)
      },
      events: () => store.listEvents(runId, 500).map(({ kind, message }) => `${kind}: ${message}`),
    }
  }
  return { store, turn }
}

/** Requests that ask something have asked by then. */
const asked = () => new Promise((resolve) => setImmediate(resolve))

test('an answer to be remembered holds for identical requests of this run, whatever their ids, and for nothing else', async () => {
  const { turn, store } = world()
  const first = turn()
  const waiting = first.ask(request('make'))
  await asked()
  expect(first.answer('approved', { remember: true }).ok).toBe(true)
  expect(await waiting).toBe('allow')
  expect(store.listApprovals(first.runId)[0]?.payload).toMatchObject({ decision: { remember: true } })
  expect(first.events().at(-1)).toContain('Approved by a person. So are identical requests of this run.')

  const later = turn(first.runId)
  expect(await later.ask(request('make'))).toBe('allow')
  expect(later.open()).toEqual([])
  expect(later.events().at(-1)).toMatch(/^permission_remembered: Allowed without asking.*Run make/)

  for (const [who, other] of [
    [later, request('make all')],
    [later, request('make', { paths: ['/etc'] })],
    [turn(first.runId, 'checker'), request('make')],
    [turn(), request('make')],
  ] as const) {
    const answer = who.ask(other)
    await asked()
    expect(who.open()).toHaveLength(1)
    who.answer('rejected')
    expect(await answer).toBe('reject')
  }
})

test('no is remembered too; without "remember" the same is asked again', async () => {
  const { turn } = world()
  const one = turn()
  const ask = async (verdict: ApprovalVerdict, payload: object) => {
    const answer = one.ask(request('make'))
    await asked()
    one.answer(verdict, payload)
    return answer
  }
  expect(await ask('approved', {})).toBe('allow')
  expect(await ask('rejected', { remember: true })).toBe('reject')
  expect(await one.ask(request('make'))).toBe('reject')
  expect(one.events().filter((text) => text.startsWith('gate_opened'))).toHaveLength(2)
})

test('a request that nobody could read to its end is refused, and nothing of it is kept [fault 18]', async () => {
  const turn = world().turn()
  const huge = { toolCall: { toolCallId: 'c', rawInput: { text: 'x'.repeat(2 * 1024 * 1024) } } }
  expect(await turn.ask(request('make', { raw: huge }))).toBe('reject')
  expect(turn.open()).toEqual([])
  expect(turn.events().at(-1)).toBe(
    'permission_refused: Refused, because nobody could read all of the request: Run make',
  )
})

test('a request that tells only a title is never recognised', async () => {
  const { turn } = world()
  const one = turn()
  const bare = (title: string) => request('', { toolKind: 'other', title, command: null, raw: { toolCall: { title } } })
  const both = [one.ask(bare('notes.delete')), one.ask(bare('notes.delete'))]
  await asked()
  expect(one.open()).toHaveLength(2)
  expect(one.answer('approved', { remember: true })).toMatchObject({ ok: false, error: { kind: 'not_offered' } })
  one.answer('approved')
  one.answer('rejected')
  expect(await Promise.all(both)).toEqual(['allow', 'reject'])
})

test('identical requests that are open together share one question', async () => {
  const { turn } = world()
  const one = turn()
  const all = [one.ask(request('make')), one.ask(request('make')), one.ask(request('make all'))]
  await asked()
  expect(one.open()).toHaveLength(2)
  one.answer('approved')
  one.answer('rejected')
  expect(await Promise.all(all)).toEqual(['allow', 'allow', 'reject'])
})

test('nobody answers in time: rejected, the question is void, and both say why', async () => {
  const { turn } = world({ config: { limits: { ...DEFAULT_LIMITS, permissionMinutes: 0.0005 } } })
  const one = turn()
  expect(await Promise.all([one.ask(request('make')), one.ask(request('make'))])).toEqual(['reject', 'reject'])
  expect(one.open()).toEqual([])
  expect(one.events().slice(-2)).toEqual([
    expect.stringMatching(/^gate_voided: No longer asked, because nobody answered within 0.0005 minutes/),
    expect.stringMatching(/^permission_refused: Refused, because nobody answered within 0.0005 minutes: Run make/),
  ])
})

test('a stopped turn waits for nobody', async () => {
  const { turn } = world()
  const one = turn()
  const waiting = one.ask(request('make'))
  await asked()
  one.stop()
  expect(await waiting).toBe('reject')
  expect(await one.ask(request('make'))).toBe('reject')
  expect(one.open()).toEqual([])
})

test("a person's rules answer without asking, reject first, and go before what was remembered", async () => {
  const rules: PermissionRules = { allow: [{ command: 'make*' }], reject: [] }
  const { turn } = world({ config: { policy: 'unattended' }, rules })
  const one = turn()
  expect(await one.ask(request('make all'))).toBe('allow')
  expect(await one.ask(request('make; rm -r .'))).toBe('reject')
  expect(one.events().at(-1)).toBe('permission_refused: Refused by policy: Run make; rm -r .')
  rules.reject = [{ command: 'make*' }]
  expect(await one.ask(request('make all'))).toBe('reject')
  expect(one.events().at(-1)).toBe('permission_refused: Refused by a rule in settings.json: Run make all')
})
