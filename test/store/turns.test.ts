import { expect, test } from 'vitest'
import { memoryStore, runWithTasks } from './support.ts'

test('turns count for the run and the role, and end once with what they used', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'a')
  const started = store.startAttempt(runId, 'base') ?? expect.fail('nothing was started')
  const ids = { taskId: started.task.id, attemptId: started.attempt.id }
  expect(store.getRoleSession(runId, 'implementation')).toEqual({ sessionId: null, turns: 0, rotationCount: 0 })
  const first = store.startTurn({ agentId: 'demo', runId, role: 'implementation', kind: 'implement', ...ids })
  expect(first).toMatchObject({ number: 1, state: 'running', finishedAt: null, ...ids })
  const used = {
    detail: null,
    tokens: 10,
    costMicros: 2,
    sessionId: 's1',
    contextUsed: null,
    contextSize: null,
    agentVersion: null,
  }
  expect(store.endTurn(first.id, 'finished', used)).toBe(true)
  expect(store.endTurn(first.id, 'failed', used)).toBe(false)
  const second = store.startTurn({ agentId: 'demo', runId, role: 'implementation', kind: 'implement', ...ids })
  expect(second.number).toBe(2)
  store.endTurn(second.id, 'limited', {
    detail: 'later',
    tokens: null,
    costMicros: null,
    sessionId: null,
    contextUsed: null,
    contextSize: null,
    agentVersion: null,
  })
  store.startTurn({ agentId: 'demo', runId, role: 'checker', kind: 'check', ...ids })
  store.noteRotation(runId, 'implementation')
  store.saveRoleFiles(runId, 'implementation', { promptPath: 'p1' })
  store.saveRoleFiles(runId, 'implementation', { responsePath: 'r1' })
  expect(store.getRoleSession(runId, 'implementation')).toEqual({ sessionId: 's1', turns: 2, rotationCount: 1 })
  expect(store.runStore.getAgentState(runId, 'implementation')).toMatchObject({
    lastPromptPath: 'p1',
    lastResponsePath: 'r1',
  })
  expect(store.getInternals(runId)).toMatchObject({ turns: 3, tokens: 10, costMicros: 2 })
  expect(store.countTurns(started.attempt.id)).toBe(3)
  expect(Object.keys(store.buildSnapshot(runId).agents).sort()).toEqual(['checker', 'implementation'])
})
