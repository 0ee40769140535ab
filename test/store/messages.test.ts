import { expect, test } from 'vitest'
import type { Store } from '../../electron/store/store.ts'
import type { AgentRole } from '../../shared/words.ts'
import { memoryStore } from './support.ts'

function withTurn() {
  const store = memoryStore()
  const runId = store.runStore.createRun('Goal', '/repo').id
  const turn = (role: AgentRole = 'strategy') =>
    store.startTurn({ runId, role, kind: 'plan', taskId: null, attemptId: null, agentId: 'demo' }).id
  return { store, runId, turn }
}

const NOTHING = { tokens: null, costMicros: null, contextUsed: null, contextSize: null, sessionId: null }
const end = (store: Store, turnId: string, state: 'finished' | 'failed' | 'limited', outcome?: 'transport') =>
  store.endTurn(turnId, state, { ...NOTHING, agentVersion: null, detail: null, ...(outcome ? { outcome } : {}) })

test('messages wait in order for their role, and are sent once', () => {
  const { store, runId, turn } = withTurn()
  const other = store.runStore.createRun('Other', '/repo').id
  const [one, two] = ['one', 'two'].map((text) => store.addMessage(runId, 'strategy', 'next_turn', text))
  store.addMessage(runId, 'checker', 'next_turn', 'for the checker')
  store.addMessage(other, 'strategy', 'next_turn', 'for another run')
  if (!one || !two) return expect.fail('no messages')
  expect(one).toMatchObject({ runId, role: 'strategy', mode: 'next_turn', turnId: null, sentAt: null })
  expect(store.waitingMessages(runId, 'strategy')).toEqual([one, two])
  const first = turn()
  expect(store.markMessageSent(one.id, first)).toBe(true)
  expect(store.markMessageSent(one.id, turn())).toBe(false)
  expect(store.waitingMessages(runId, 'strategy')).toEqual([two])
  expect(store.sentMessages(runId, 'strategy', 10)).toMatchObject([{ id: one.id, turnId: first }])
  expect(store.newestMessages(runId, 2).map(({ text }) => text)).toEqual(['two', 'for the checker'])
})

test('what a turn was told stays told if it finished; otherwise it waits again', () => {
  const { store, runId, turn } = withTurn()
  const message = store.addMessage(runId, 'strategy', 'interrupt', 'hear this')
  const failed = turn()
  store.markMessageSent(message.id, failed)
  end(store, failed, 'failed')
  expect(store.waitingMessages(runId, 'strategy')).toEqual([message])
  const good = turn()
  store.markMessageSent(message.id, good)
  end(store, good, 'finished')
  end(store, good, 'failed')
  expect(store.waitingMessages(runId, 'strategy')).toEqual([])
})

test('turns without a connection are counted per role since the last one that finished or failed', () => {
  const { store, runId, turn } = withTurn()
  const row = () => store.transportTurnsInARow(runId, 'strategy')
  end(store, turn(), 'limited', 'transport')
  expect(row()).toBe(1)
  end(store, turn(), 'limited')
  end(store, turn('checker'), 'finished')
  end(store, turn(), 'limited', 'transport')
  expect([row(), store.transportTurnsInARow(runId, 'checker')]).toEqual([2, 0])
  end(store, turn(), 'failed', 'transport')
  expect(row()).toBe(0)
})
