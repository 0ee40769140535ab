import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openStore, type Store } from '../../electron/store/store.ts'
import { draft, temporaryFolder } from './support.ts'

interface Filled {
  store: Store
  runId: string
  taskId: string
  attemptId: string
}

/** A store with a row in most tables, and what a bad disk or a careless hand may do to it. */
function filled(): Filled & { damage(sql: string): void } {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const store = openStore(file)
  const { id: runId } = store.runStore.createRun('Goal', '/repo')
  const [task] = store.replacePendingTasks(runId, [draft('one')])
  const started = store.startAttempt(runId, 'base')
  store.addArtifact(runId, null, 'log', 'a', {})
  return {
    store,
    runId,
    taskId: task?.id ?? '',
    attemptId: started?.attempt.id ?? '',
    damage: (sql) => {
      const db = new DatabaseSync(file)
      db.exec(`PRAGMA ignore_check_constraints = ON; ${sql}`)
      db.close()
    },
  }
}

test.each<[string, string, (filled: Filled) => unknown, (filled: Filled) => string]>([
  [
    'JSON that is cut',
    `UPDATE events SET payload_json = '{"a":'`,
    ({ store, runId }) => store.listEvents(runId),
    () => 'Damaged row in table events, seq 1: column payload_json: ',
  ],
  [
    'a word that is not of the closed set',
    `UPDATE tasks SET status = 'lost'`,
    ({ store, runId }) => store.listTasks(runId),
    ({ taskId }) => `Damaged row in table tasks, id ${taskId}: column status: `,
  ],
  [
    'JSON of the wrong type',
    `UPDATE tasks SET allowed_paths_json = '{"src": 1}'`,
    ({ store, runId }) => store.buildSnapshot(runId),
    ({ taskId }) => `Damaged row in table tasks, id ${taskId}: column allowed_paths_json: `,
  ],
  [
    'a configuration nobody can work with',
    `UPDATE runs SET config_json = '{"policy":"anarchy"}'`,
    ({ store }) => store.runStore.listRuns(),
    ({ runId }) => `Damaged row in table runs, id ${runId}: column config_json: `,
  ],
  [
    'a result of an attempt',
    `UPDATE task_attempts SET result_json = '{"report":{"outcome":"maybe"}}'`,
    ({ store, attemptId }) => store.getAttempt(attemptId),
    ({ attemptId }) => `Damaged row in table task_attempts, id ${attemptId}: column result_json: `,
  ],
])('%s is an error that names it', (_, sql, read, message) => {
  const damaged = filled()
  damaged.damage(sql)
  const act = () => read(damaged)
  expect(act).toThrow(message(damaged))
  expect(act).toThrow(/Put back the newest copy from the folder "backups"/)
  damaged.store.close()
})
