/** What a return says of the paths that tasks may change. */
import { expect, test } from 'vitest'
import { memoryStore } from './support.ts'

test.each([
  { was: [], is: ['**'], dropped: [], again: [] },
  { was: ['**'], is: [], dropped: [], again: [] },
  { was: [], is: ['**', 'package-lock.json'], dropped: ['package-lock.json'], again: [] },
  { was: ['src/**'], is: [], dropped: ['**'], again: ['src/**'] },
])('from $is back to $was', ({ was, is, dropped, again }) => {
  const store = memoryStore()
  const { id: runId } = store.runStore.createRun('Goal', '/repo')
  const draft = {
    title: 'One',
    objective: 'One',
    acceptanceCriteria: ['One'],
    verificationSteps: [],
    allowedPaths: was,
  }
  const [task = expect.fail('no task')] = store.runStore.replacePendingTasks(runId, [draft])
  const state = store.captureState(runId)
  store.database.run('UPDATE tasks SET allowed_paths_json = ? WHERE id = ?', JSON.stringify(is), task.id)
  expect(store.compareWith(runId, state).paths).toEqual({ dropped, again })
})
