import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { decideGate } from '../electron/engine/decide.ts'
import { raiseGate } from '../electron/engine/gates.ts'
import { createPublisher, type Readers } from '../electron/publisher.ts'
import type { Value } from '../electron/store/database.ts'
import { openStore, type Store } from '../electron/store/store.ts'
import { gatesChangedAfter, newestOf, runsChangedAfter } from '../electron/views/changed-runs.ts'
import { notedUsage } from '../electron/views/noted-usage.ts'
import { openGateRows, readRunRow } from '../electron/views/run-row.ts'
import { readRunView } from '../electron/views/run-view.ts'
import type { TopicMessage, TopicName, Topics } from '../shared/contract.ts'
import { memoryStore, runWithTasks, temporaryFolder } from './store/support.ts'
import { runAtWork } from './views/run-at-work.ts'

const readersOf = (store: Store): Readers => ({
  readRunRow: (runId) => readRunRow(store, runId),
  readRunView: (runId) => readRunView(store, runId),
  openGateRows: () => openGateRows(store),
  newest: () => newestOf(store.database),
  eventsAfter: (runId, seq, limit) => store.listEventsAfter(runId, seq, limit),
  runsChangedAfter: (told) => runsChangedAfter(store.database, told),
  gatesChangedAfter: (told) => gatesChangedAfter(store.database, told),
  notedUsage: () => notedUsage(store),
  newestArtifactId: (runId) => store.newestArtifacts(runId, 1)[0]?.id ?? null,
})

function newsroom(store: Store, changed: Partial<Readers> = {}) {
  const frames: (() => void)[] = []
  const errors: unknown[] = []
  const publisher = createPublisher(
    store,
    { ...readersOf(store), ...changed },
    {
      setTimer: (work, delayMs) => {
        expect(delayMs).toBe(16)
        frames.push(work)
        return () => frames.splice(frames.indexOf(work), 1)
      },
      report: (error) => errors.push(error),
    },
  )
  onTestFinished(publisher.close)
  const open = (send?: (message: TopicMessage) => void) => {
    const messages: TopicMessage[] = []
    return { ...publisher.connect(send ?? ((message) => messages.push(message))), messages }
  }
  /** Lets the frame pass; how many were planned. */
  const frame = (): number => {
    const due = frames.splice(0)
    for (const work of due) work()
    return due.length
  }
  return { publisher, open, frame, errors }
}

function told<T extends TopicName>(messages: TopicMessage[], topic: T): Topics[T][] {
  const values: Topics[T][] = []
  for (const message of messages.splice(0)) if (message.topic === topic) values.push(message.value as Topics[T])
  return values
}
const note = (store: Store, runId: string, text = 'note') => store.addEvent(runId, 'system', 'imported', text, {})

test('many commits are one frame; rows come only for runs that changed, and only if they differ', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  const { runId: quiet } = runWithTasks(store, 'two')
  const { open, frame } = newsroom(store)
  const { messages } = open()
  for (let commit = 0; commit < 10; commit += 1) note(store, runId)
  expect(frame()).toBe(1)
  expect(told(messages, 'runs.changed')).toEqual([{ rows: [readRunRow(store, runId)] }])
  note(store, runId)
  expect(frame()).toBe(1)
  expect(messages).toEqual([])
  store.transaction(() => {
    store.patchRun(runId, {}, { control: 'pause', controlReason: 'person' })
    note(store, runId)
    note(store, quiet)
  })
  frame()
  const [{ rows } = expect.fail('nothing was told')] = told(messages, 'runs.changed')
  expect(rows.map(({ id, status }) => ({ id, status }))).toEqual([
    { id: runId, status: 'paused' },
    { id: quiet, status: 'running' },
  ])
  expect(frame()).toBe(0)
})

test('open gates are told to every window when they change, and not otherwise', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  const { open, frame } = newsroom(store)
  const [first, second] = [open(), open()]
  const gate = store.openGate({ runId, kind: 'plan', question: 'Approve?', subject: {}, subjectHash: 'h' })
  note(store, runId)
  frame()
  for (const { messages } of [first, second]) {
    expect(told(messages, 'gates.changed')).toMatchObject([{ gates: [{ id: gate.id, runId }] }])
  }
  note(store, runId)
  frame()
  expect(told(first.messages, 'gates.changed')).toEqual([])
  store.decideGate(gate.id, 'h', store.addApproval(runId, 'human', 'approved', '', {}).id)
  note(store, runId)
  frame()
  expect(told(first.messages, 'gates.changed')).toEqual([{ gates: [] }])
})

test('a window that read a gate which was not told yet hears that it is not open any more', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  const { open, frame } = newsroom(store)
  const { messages } = open()
  note(store, runId)
  frame()
  expect(told(messages, 'gates.changed')).toEqual([{ gates: [] }])
  const gate = raiseGate(store, { runId, kind: 'plan', question: 'Approve?', subject: {} })
  // Within one frame the window reads the list of gates, and the gate is answered: the list is what it was.
  const { subjectHash } = gate
  decideGate(store, gate.id, { subjectHash, verdict: 'rejected', source: 'human', rationale: '', payload: {} })
  frame()
  expect(told(messages, 'gates.changed')).toEqual([{ gates: [] }])
})

test('an artifact is told when it is there, with output and without any event', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  const { open, frame } = newsroom(store)
  const { caller, messages } = open()
  caller.watch(readRunView(store, runId))
  const prompt = store.addArtifact(runId, 'strategy', 'prompt', 'p.md', {})
  frame()
  expect(told(messages, 'run.changed')).toMatchObject([{ events: [], records: { artifacts: [prompt] } }])
  const log = store.addArtifact(runId, 'strategy', 'stderr_log', 'e.log', {})
  store.addEvent(runId, 'strategy', 'agent_output', 'I plan', { messageId: 'm', text: 'I plan' })
  frame()
  const [change] = told(messages, 'run.changed')
  expect(change).toMatchObject({ records: { artifacts: [log] } })
  expect(change?.events.map(({ message }) => message)).toEqual(['I plan'])
})

test('what a running turn has used by now is told though no event says so, and while it talks', () => {
  const store = memoryStore()
  const { runId, turn } = runAtWork(store)
  const { open, frame } = newsroom(store)
  const { caller, messages } = open()
  caller.watch(readRunView(store, runId))
  const use = (tokens: number) =>
    store.noteTurnUsage(turn.id, { tokens, costMicros: null, contextUsed: tokens, contextSize: 200 })
  const toldTokens = () => {
    const all = messages.splice(0)
    const [row] = told([...all], 'runs.changed').flatMap(({ rows }) => rows)
    const [view] = told(all, 'run.changed')
    return [row?.usage.tokens, view?.records.turns?.[0]?.tokens, view?.records.usage?.roles[0]?.tokens]
  }
  use(40)
  frame()
  expect(toldTokens()).toEqual([40, 40, 40])
  use(90)
  store.addEvent(runId, 'implementation', 'agent_output', 'I write', { messageId: 'm', text: 'I write' })
  frame()
  expect(toldTokens()).toEqual([90, 90, 90])
  use(90)
  frame()
  expect(messages).toEqual([])
})

test('what changed is found among what is new, however much there is', () => {
  const { database } = memoryStore()
  const plans: string[] = []
  const explaining = {
    ...database,
    all: (sql: string, ...values: Value[]) => {
      plans.push(...database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => String(detail)))
      return []
    },
  }
  runsChangedAfter(explaining, { events: 5, artifacts: 5 })
  for (const table of ['events', 'artifacts']) {
    expect(plans).toContain(`SEARCH ${table} USING INTEGER PRIMARY KEY (rowid>?)`)
  }
})

test('each window gets the changes of the run it watches against what it has, and nothing of others', () => {
  const store = memoryStore()
  const [{ runId: a }, { runId: b }] = [runWithTasks(store, 'one'), runWithTasks(store, 'two')]
  const reads = vi.fn((runId: string) => readRunView(store, runId))
  const { open, frame } = newsroom(store, { readRunView: reads })
  const [first, second, other] = [open(), open(), open()]
  first.caller.watch(readRunView(store, a))
  other.caller.watch(readRunView(store, b))
  note(store, a, 'early')
  second.caller.watch(readRunView(store, a))
  note(store, a, 'late')
  frame()
  const messagesOf = ({ messages }: typeof first) =>
    told(messages, 'run.changed').map(({ events }) => events.map(({ message }) => message))
  expect([first, second, other].map(messagesOf)).toEqual([[['early', 'late']], [['late']], []])
  expect(reads).toHaveBeenCalledTimes(1)
  first.caller.watch(null)
  note(store, a, 'last')
  frame()
  expect([first, second].map(messagesOf)).toEqual([[], [['last']]])
})

test('frames join without a gap, so that a window that applies each of them has what is stored [fault 4]', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  const { open, frame } = newsroom(store)
  const { caller, messages } = open()
  const start = readRunView(store, runId)
  caller.watch(start)
  for (let round = 0; round < 5; round += 1) {
    note(store, runId, `round ${round}`)
    runWithTasks(store, 'elsewhere')
    frame()
  }
  let seq = start.seq
  for (const change of told(messages, 'run.changed')) {
    expect(change.fromSeq).toBe(seq)
    seq = change.seq
  }
  expect(seq).toBe(readRunView(store, runId).seq)
})

test('a run that cannot be read is reported; the others are told', () => {
  const store = memoryStore()
  const [{ runId: bad }, { runId: good }] = [runWithTasks(store, 'one'), runWithTasks(store, 'two')]
  const sound = (runId: string): string => (runId === bad ? expect.fail('Damaged') : runId)
  const { open, frame, errors } = newsroom(store, {
    readRunRow: (runId) => readRunRow(store, sound(runId)),
    readRunView: (runId) => readRunView(store, sound(runId)),
  })
  const [watchesBad, watchesGood] = [open(), open()]
  watchesBad.caller.watch(readRunView(store, bad))
  watchesGood.caller.watch(readRunView(store, good))
  note(store, bad)
  note(store, good)
  frame()
  expect(errors.map(String)).toEqual(['AssertionError: Damaged', 'AssertionError: Damaged'])
  expect(told(watchesGood.messages, 'run.changed')).toHaveLength(1)
  expect(told(watchesBad.messages, 'runs.changed')).toMatchObject([{ rows: [{ id: good }] }])
})

test('where not even the changes can be read, the next frame tells them', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  let broken = true
  const { runsChangedAfter: real } = readersOf(store)
  const { open, frame, errors } = newsroom(store, {
    runsChangedAfter: (told) => {
      if (broken) throw new Error('Disk I/O error')
      return real(told)
    },
  })
  const { messages } = open()
  note(store, runId)
  frame()
  expect(errors).toEqual([new Error('Disk I/O error')])
  broken = false
  const { runId: other } = runWithTasks(store, 'two')
  note(store, other)
  frame()
  expect(told(messages, 'runs.changed')[0]?.rows.map(({ id }) => id)).toEqual([runId, other])
})

test('a window that cannot be sent to is reported, and the others are', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  const { open, frame, errors } = newsroom(store)
  open(() => {
    throw new Error('Object has been destroyed')
  })
  const { messages } = open()
  note(store, runId)
  frame()
  expect(errors.length).toBeGreaterThan(0)
  expect(told(messages, 'runs.changed')).toHaveLength(1)
})

test('a window that is closed, and a publisher that is closed, tell nothing more', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  const { publisher, open, frame } = newsroom(store)
  const [first, second] = [open(), open()]
  first.close()
  note(store, runId)
  frame()
  expect([first.messages.length, second.messages.length > 0]).toEqual([0, true])
  second.messages.splice(0)
  note(store, runId)
  publisher.close()
  expect(frame()).toBe(0)
  note(store, runId)
  expect([frame(), second.messages]).toEqual([0, []])
})

test('what was committed while there was no window is not told to the first one', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  const { open, frame } = newsroom(store)
  note(store, runId)
  frame()
  const { messages } = open()
  const { runId: next } = runWithTasks(store, 'two')
  note(store, next)
  frame()
  expect(told(messages, 'runs.changed')).toMatchObject([{ rows: [{ id: next }] }])
})

test('rows of more runs than are remembered are told all the same, and commits of another connection too', async () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const [store, other] = [openStore(file), openStore(file)]
  onTestFinished(() => {
    store.close()
    other.close()
  })
  store.database.watch(20)
  const { open, frame } = newsroom(store)
  const { messages } = open()
  other.transaction(() => {
    for (let run = 0; run < 600; run += 1) other.runStore.createRun('A goal', '/repository')
  })
  await vi.waitFor(() => expect(frame()).toBe(1))
  expect(told(messages, 'runs.changed')[0]?.rows).toHaveLength(600)
  const ids = store.runStore.listRuns().map(({ id }) => id)
  store.transaction(() => {
    for (const id of ids) note(store, id)
  })
  frame()
  // The newest 500 are known to be told already.
  expect(told(messages, 'runs.changed')[0]?.rows).toHaveLength(100)
})

test('while agents talk the run is not read: only their output is told, and what changes more is told whole again', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'one')
  let readings = 0
  const { open, frame } = newsroom(store, {
    readRunView: (id) => {
      readings += 1
      return readRunView(store, id)
    },
  })
  const { caller, messages } = open()
  const before = readRunView(store, runId)
  caller.watch(before)
  store.addEvent(runId, 'checker', 'agent_output', 'I read', { messageId: 'm', text: 'I read' })
  store.addEvent(runId, 'checker', 'tool_call', 'Read (completed)', {})
  frame()
  const [output] = told(messages, 'run.changed')
  expect(output).toMatchObject({ runId, fromSeq: before.seq, seq: before.seq + 2, records: {} })
  expect(output?.events.map(({ kind }) => kind)).toEqual(['agent_output', 'tool_call'])
  expect(readings).toBe(0)
  store.transaction(() => {
    store.addEvent(runId, 'checker', 'agent_output', 'and pause', { messageId: 'm', text: ' and pause' })
    store.patchRun(runId, {}, { control: 'pause', controlReason: 'person' })
    note(store, runId)
  })
  frame()
  const [whole] = told(messages, 'run.changed')
  expect(readings).toBe(1)
  expect(whole).toMatchObject({ fromSeq: before.seq + 2, seq: before.seq + 4, records: { row: { status: 'paused' } } })
})
