import { expect, test } from 'vitest'
import { readAttemptView } from '../../electron/views/attempt-view.ts'
import { memoryStore } from '../store/support.ts'
import { runAtWork } from './run-at-work.ts'

const STEP = {
  command: 'node --test',
  timedOut: false,
  durationMs: 12.5,
  log: 'sha256:1',
  logLines: 3,
  logTail: 'no',
  baseline: 'failed',
} as const

test('an attempt comes with its result, its steps in order and the diff that was judged', () => {
  const store = memoryStore()
  const { runId, attemptId } = runAtWork(store)
  const diff = (kind: string, sha256: string) => store.addArtifact(runId, null, kind, 'runs/x/d', { sha256 })
  diff('diff', 'sha256:a')
  const judged = diff('diff', 'sha256:a')
  diff('diff', 'sha256:b')
  diff('patch', 'sha256:a')
  store.database.run(`UPDATE artifacts SET metadata_json = '{' WHERE kind = 'patch'`)
  const other = runAtWork(store)
  store.addArtifact(other.runId, null, 'diff', 'runs/y/d', { sha256: 'sha256:a' })

  const { id: logArtifactId } = store.addArtifact(runId, null, 'verification_log', 'runs/x/l', {})
  store.advanceAttempt(attemptId, 'implement', 'scope', { result: { changedPaths: ['a'] } })
  expect(readAttemptView(store, attemptId)).toMatchObject({ steps: [], diff: null })
  store.advanceAttempt(attemptId, 'scope', 'verify', {
    result: { diffArtifactHash: 'sha256:a' },
    candidateCommit: 'c',
  })
  for (const [label, exitCode] of [
    ['v1', 0],
    ['v2', 1],
  ] as const) {
    store.addStepEvidence(runId, attemptId, { ...STEP, label, exitCode, logArtifactId })
  }

  const view = readAttemptView(store, attemptId)
  expect(view).toMatchObject({
    attempt: { id: attemptId, phase: 'verify', candidateCommit: 'c' },
    result: { changedPaths: ['a'], diffArtifactHash: 'sha256:a' },
    steps: [
      { label: 'v1', exitCode: 0 },
      { label: 'v2', exitCode: 1 },
    ],
    diff: { id: judged.id },
  })
  expect(view.attempt).not.toHaveProperty('resultJson')
  expect(() => readAttemptView(store, 'gone')).toThrow('Attempt not found: gone')
})

test.each(['no JSON at all', '[1]', '{"report":7,"diffArtifactHash":"sha256:a"}'])(
  'an imported attempt may have left anything: %s',
  (stored) => {
    const store = memoryStore()
    const { attemptId } = runAtWork(store)
    store.database.run('UPDATE task_attempts SET imported = 1, result_json = ? WHERE id = ?', stored, attemptId)
    expect(readAttemptView(store, attemptId)).toMatchObject({ attempt: { id: attemptId }, result: {}, diff: null })
  },
)

test('a hash that no artifact has, because its row is gone, gives no diff', () => {
  const store = memoryStore()
  const { attemptId } = runAtWork(store)
  store.advanceAttempt(attemptId, 'implement', 'scope', { result: { diffArtifactHash: 'sha256:a' } })
  expect(readAttemptView(store, attemptId).diff).toBeNull()
})
