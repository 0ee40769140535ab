/** Usage and budgets while a turn runs: a real store, and clocks of the test. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AgentOutput, TurnRequest } from '../../electron/engine/agents-port.ts'
import { DEFAULT_LIMITS, type Limits } from '../../shared/config.ts'
import { type LivedRun, livedRun } from '../support/lived-run.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

interface Used {
  tokens?: number | null
  costMicros?: number | null
  used?: number
}
const usage = ({ tokens = null, costMicros = null, used = 10 }: Used): AgentOutput => {
  return { kind: 'usage', used, size: 1_000, tokens, costMicros }
}

/** A run whose implementation turns do `work`; stopped turns end as stopped. */
function working(change: Partial<Limits>, work: (request: TurnRequest, life: LivedRun) => void): LivedRun {
  const life: LivedRun = livedRun(
    { policy: 'review_at_end', limits: { ...DEFAULT_LIMITS, ...change } },
    {
      turn: (request) => {
        if (request.kind !== 'implement') return null
        work(request, life)
        return request.signal.aborted ? { kind: 'stopped' } : null
      },
      result: ({ kind, previousSessionId, turnId }) => ({
        tokens: kind === 'implement' ? 5 : null,
        ...(previousSessionId === null
          ? { sessionId: `session-${turnId}`, continued: false }
          : { sessionId: previousSessionId, continued: true }),
      }),
    },
  )
  life.ports.elapsedMs = () => performance.now()
  return life
}

const row = ({ store, runId }: LivedRun, turnId: string) =>
  store.listTurns(runId).find(({ id }) => id === turnId) ?? expect.fail('there is no such turn')

test('what a turn uses is in its row at once, then every 2 s at most; what is not told stays unknown', async () => {
  const seen: (number | null)[] = []
  const life = working({}, ({ turnId, onOutput, turnNumber }, { store }) => {
    if (turnNumber > 1) return
    const note = vi.spyOn(store, 'noteTurnUsage')
    expect(row(life, turnId)).toMatchObject({ tokens: null, costMicros: null, contextUsed: null, sessionId: null })
    const tell = (tokens: number | null, waitMs: number) => {
      onOutput(usage({ tokens, used: 100 }))
      vi.advanceTimersByTime(waitMs)
      seen.push(row(life, turnId).tokens)
    }
    onOutput({ kind: 'session', sessionId: 's1', continued: false, agent: 'demo', version: '1.2' })
    tell(null, 0)
    tell(10, 1_999)
    tell(20, 0)
    tell(30, 1)
    tell(40, 1_999)
    tell(39, 1)
    expect(row(life, turnId)).toMatchObject({ costMicros: null, contextUsed: 100, contextSize: 1_000 })
    expect(row(life, turnId)).toMatchObject({ sessionId: 's1', agentVersion: '1.2', agentId: 'demo', state: 'running' })
    expect(note).toHaveBeenCalledTimes(3)
    vi.advanceTimersByTime(60_000)
    expect(note).toHaveBeenCalledTimes(3)
  })
  await life.go()
  expect(seen).toEqual([null, null, null, 30, 30, 40])
  // The agent said 5 at its end, and 40 before: it used 40.
  const [implemented] = life.store.listTurns(life.runId).filter(({ kind }) => kind === 'implement')
  expect(implemented).toMatchObject({ tokens: 40, costMicros: null })
  expect(life.store.getInternals(life.runId)).toMatchObject({ tokens: 40, costMicros: 0 })
  expect(vi.getTimerCount()).toBe(0)
})

test.each<[string, Partial<Limits>, (request: TurnRequest) => void, string, RegExp]>([
  [
    'tokens',
    { tokens: 1_000 },
    ({ onOutput }) => [799, 800, 999, 1_000].map((tokens) => onOutput(usage({ tokens }))),
    'tokens',
    /^The budget of 1000 tokens is used up \(1000 tokens\)\. Approve raises it to 2000 tokens\.$/,
  ],
  [
    'money',
    { costMicros: 500_000 },
    ({ onOutput }) => [399_999, 400_000, 600_000].map((costMicros) => onOutput(usage({ costMicros }))),
    'costMicros',
    /^The budget of 0\.50 US dollars is used up \(0\.60 US dollars\)/,
  ],
  [
    'time',
    { wallMinutes: 2 },
    () => vi.advanceTimersByTime(120_000),
    'wallMinutes',
    /^The budget of 2 minutes of work/,
  ],
])(
  '%s: a warning at 80 %% and a stop at 100 %% in the middle of the turn',
  async (_what, limit, work, name, question) => {
    const life = working(limit, (request) => request.turnNumber === 1 && work(request))
    expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
    expect(life.kinds().filter((kind) => kind === 'budget_warned' || kind === 'turn_finished')).toEqual([
      'turn_finished',
      'budget_warned',
      'turn_finished',
    ])
    expect(life.events('budget_warned')).toMatchObject([{ payload: { name, percent: 80 } }])
    const turns = life.store.listTurns(life.runId)
    expect(turns.at(-1)).toMatchObject({ kind: 'implement', state: 'stopped' })
    const gate = life.answer('approved')
    expect(gate).toMatchObject({ kind: 'budget', subject: { name } })
    expect(gate.question).toMatch(question)

    // The same attempt goes on in the same session.
    expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
    const [first, second, ...more] = life.requests.filter(({ kind }) => kind === 'implement')
    expect(more).toEqual([])
    expect(second).toMatchObject({ mustContinue: true, previousSessionId: `session-${first?.turnId}` })
    expect(second?.task).toEqual(first?.task)
    expect(life.store.listTasks(life.runId)).toMatchObject([{ status: 'completed', attemptCount: 1 }])
    expect(vi.getTimerCount()).toBe(0)
  },
)

test('waiting for an answer to a permission request is no time of work', async () => {
  const life = livedRun(
    { policy: 'review_at_end', limits: { ...DEFAULT_LIMITS, wallMinutes: 2, permissionMinutes: 60 } },
    {
      turn: async (request) => {
        if (request.kind !== 'implement') return null
        vi.advanceTimersByTime(60_000)
        const asked = { toolKind: 'other', title: 'May I?', paths: [], command: null, ownTool: false, raw: {} }
        const answer = request.onPermission(asked, new AbortController().signal)
        await vi.waitFor(() => expect(life.store.listOpenGates(life.runId)).toHaveLength(1))
        vi.advanceTimersByTime(3_000_000)
        life.answer('approved')
        expect(await answer).toBe('allow')
        vi.advanceTimersByTime(30_000)
        return request.signal.aborted ? { kind: 'stopped' } : null
      },
    },
  )
  life.ports.elapsedMs = () => performance.now()
  await life.go()
  expect(life.store.listTurns(life.runId).find(({ kind }) => kind === 'implement')?.state).toBe('finished')
  expect(life.store.getInternals(life.runId).activeMs).toBe(90_000)
})

test('the last turn that a budget of turns allows may end, and the next one is asked about', async () => {
  const life = working({ turns: 2 }, ({ onOutput }) => onOutput(usage({ tokens: 1 })))
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  expect(life.store.listTurns(life.runId).map(({ state }) => state)).toEqual(['finished', 'finished'])
  expect(life.answer('rejected')).toMatchObject({ kind: 'budget', subject: { name: 'turns', limit: 2, spent: 2 } })
  expect(life.store.getInternals(life.runId).control).toBe('pause')
})

test('usage that cannot be noted stops the turn and pauses the run with the reason', async () => {
  const life = working({}, ({ onOutput }, { store }) => {
    vi.spyOn(store, 'noteTurnUsage').mockImplementation(() => {
      throw new Error('disk full')
    })
    onOutput(usage({ tokens: 1 }))
  })
  await expect(life.go()).rejects.toThrow('disk full')
  expect(life.store.listTurns(life.runId).at(-1)).toMatchObject({ state: 'interrupted', detail: 'disk full' })
  expect(life.store.getInternals(life.runId)).toMatchObject({ control: 'pause', controlReason: 'disk full' })
})
