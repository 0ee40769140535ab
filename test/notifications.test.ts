import { expect, test } from 'vitest'
import type { NoticeBook } from '../electron/notice-book.ts'
import { type Heard, heed, NOTHING_HEARD, type Notice, tellGates } from '../electron/notifications.ts'
import type { Reply, TopicMessage } from '../shared/contract.ts'
import { DEFAULT_SETTINGS } from '../shared/settings/settings.ts'
import type { GateRow, RunRow, ShownSettings } from '../shared/views.ts'

const gate = (id: string, question = 'Approve the plan?'): GateRow => ({
  id,
  runId: `run-of-${id}`,
  kind: 'plan',
  question,
  openedAt: '2026-01-02T03:04:05.678Z',
})
const gates = (...rows: GateRow[]): TopicMessage => ({ topic: 'gates.changed', value: { gates: rows } })
const run = (id: string, goal: string, openGates: number): RunRow => ({
  id,
  goal,
  repoPath: '/srv/ledger-core',
  status: 'awaiting_approval',
  summary: null,
  branch: null,
  createdAt: '',
  updatedAt: '',
  control: 'run',
  controlReason: null,
  waitUntil: null,
  waitReason: null,
  gate: null,
  openGates,
  untriedPlan: null,
  tasks: { pending: 0, in_progress: 0, completed: 0, blocked: 0, abandoned: 0 },
  turn: null,
  usage: { turns: 0, tokens: 0, costMicros: 0, activeMs: 0 },
  imported: false,
  removedUntil: null,
})
const runs = (...rows: RunRow[]): TopicMessage => ({ topic: 'runs.changed', value: { rows } })

const SHOWN: ShownSettings = { ...DEFAULT_SETTINGS, agents: [], mcpServers: [], repositories: [] }

/** What is shown, needs no telling, and is withdrawn, message by message. */
function play(messages: readonly { message: TopicMessage; hasFocus?: boolean }[]) {
  let heard: Heard = NOTHING_HEARD
  const told: { show: string[]; skip: string[]; withdraw: string[] }[] = []
  for (const { message, hasFocus = false } of messages) {
    const heeded = heed(heard, message, hasFocus)
    heard = heeded.heard
    const skip = heeded.skip.map(({ id }) => id)
    told.push({ show: heeded.show.map((notice) => notice.gateId), skip, withdraw: heeded.withdraw })
  }
  return { told: told.at(-1), heard }
}

test.each([
  { name: 'gates that are open at the start are new, too', messages: [gates(gate('a'))], show: ['a'] },
  { name: 'a gate that opens later is told', messages: [gates(), gates(gate('a'))], show: ['a'] },
  { name: 'only the new one of several', messages: [gates(gate('a')), gates(gate('a'), gate('b'))], show: ['b'] },
  {
    name: 'each once, however often the list comes',
    messages: [gates(), gates(gate('a')), gates(gate('a'))],
    show: [],
  },
  { name: 'other topics tell nothing', messages: [gates(), runs(run('run-of-a', 'Goal', 1))], show: [] },
])('$name', ({ messages, show }) => {
  expect(play(messages.map((message) => ({ message }))).told).toEqual({ show, skip: [], withdraw: [] })
})

test('who turned notifications off in the settings is told nothing, from that moment on', () => {
  const set = (notifications: boolean): TopicMessage => ({
    topic: 'settings.changed',
    value: {
      revision: 'r',
      file: '/data/settings.json',
      settings: { ...SHOWN, attention: { notifications } },
      set: [],
      unknown: [],
      problem: null,
    },
  })
  const messages = [gates(), set(false), gates(gate('a'))]
  expect(play(messages.map((message) => ({ message }))).told).toEqual({ show: [], skip: ['a'], withdraw: [] })
  const again = [...messages, set(true), gates(gate('a'), gate('b'))]
  expect(play(again.map((message) => ({ message }))).told).toEqual({ show: ['b'], skip: [], withdraw: [] })
})

test('a gate that opens before the eyes of the person is not told, not even later', () => {
  const opened = { message: gates(gate('a')), hasFocus: true }
  expect(play([{ message: gates() }, opened]).told).toEqual({ show: [], skip: ['a'], withdraw: [] })
  const later = { message: gates(gate('a'), gate('b')) }
  expect(play([{ message: gates() }, opened, later]).told).toEqual({ show: ['b'], skip: [], withdraw: [] })
})

test('a gate that is no longer open is withdrawn, and nothing of it is kept', () => {
  const { told, heard } = play([
    { message: gates() },
    { message: runs(run('run-of-a', 'Goal', 1)) },
    { message: gates(gate('a')) },
    { message: runs(run('run-of-a', 'Goal', 0)) },
    { message: gates() },
  ])
  expect(told).toEqual({ show: [], skip: [], withdraw: ['a'] })
  expect(heard).toEqual({ gates: new Set(), titles: new Map(), isWanted: true })
})

/** The one notice of a gate with this question, of a run with this goal. */
function noticeOf(goal: string, question: string): Notice | undefined {
  const { heard } = play([{ message: gates() }, { message: runs(run('run-of-a', goal, 1)) }])
  return heed(heard, gates(gate('a', question)), false).show[0]
}

test.each([
  {
    name: 'repository and goal, and the question',
    goal: 'Add totals',
    question: 'Approve the plan?',
    title: 'ledger-core: Add totals',
    body: 'Approve the plan?',
  },
  {
    name: 'one line of each',
    goal: ' Add\n\ttotals ',
    question: 'Allow\r\nonce?',
    title: 'ledger-core: Add totals',
    body: 'Allow once?',
  },
  {
    name: 'markup that a desktop would follow is only looked at',
    goal: 'A & B',
    question: '<a href="https://example.com">&amp;</a>',
    title: 'ledger-core: A & B',
    body: '‹a href="https://example.com"›＆amp;‹/a›',
  },
  {
    name: 'what reverses or hides text is visible',
    goal: 'a\u202eb',
    question: '\u001b[31m',
    title: 'ledger-core: a<U+202E>b',
    body: '␛[31m',
  },
  {
    name: 'long text is cut, whole characters each',
    goal: '🙂'.repeat(200),
    question: 'x'.repeat(500),
    title: `ledger-core: ${'🙂'.repeat(86)}…`,
    body: `${'x'.repeat(199)}…`,
  },
])('a notice is inert and short: $name', ({ goal, question, title, body }) => {
  const ids = { gateId: 'a', runId: 'run-of-a' }
  expect(noticeOf(goal, question)).toEqual({ ...ids, place: '#/run/run-of-a/plan', title, body, isRequest: false })
})

test('a run that was never heard of has the name of the application', () => {
  const { heard } = play([{ message: gates() }])
  expect(heed(heard, gates(gate('a')), false).show).toMatchObject([{ title: 'Triptych' }])
})

/** A host whose folder holds these gates, over several starts of the desktop; nothing is answered until the folder is open. */
function startedHost(open: GateRow[], opened: Promise<void> = Promise.resolve()) {
  const told = new Set<string>()
  let send: (message: TopicMessage) => void = () => undefined
  const replies: Record<string, unknown> = {
    'gates.list': open,
    'runs.list': { rows: open.map(({ id }) => run(`run-of-${id}`, 'Goal', 1)) },
  }
  const call = async (method: string): Promise<Reply<unknown>> => {
    await opened
    return { ok: true, value: replies[method] ?? null }
  }
  const notices: NoticeBook = {
    isToTell: ({ id }) => !told.has(id),
    tell: ({ id }, show) => {
      show()
      told.add(id)
    },
    skip: ({ id }) => void told.add(id),
  }
  const connect = (listener: (message: TopicMessage) => void) => {
    send = listener
    return { call }
  }
  const start = async (hasFocus: () => boolean) => {
    const shown: string[] = []
    const timers: (() => void)[] = []
    const show = ({ gateId, title }: Notice): (() => void) => {
      shown.push(`${gateId}: ${title}`)
      return () => void shown.splice(shown.indexOf(`${gateId}: ${title}`), 1)
    }
    tellGates({ connect, notices }, { hasFocus, canAnswer: true, show, open: () => undefined }, (work) => {
      timers.push(work)
      return () => undefined
    })
    await settled()
    const endStart = () => {
      for (const work of timers) work()
    }
    return { shown, endStart, send: (message: TopicMessage) => send(message) }
  }
  return { start }
}

test('what was open at the start and never told is told once its windows had time to take the focus; then what opens', async () => {
  const { shown, endStart, send } = await startedHost([gate('old')]).start(() => false)
  expect(shown).toEqual([])
  endStart()
  expect(shown).toEqual(['old: ledger-core: Goal'])
  send(gates(gate('old'), gate('new')))
  expect(shown).toEqual(['old: ledger-core: Goal', 'new: Triptych'])
  send(gates(gate('new')))
  expect(shown).toEqual(['new: Triptych'])
})

test('what a folder holds that is open only after the start is over is told then', async () => {
  const folder = Promise.withResolvers<void>()
  const { shown, endStart } = await startedHost([gate('old')], folder.promise).start(() => false)
  endStart()
  expect(shown).toEqual([])
  folder.resolve()
  await settled()
  expect(shown).toEqual(['old: ledger-core: Goal'])
})

test('the newest list of a start counts', async () => {
  const { shown, endStart, send } = await startedHost([gate('old')]).start(() => false)
  send(gates(gate('new')))
  endStart()
  expect(shown).toEqual(['new: Triptych'])
})

test('who looks at the window of a start is not told what it shows, and not by a later start either', async () => {
  const host = startedHost([gate('old')])
  const first = await host.start(() => true)
  first.endStart()
  expect(first.shown).toEqual([])
  const second = await host.start(() => false)
  second.endStart()
  expect(second.shown).toEqual([])
})

test('what one start told the next one does not', async () => {
  const host = startedHost([gate('old')])
  const first = await host.start(() => false)
  first.endStart()
  const second = await host.start(() => false)
  second.endStart()
  expect([first.shown, second.shown]).toEqual([['old: ledger-core: Goal'], []])
})

const COMMAND = 'npm ci --ignore-scripts'
/** An open request, as its own view tells it. */
const view = (rawInput: object, verdicts = ['approved', 'rejected']): object => ({
  gate: {
    ...gate('new'),
    kind: 'permission',
    subjectHash: 'sha256:1',
    subject: { turnId: 't', key: 'k', request: JSON.stringify({ toolCall: { title: 'Look around', rawInput } }) },
  },
  verdicts,
})

/** A host with one new request, and a desktop that shows buttons; what was asked of both. */
async function requested(seen: object, decided: Reply<unknown> = { ok: true, value: null }, canAnswer = true) {
  const calls: { method: string; input: object }[] = []
  const notices: { body: string; labels: string[]; press(label: string): void }[] = []
  const opened: string[] = []
  let send: (message: TopicMessage) => void = () => undefined
  let endStart = (): void => undefined
  const replies: Record<string, Reply<unknown>> = {
    'gates.list': { ok: true, value: [] },
    'runs.list': { ok: true, value: { rows: [] } },
    'gates.get': { ok: true, value: seen },
    'gates.decide': decided,
  }
  const call = async (method: string, input: object): Promise<Reply<unknown>> => {
    calls.push({ method, input })
    return replies[method] ?? { ok: true, value: null }
  }
  tellGates(
    {
      notices: { isToTell: () => true, tell: (_gate, show) => show(), skip: () => undefined },
      connect: (listener) => {
        send = listener
        return { call }
      },
    },
    {
      hasFocus: () => false,
      canAnswer,
      open: (notice) => void opened.push(notice.place),
      show: ({ body }, answers, onAnswer) => {
        const press = (label: string): void => {
          const answer = answers.find((each) => each.label === label)
          if (answer === undefined) throw new Error(`no button ${label}`)
          onAnswer(answer.verdict)
        }
        notices.push({ body, labels: answers.map(({ label }) => label), press })
        return () => undefined
      },
    },
    (work) => {
      endStart = work
      return () => undefined
    },
  )
  await settled()
  endStart()
  send(gates({ ...gate('new', 'The implementation agent asks: Look around'), kind: 'permission' }))
  await settled()
  return { calls, notices, opened, decisions: () => calls.filter(({ method }) => method === 'gates.decide') }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('a request whose command is shown whole can be answered on the notice, bound to what was shown', async () => {
  const { notices, decisions } = await requested(view({ command: COMMAND }))
  expect(notices).toMatchObject([{ body: `Run once? ${COMMAND}`, labels: ['Allow once', 'Reject'] }])
  notices[0]?.press('Allow once')
  await settled()
  const input = { gateId: 'new', subjectHash: 'sha256:1', verdict: 'approved', rationale: '' }
  expect(decisions()).toEqual([{ method: 'gates.decide', input }])
})

test('a decision that does not count opens the page that says why', async () => {
  const refused = { ok: false, error: { code: 'refused', message: 'Decided already.', remedy: 'Look.' } } as const
  const { notices, opened } = await requested(view({ command: COMMAND }), refused)
  notices[0]?.press('Reject')
  await settled()
  expect(opened).toEqual(['#/run/run-of-new'])
})

test.each([
  { name: 'a command that does not fit', input: { command: `echo ${'x'.repeat(200)}` } },
  { name: 'a command of two lines', input: { command: 'ls\nrm -rf .' } },
  { name: 'a command with a hidden sign', input: { command: 'ls \u202e' } },
  { name: 'a command for another folder', input: { command: COMMAND, cwd: '/etc' } },
  { name: 'an edit', input: { file_path: '/etc/passwd' } },
  { name: 'what is not understood', input: { whatever: 1 } },
])('only told, and answered on its page: $name', async ({ input }) => {
  const { notices } = await requested(view(input))
  expect(notices).toMatchObject([{ body: 'The implementation agent asks: Look around', labels: [] }])
})

test('where notices have no buttons nothing is read for them', async () => {
  const { notices, calls } = await requested(view({ command: COMMAND }), undefined, false)
  expect(notices).toMatchObject([{ labels: [] }])
  expect(calls.map(({ method }) => method)).not.toContain('gates.get')
})
