/** What the desktop shows is told by the host: read once, then with each message. */
import { expect, test } from 'vitest'
import { afterCrash } from '../../electron/desktop/after-crash.ts'
import { watchRecent } from '../../electron/desktop/recent.ts'
import { createSleepHold } from '../../electron/desktop/sleep-hold.ts'
import { type Waiting, watchWaiting } from '../../electron/desktop/waiting.ts'
import type { Reply, TopicMessage } from '../../shared/contract.ts'
import type { GateRow, RunRow } from '../../shared/views.ts'

const gate = (runId: string, question: string): GateRow => ({
  id: `${runId} ${question}`,
  runId,
  kind: 'plan',
  question,
  openedAt: '',
})
const row = (id: string, repoPath: string, goal: string, openGates: number): RunRow => ({
  ...{ id, repoPath, goal, openGates, status: 'running', summary: null, branch: null, createdAt: '', updatedAt: '' },
  ...{ control: 'run', controlReason: null, waitUntil: null, waitReason: null, gate: null, untriedPlan: null },
  ...{ tasks: { pending: 0, in_progress: 0, completed: 0, blocked: 0, abandoned: 0 }, turn: null },
  ...{ usage: { turns: 0, tokens: 0, costMicros: 0, activeMs: 0 }, imported: false, removedUntil: null },
})
const runs = (...rows: RunRow[]): TopicMessage => ({ topic: 'runs.changed', value: { rows } })
const gates = (...rows: GateRow[]): TopicMessage => ({ topic: 'gates.changed', value: { gates: rows } })

/** A host that answers from these, and says whatever it is told to. */
function host(answers: Record<string, () => unknown>) {
  let send: (message: TopicMessage) => void = () => undefined
  const asked: string[] = []
  const call = async (method: string): Promise<Reply<unknown>> => {
    asked.push(method)
    const answer = answers[method]
    return answer ? { ok: true, value: answer() } : { ok: false, error: { code: 'unavailable', message: 'No folder.' } }
  }
  const connect = (listener: (message: TopicMessage) => void) => {
    send = listener
    return { call }
  }
  return { source: { connect }, asked, say: (message: TopicMessage) => send(message) }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('what waits at the start is told by its titles, then each change', async () => {
  const { source, say } = host({
    'runs.list': () => ({ rows: [row('a', '/srv/shop', 'Add totals', 1), row('b', '/srv/blog', 'Old', 0)] }),
    'gates.list': () => [gate('a', 'Approve?')],
  })
  const told: Waiting[] = []
  watchWaiting(source, (waiting) => told.push(waiting))
  await settled()
  expect(told).toEqual([{ questions: 1, runs: [{ runId: 'a', title: 'shop: Add totals' }] }])
  say(runs(row('b', '/srv/blog', 'New feed', 1)))
  say(gates(gate('a', 'Approve?'), gate('b', 'Allow?')))
  expect(told.at(-1)).toMatchObject({ questions: 2, runs: [{ runId: 'a' }, { title: 'blog: New feed' }] })
  say(gates())
  expect(told.at(-1)).toEqual({ questions: 0, runs: [] })
})

test('a data folder that cannot be read tells nothing, until something is published', async () => {
  const { source, say } = host({})
  const told: Waiting[] = []
  watchWaiting(source, (waiting) => told.push(waiting))
  await settled()
  expect(told).toEqual([])
  say(gates(gate('a', 'Approve?')))
  expect(told).toMatchObject([{ questions: 1, runs: [{ title: 'Approve?' }] }])
})

test('what was published meanwhile is newer than the list that was asked for', async () => {
  const { source, say } = host({ 'runs.list': () => ({ rows: [] }), 'gates.list': () => [gate('a', 'Old?')] })
  const told: Waiting[] = []
  watchWaiting(source, (waiting) => told.push(waiting))
  say(gates())
  await settled()
  expect(told).toEqual([{ questions: 0, runs: [] }])
})

test('repositories are read again with each run that was not heard of, eight at most, and not with every change', async () => {
  const known = Array.from({ length: 12 }, (_, index) => ({ id: `${index}`, name: `r${index}`, path: `/r${index}` }))
  const { source, asked, say } = host({ 'repositories.list': () => known })
  const told: number[] = []
  watchRecent(source, (recent) => told.push(recent.length))
  await settled()
  say(runs(row('a', '/r3', 'Goal', 0)))
  say(runs(row('a', '/r3', 'Goal', 1)))
  await settled()
  expect(told).toEqual([8, 8])
  expect(asked).toEqual(['repositories.list', 'repositories.list'])
})

test('the machine is held awake once, and let go once', () => {
  const calls: string[] = []
  const hold = createSleepHold({ start: () => calls.push('start'), stop: (id) => calls.push(`stop ${id}`) })
  for (const isWanted of [false, true, true, false, false, true]) hold(isWanted)
  expect(calls).toEqual(['start', 'stop 1', 'start'])
})

test.each([
  { name: 'crashed first', reason: 'crashed', lastMs: null, action: 'reload' },
  { name: 'ran out of memory long after', reason: 'oom', lastMs: 0, action: 'reload' },
  { name: 'crashed again and again', reason: 'crashed', lastMs: 40_001, action: 'ask' },
  { name: 'cannot begin', reason: 'launch-failed', lastMs: null, action: 'ask' },
  { name: 'is not ours any more', reason: 'integrity-failure', lastMs: null, action: 'ask' },
])('a page that $name: $action', ({ reason, lastMs, action }) => {
  expect(afterCrash(reason, lastMs, 100_000)).toBe(action)
})
