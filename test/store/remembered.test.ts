import path from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../electron/store/store.ts'
import { memoryStore, temporaryFolder } from './support.ts'

const NOW = '2026-11-20T10:00:00.000Z'
const LATER = '2026-11-20T11:00:00.000Z'

test("an agent's limit is known until its time, the newest counts, and it can be forgotten", () => {
  const store = memoryStore()
  expect(store.agentLimit('codex', NOW)).toBeNull()
  store.noteAgentLimit('codex', { until: '2026-11-20T10:30:00.000Z', detail: 'first' })
  store.noteAgentLimit('codex', { until: LATER, detail: 'second' })
  expect(store.agentLimit('codex', NOW)).toEqual({ until: LATER, detail: 'second' })
  expect(store.agentLimit('codex', LATER)).toBeNull()
  expect(store.agentLimit('claude', NOW)).toBeNull()
  store.noteAgentLimit('codex', null)
  store.noteAgentLimit('codex', null)
  expect(store.agentLimit('codex', NOW)).toBeNull()
})

test('answers are remembered for their run alone, and go with it; trust in a server outlives it', () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const store = openStore(file)
  const [runId, other] = [store.runStore.createRun('1', '/repo').id, store.runStore.createRun('2', '/repo').id]
  const approval = store.addApproval(runId, 'human', 'approved', '', {})
  store.rememberPermission(runId, 'key', 'allow', approval.id)
  store.rememberPermission(runId, 'key', 'reject', approval.id)
  store.trustServer('files', 'h1', approval.id)
  store.trustServer('files again', 'h1', approval.id)
  expect(store.rememberedPermission(runId, 'key')).toBe('reject')
  expect([store.rememberedPermission(runId, 'other'), store.rememberedPermission(other, 'key')]).toEqual([null, null])
  expect(() => store.rememberPermission(runId, 'more', 'allow', 'nobody')).toThrow('FOREIGN KEY')
  store.database.run('DELETE FROM runs WHERE id = ?', runId)
  store.close()

  const again = openStore(file)
  expect(again.rememberedPermission(runId, 'key')).toBeNull()
  expect([again.isServerTrusted('h1'), again.isServerTrusted('h2')]).toEqual([true, false])
  again.close()
})
