import { expect, onTestFinished, test } from 'vitest'
import { connectionTimeCame } from '../../electron/cli/connection-wait.ts'
import { openStore } from '../../electron/store/store.ts'

/** A run whose last turn ended so, and which waits for this long. */
function waiting(outcome: 'transport' | 'limited', waitMs: number, waitReason = 'no connection') {
  const store = openStore(':memory:')
  onTestFinished(() => store.close())
  const { id: runId } = store.runStore.createRun('Goal', '/repo')
  const turn = { runId, role: 'strategy', kind: 'plan', taskId: null, attemptId: null, agentId: 'demo' } as const
  const nothing = { tokens: null, costMicros: null, contextUsed: null, contextSize: null, sessionId: null }
  store.endTurn(store.startTurn(turn).id, 'limited', {
    ...nothing,
    agentVersion: null,
    detail: 'no connection',
    outcome,
  })
  store.patchRun(runId, {}, { waitUntil: new Date(Date.now() + waitMs).toISOString(), waitReason })
  const woken: string[] = []
  const wake = (id: string) => woken.push(id) > 0
  const interrupt = new AbortController()
  return { store, runId, woken, interrupt, came: () => connectionTimeCame({ store, wake }, runId, interrupt.signal) }
}

test('the time of a lost connection is sat out, and then the run is woken', async () => {
  const run = waiting('transport', 60)
  const before = performance.now()
  expect(await run.came()).toBe(true)
  expect(performance.now() - before).toBeGreaterThanOrEqual(59)
  expect(run.woken).toEqual([run.runId])
})

test.each([
  ['a usage limit', 'limited', 'no connection'],
  ['a limit that another run has met since the connection was lost', 'transport', 'Usage limit'],
] as const)('%s is not', async (_what, outcome, waitReason) => {
  const run = waiting(outcome, 60_000, waitReason)
  expect(await run.came()).toBe(false)
  expect(run.woken).toEqual([])
})

test.each([
  ['resumed', { waitUntil: null }],
  ['paused', { control: 'pause' }],
  ['cancelled', { control: 'cancel' }],
] as const)('a run that is %s meanwhile is looked at again at once', async (_what, patch) => {
  const run = waiting('transport', 60_000)
  const came = run.came()
  run.store.patchRun(run.runId, {}, patch)
  expect(await came).toBe(true)
})

test('an interrupted command waits no longer', async () => {
  const run = waiting('transport', 60_000)
  const came = run.came()
  run.interrupt.abort()
  expect(await came).toBe(false)
})
